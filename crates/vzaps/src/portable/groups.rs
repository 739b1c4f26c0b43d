use wagate_sdk_core::adapter::Groups;
use wagate_sdk_core::{
    Address, Answer, Done, Error, Group, GroupId, InstanceClient, InviteLink, Media, NewGroup, Page,
    PageToken, ParticipantAction, ParticipantResult, Raw,
};

use super::{PAGE_SIZE, number, turned};
use crate::Vzaps;
use crate::groups::{
    self, CreateGroup, DemoteParticipants, GetGroup, GetInviteLink, ListGroups, PromoteParticipants,
    ResetInviteLink, SetGroupDescription, SetGroupName, SetGroupPhoto, SetGroupSettings,
};

impl Groups for Vzaps {
    async fn list_groups(
        client: &InstanceClient<Self>,
        page: Option<PageToken>,
    ) -> Result<Page<Group>, Error> {
        let number = number(page.as_ref());
        let mut list = ListGroups::new();
        (list.page, list.page_size) = (Some(number), Some(PAGE_SIZE));
        turned(client.exchange(list).await?, number, |row| group(row.value, row.raw))
    }

    async fn group(client: &InstanceClient<Self>, id: GroupId) -> Result<Group, Error> {
        let answer = client.exchange(GetGroup::new(id.to_string())).await?;
        let mut group = group(answer.value.data, answer.raw);
        group.id.get_or_insert(id);
        Ok(group)
    }

    async fn create_group(client: &InstanceClient<Self>, spec: NewGroup) -> Result<Group, Error> {
        let mut create = CreateGroup::new(spec.subject, phones(&spec.participants)?);
        create.group_description = spec.description;
        let answer = client.exchange(create).await?;
        Ok(group(answer.value.data, answer.raw))
    }

    async fn set_group_subject(
        client: &InstanceClient<Self>,
        group: GroupId,
        subject: String,
    ) -> Result<Done, Error> {
        client.exchange(SetGroupName::new(group.to_string(), subject)).await.map(Done::from)
    }

    async fn set_group_description(
        client: &InstanceClient<Self>,
        group: GroupId,
        description: String,
    ) -> Result<Done, Error> {
        client.exchange(SetGroupDescription::new(group.to_string(), description)).await.map(Done::from)
    }

    async fn set_group_picture(
        client: &InstanceClient<Self>,
        group: GroupId,
        picture: Media,
    ) -> Result<Done, Error> {
        let url = picture.as_url().ok_or_else(|| Error::unsupported("VZaps takes a picture by its URL"))?;
        client.exchange(SetGroupPhoto::new(group.to_string(), url)).await.map(Done::from)
    }

    async fn set_group_announce(
        client: &InstanceClient<Self>,
        group: GroupId,
        only_admins: bool,
    ) -> Result<Done, Error> {
        let mut change = SetGroupSettings::new(group.to_string());
        change.admin_only_message = Some(only_admins);
        client.exchange(change).await.map(Done::from)
    }

    async fn set_group_locked(
        client: &InstanceClient<Self>,
        group: GroupId,
        only_admins: bool,
    ) -> Result<Done, Error> {
        let mut change = SetGroupSettings::new(group.to_string());
        change.admin_only_settings = Some(only_admins);
        client.exchange(change).await.map(Done::from)
    }

    /// Nothing in the answer tells of single members.
    async fn change_participants(
        client: &InstanceClient<Self>,
        group: GroupId,
        action: ParticipantAction,
        participants: Vec<Address>,
    ) -> Result<Vec<ParticipantResult>, Error> {
        let (group, who) = (group.to_string(), phones(&participants)?);
        match action {
            ParticipantAction::Promote => client.call(PromoteParticipants::new(group, who)).await?,
            ParticipantAction::Demote => client.call(DemoteParticipants::new(group, who)).await?,
            _ => return Err(Error::unsupported("VZaps has no route that adds or removes members")),
        };
        Ok(participants.into_iter().map(|who| ParticipantResult::new(Some(who), None)).collect())
    }

    async fn invite_link(client: &InstanceClient<Self>, group: GroupId) -> Result<InviteLink, Error> {
        link(client.exchange(GetInviteLink::new(group.to_string())).await?)
    }

    async fn reset_invite_link(client: &InstanceClient<Self>, group: GroupId) -> Result<InviteLink, Error> {
        link(client.exchange(ResetInviteLink::new(group.to_string())).await?)
    }
}

fn link(answer: Answer<groups::InviteLink>) -> Result<InviteLink, Error> {
    match answer.value.link.as_ref().and_then(|link| link.parse().ok()) {
        Some(code) => Ok(InviteLink::new(code, answer.raw)),
        None => Err(answer.lacking("invite link")),
    }
}

/// Members are named by their numbers.
fn phones(who: &[Address]) -> Result<Vec<String>, Error> {
    who.iter()
        .map(|who| match who {
            Address::Phone(phone) => Ok(phone.digits().to_owned()),
            _ => Err(Error::unsupported("VZaps names the members of a group by their numbers only")),
        })
        .collect()
}

/// Members are left in `raw`: nothing tells which of them are admins.
fn group(told: groups::Group, raw: Raw) -> Group {
    let id = match told.jid.as_deref().map(str::parse) {
        Some(Ok(Address::Group(id))) => Some(id),
        _ => None,
    };
    let mut group = Group::new(id, raw);
    group.subject = told.name;
    group.description = told.description;
    group.size = told.participants.map(|members| members.len() as u64);
    group.announce = told.admin_only_message;
    group.locked = told.admin_only_settings;
    group
}
