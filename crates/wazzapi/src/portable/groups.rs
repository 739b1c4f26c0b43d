//! Groups. The calls about them name the device by its session name, which is asked for once.

use wagate_sdk_core::adapter::{Endpoint, Groups, OnInstance};
use wagate_sdk_core::{
    Address, Done, Error, Group, GroupId, InstanceClient, InviteCode, InviteLink, Joined, Media, NewGroup,
    Page, PageToken, Participant, ParticipantAction, ParticipantResult, ParticipantRole, Raw,
};

use crate::Wazzapi;
use crate::groups::{
    self, CreateGroup, GetGroup, GetInviteLink, GroupChanged, GroupParticipant, JoinGroup, LeaveGroup,
    ListGroups, ListParticipants, ReadInvite, RemovePhoto, SetAnnounce, SetLocked, SetName, SetPhoto,
    SetTopic, UpdateParticipants,
};
use crate::state::session_name;

/// Groups on one page. The greatest limit is not published; 50 is the default of the documented lists.
const PAGE: u64 = 50;

impl Groups for Wazzapi {
    async fn list_groups(
        client: &InstanceClient<Self>,
        page: Option<PageToken>,
    ) -> Result<Page<Group>, Error> {
        let offset = page.map_or(0, |page| page.position());
        let mut list = ListGroups::new(session_name(client).await?);
        list.limit = Some(PAGE);
        list.offset = Some(offset);
        let list = client.call(list).await?;
        let next = list.next_offset(offset, PAGE).map(PageToken::new);
        Ok(Page::new(list.groups.into_iter().map(|row| group(row.value, row.raw)).collect(), next))
    }

    async fn group(client: &InstanceClient<Self>, id: GroupId) -> Result<Group, Error> {
        let session = session_name(client).await?;
        let answer = client.exchange(GetGroup::new(session, id.to_string())).await?;
        let members = client.call(ListParticipants::new(session, id.to_string())).await?;
        let mut group = group(answer.value, answer.raw);
        group.participants = Some(members.participants.iter().map(participant).collect());
        Ok(group)
    }

    async fn create_group(client: &InstanceClient<Self>, spec: NewGroup) -> Result<Group, Error> {
        let numbers = spec.participants.iter().map(|who| {
            who.as_phone().map(|phone| phone.e164()).ok_or_else(|| {
                Error::unsupported("WazzAPI makes a group of phone numbers: add a LID to it afterwards")
            })
        });
        let numbers = numbers.collect::<Result<Vec<_>, _>>()?;
        let session = session_name(client).await?;
        let answer = client.exchange(CreateGroup::new(session, &*spec.subject, numbers)).await?;
        let created = answer.value;
        let mut group = Group::new(created.jid.and_then(|jid| jid.parse().ok()), answer.raw);
        group.subject = created.name.or(Some(spec.subject));
        group.owner = created.owner_jid.and_then(|jid| jid.parse().ok());
        group.created_at = created.group_created;
        Ok(group)
    }

    async fn set_group_subject(
        client: &InstanceClient<Self>,
        group: GroupId,
        subject: String,
    ) -> Result<Done, Error> {
        let session = session_name(client).await?;
        change(client, SetName::new(session, group.to_string(), subject)).await
    }

    async fn set_group_description(
        client: &InstanceClient<Self>,
        group: GroupId,
        description: String,
    ) -> Result<Done, Error> {
        let session = session_name(client).await?;
        change(client, SetTopic::new(session, group.to_string(), description)).await
    }

    async fn set_group_picture(
        client: &InstanceClient<Self>,
        group: GroupId,
        picture: Media,
    ) -> Result<Done, Error> {
        // The capabilities refuse URLs before this.
        let Some(base64) = picture.to_base64() else {
            return Err(Error::unsupported("WazzAPI takes a group's picture as bytes only"));
        };
        let Some(media_type) = picture.media_type().filter(|media_type| media_type.starts_with("image/"))
        else {
            return Err(Error::invalid(
                "a group's picture is an image, and its first bytes do not tell of which type: use `of_type`",
            ));
        };
        let data_uri = ["data:", media_type, ";base64,", &base64].concat();
        let session = session_name(client).await?;
        change(client, SetPhoto::new(session, group.to_string(), data_uri)).await
    }

    async fn remove_group_picture(client: &InstanceClient<Self>, group: GroupId) -> Result<Done, Error> {
        let session = session_name(client).await?;
        change(client, RemovePhoto::new(session, group.to_string())).await
    }

    async fn set_group_announce(
        client: &InstanceClient<Self>,
        group: GroupId,
        only_admins: bool,
    ) -> Result<Done, Error> {
        let session = session_name(client).await?;
        change(client, SetAnnounce::new(session, group.to_string(), only_admins)).await
    }

    async fn set_group_locked(
        client: &InstanceClient<Self>,
        group: GroupId,
        only_admins: bool,
    ) -> Result<Done, Error> {
        let session = session_name(client).await?;
        change(client, SetLocked::new(session, group.to_string(), only_admins)).await
    }

    /// The gateway answers once for all, so nothing is known of each.
    async fn change_participants(
        client: &InstanceClient<Self>,
        group: GroupId,
        action: ParticipantAction,
        participants: Vec<Address>,
    ) -> Result<Vec<ParticipantResult>, Error> {
        let action = match action {
            ParticipantAction::Add => groups::ParticipantAction::Add,
            ParticipantAction::Remove => groups::ParticipantAction::Remove,
            ParticipantAction::Promote => groups::ParticipantAction::Promote,
            ParticipantAction::Demote => groups::ParticipantAction::Demote,
            _ => return Err(Error::unsupported("WazzAPI knows no such change of a member")),
        };
        let jids = participants.iter().map(|who| who.jid().into_owned()).collect();
        let session = session_name(client).await?;
        let changed = client.call(UpdateParticipants::new(session, group.to_string(), action, jids)).await?;
        let result = |who| {
            let mut result = ParticipantResult::new(Some(who), None);
            result.message.clone_from(&changed.details);
            result
        };
        Ok(participants.into_iter().map(result).collect())
    }

    async fn invite_link(client: &InstanceClient<Self>, group: GroupId) -> Result<InviteLink, Error> {
        let session = session_name(client).await?;
        let answer = client.exchange(GetInviteLink::new(session, group.to_string())).await?;
        let code = answer.value.invite_link.as_deref().and_then(|link| link.parse().ok());
        let Some(code) = code else { return Err(answer.lacking("invite link")) };
        Ok(InviteLink::new(code, answer.raw))
    }

    async fn invite_info(client: &InstanceClient<Self>, code: InviteCode) -> Result<Group, Error> {
        let session = session_name(client).await?;
        let answer = client.exchange(ReadInvite::new(session, code.link())).await?;
        let info = answer.value;
        let mut group = Group::new(info.jid.and_then(|jid| jid.parse().ok()), answer.raw);
        group.subject = info.name;
        group.size = info.participants;
        group.owner = info.owner_jid.and_then(|jid| jid.parse().ok());
        Ok(group)
    }

    async fn join_group(client: &InstanceClient<Self>, code: InviteCode) -> Result<Joined, Error> {
        let session = session_name(client).await?;
        let answer = client.exchange(JoinGroup::new(session, code.link())).await?;
        Ok(Joined::new(None, None, answer.raw))
    }

    async fn leave_group(client: &InstanceClient<Self>, group: GroupId) -> Result<Done, Error> {
        let session = session_name(client).await?;
        change(client, LeaveGroup::new(session, group.to_string())).await
    }
}

/// Calls one of the changes, which all answer alike.
async fn change<E>(client: &InstanceClient<Wazzapi>, change: E) -> Result<Done, Error>
where
    E: Endpoint<Provider = Wazzapi, Scope: OnInstance, Response = GroupChanged>,
{
    client.exchange(change).await.map(Done::from)
}

fn group(row: groups::Group, raw: Raw) -> Group {
    let mut group = Group::new(row.id.parse().ok(), raw);
    group.subject = row.name;
    group.description = row.description;
    group.owner = row.owner.and_then(|jid| jid.parse().ok());
    group.size = row.participants_count;
    group
}

fn participant(member: &GroupParticipant) -> Participant {
    let role = match (member.is_super_admin, member.is_admin) {
        (Some(true), _) => ParticipantRole::SuperAdmin,
        (_, Some(true)) => ParticipantRole::Admin,
        _ => ParticipantRole::Member,
    };
    Participant::new(member.id.parse().ok(), role)
}
