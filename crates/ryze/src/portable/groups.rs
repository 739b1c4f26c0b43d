use wagate_sdk_core::adapter::Groups;
use wagate_sdk_core::wire::WithRaw;
use wagate_sdk_core::{
    Address, Done, Error, Group, GroupId, InstanceClient, InviteCode, InviteLink, Joined, Media, NewGroup,
    Page, PageToken, Participant, ParticipantAction, ParticipantResult, ParticipantRole, Raw,
};

use super::messages::recipient;
use crate::Ryze;
use crate::groups::{
    self, ChangeParticipants, CreateGroup, GetGroup, GroupInfo, GroupParticipant, GroupRow, GroupSettings,
    JoinGroup, LeaveGroup, ListGroups, ResetGroupLink, UpdateGroup,
};

impl Groups for Ryze {
    async fn list_groups(
        client: &InstanceClient<Self>,
        _page: Option<PageToken>,
    ) -> Result<Page<Group>, Error> {
        let list = client.call(ListGroups::new()).await?;
        Ok(Page::last(list.groups.into_iter().map(listed).collect()))
    }

    async fn group(client: &InstanceClient<Self>, id: GroupId) -> Result<Group, Error> {
        read(client, GetGroup::new(id.to_string())).await
    }

    async fn create_group(client: &InstanceClient<Self>, spec: NewGroup) -> Result<Group, Error> {
        let participants = spec.participants.iter().map(recipient).collect::<Result<_, _>>()?;
        let mut create = CreateGroup::new(spec.subject, participants);
        create.description = spec.description;
        let answer = client.exchange(create).await?;
        // It was made, whether or not the answer shows it.
        Ok(match answer.value.group {
            Some(info) => told(info, answer.raw),
            None => Group::new(None, answer.raw),
        })
    }

    async fn set_group_subject(
        client: &InstanceClient<Self>,
        group: GroupId,
        subject: String,
    ) -> Result<Done, Error> {
        update(client, &group, |update| update.name = Some(subject)).await
    }

    async fn set_group_description(
        client: &InstanceClient<Self>,
        group: GroupId,
        description: String,
    ) -> Result<Done, Error> {
        update(client, &group, |update| update.description = Some(description)).await
    }

    async fn set_group_picture(
        client: &InstanceClient<Self>,
        group: GroupId,
        picture: Media,
    ) -> Result<Done, Error> {
        let Some(url) = picture.as_url() else {
            return Err(Error::unsupported("a group's picture is taken by its URL only"));
        };
        update(client, &group, |update| update.image = Some(url.to_owned())).await
    }

    async fn remove_group_picture(client: &InstanceClient<Self>, group: GroupId) -> Result<Done, Error> {
        update(client, &group, |update| update.remove_image = Some(true)).await
    }

    /// The gateway asks what members may, not what admins alone may.
    async fn set_group_announce(
        client: &InstanceClient<Self>,
        group: GroupId,
        only_admins: bool,
    ) -> Result<Done, Error> {
        let settings =
            GroupSettings { members_can_send_messages: Some(!only_admins), ..GroupSettings::default() };
        update(client, &group, |update| update.group_settings = Some(settings)).await
    }

    async fn set_group_locked(
        client: &InstanceClient<Self>,
        group: GroupId,
        only_admins: bool,
    ) -> Result<Done, Error> {
        let settings =
            GroupSettings { members_can_edit_info: Some(!only_admins), ..GroupSettings::default() };
        update(client, &group, |update| update.group_settings = Some(settings)).await
    }

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
            _ => return Err(Error::unsupported("this is not offered by this gateway")),
        };
        let names = participants.iter().map(recipient).collect::<Result<_, _>>()?;
        let changed = client.call(ChangeParticipants::new(group.to_string(), action, names)).await?;
        let told = changed.participants.unwrap_or_default().into_iter().map(result).collect();
        Ok(ParticipantResult::in_order(participants, told))
    }

    async fn invite_link(client: &InstanceClient<Self>, group: GroupId) -> Result<InviteLink, Error> {
        let answer = client.exchange(GetGroup::new(group.to_string())).await?;
        let code = answer.value.group.as_ref().and_then(|group| code(&group.invite_link, &group.invite_code));
        let code = code.ok_or_else(|| answer.lacking("invite link"))?;
        Ok(InviteLink::new(code, answer.raw))
    }

    async fn reset_invite_link(client: &InstanceClient<Self>, group: GroupId) -> Result<InviteLink, Error> {
        let answer = client.exchange(ResetGroupLink::new(group.to_string())).await?;
        let code = code(&answer.value.invite_link, &answer.value.invite_code);
        let code = code.ok_or_else(|| answer.lacking("invite link"))?;
        Ok(InviteLink::new(code, answer.raw))
    }

    async fn invite_info(client: &InstanceClient<Self>, code: InviteCode) -> Result<Group, Error> {
        read(client, GetGroup::new(code.as_str())).await
    }

    async fn join_group(client: &InstanceClient<Self>, code: InviteCode) -> Result<Joined, Error> {
        let answer = client.exchange(JoinGroup::new(code.as_str())).await?;
        let joined = answer.value;
        let group = joined.group_jid.and_then(|jid| jid.parse().ok());
        Ok(Joined::new(group, joined.requires_approval, answer.raw))
    }

    async fn leave_group(client: &InstanceClient<Self>, group: GroupId) -> Result<Done, Error> {
        client.exchange(LeaveGroup::new(group.to_string())).await.map(Done::from)
    }
}

async fn read(client: &InstanceClient<Ryze>, ask: GetGroup) -> Result<Group, Error> {
    let answer = client.exchange(ask).await?;
    match answer.value.group {
        Some(info) => Ok(told(info, answer.raw)),
        None => Err(answer.lacking("group")),
    }
}

/// Changes one part of a group.
async fn update(
    client: &InstanceClient<Ryze>,
    group: &GroupId,
    set: impl FnOnce(&mut UpdateGroup),
) -> Result<Done, Error> {
    let mut update = UpdateGroup::new(group.to_string());
    set(&mut update);
    client.exchange(update).await.map(Done::from)
}

fn listed(row: WithRaw<GroupRow>) -> Group {
    let WithRaw { value: row, raw } = row;
    let mut group = Group::new(row.group_jid.and_then(|jid| jid.parse().ok()), raw);
    group.subject = row.name;
    group.size = row.member_count;
    group
}

fn told(info: GroupInfo, raw: Raw) -> Group {
    let invite = code(&info.invite_link, &info.invite_code).map(|code| InviteLink::new(code, raw.clone()));
    let settings = info.group_settings.unwrap_or_default();
    let mut group = Group::new(info.jid.and_then(|jid| jid.parse().ok()), raw);
    group.subject = info.name;
    group.description = info.description;
    group.owner = info.created_by.and_then(|jid| jid.parse().ok());
    group.created_at = info.created_at;
    group.participants = info.participants.map(|members| members.into_iter().map(member).collect());
    group.size = info.participant_count;
    group.announce = settings.members_can_send_messages.map(|everyone| !everyone);
    group.locked = settings.members_can_edit_info.map(|everyone| !everyone);
    group.picture = info.image;
    group.invite = invite;
    group
}

fn member(member: GroupParticipant) -> Participant {
    let role = match (member.is_super_admin, member.is_admin) {
        (Some(true), _) => ParticipantRole::SuperAdmin,
        (_, Some(true)) => ParticipantRole::Admin,
        _ => ParticipantRole::Member,
    };
    Participant::new(member.jid.and_then(|jid| jid.parse().ok()), role)
}

/// The link's code, or else the code that stands beside it.
fn code(link: &Option<String>, code: &Option<String>) -> Option<InviteCode> {
    [link, code].into_iter().flatten().find_map(|text| text.parse().ok())
}

fn result(told: groups::ParticipantResult) -> ParticipantResult {
    let mut result = ParticipantResult::new(told.jid.and_then(|jid| jid.parse().ok()), told.success);
    result.message = told.error;
    result
}
