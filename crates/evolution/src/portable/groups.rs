//! Groups.

use wagate_sdk_core::adapter::Groups;
use wagate_sdk_core::wire::{self, WithRaw};
use wagate_sdk_core::{
    Address, Answer, Done, Error, Group, GroupId, InstanceClient, InviteCode, InviteLink, Joined, Media,
    NewGroup, Page, PageToken, Participant, ParticipantAction, ParticipantResult, ParticipantRole, Raw,
};

use super::{address, messages, recipient};
use crate::Evolution;
use crate::groups::{
    self, AcceptInvite, CreateGroup, FetchAllGroups, FindGroup, GetInviteCode, GetInviteInfo, GroupInfo,
    GroupMember, GroupRole, GroupSetting, LeaveGroup, RevokeInvite, UpdateDescription, UpdateParticipant,
    UpdatePicture, UpdateSetting, UpdateSubject,
};

/// The fewest characters by which the server takes a member.
const FEWEST_CHARACTERS: usize = 10;

/// How many letters and digits an invite code has.
const CODE_LENGTH: usize = 22;

impl Groups for Evolution {
    /// The list comes whole, so there is one page.
    async fn list_groups(
        client: &InstanceClient<Self>,
        _page: Option<PageToken>,
    ) -> Result<Page<Group>, Error> {
        let rows = client.call(FetchAllGroups::new(true)).await?;
        Ok(Page::last(rows.into_iter().map(|WithRaw { value, raw }| group(value, raw)).collect()))
    }

    async fn group(client: &InstanceClient<Self>, id: GroupId) -> Result<Group, Error> {
        client.exchange(FindGroup::new(id.to_string())).await.map(whole)
    }

    async fn create_group(client: &InstanceClient<Self>, spec: NewGroup) -> Result<Group, Error> {
        let members = spec.participants.iter().map(member).collect::<Result<Vec<_>, _>>()?;
        let mut create = CreateGroup::new(spec.subject, members);
        // None is what an empty one says, which the server does not take.
        create.description = spec.description.filter(|description| !description.is_empty());
        client.exchange(create).await.map(whole)
    }

    async fn set_group_subject(
        client: &InstanceClient<Self>,
        group: GroupId,
        subject: String,
    ) -> Result<Done, Error> {
        client.exchange(UpdateSubject::new(group.to_string(), subject)).await.map(Done::from)
    }

    async fn set_group_description(
        client: &InstanceClient<Self>,
        group: GroupId,
        description: String,
    ) -> Result<Done, Error> {
        if description.is_empty() {
            return Err(Error::unsupported("the server does not take an empty description"));
        }
        client.exchange(UpdateDescription::new(group.to_string(), description)).await.map(Done::from)
    }

    async fn set_group_picture(
        client: &InstanceClient<Self>,
        group: GroupId,
        picture: Media,
    ) -> Result<Done, Error> {
        let picture = messages::picture(&picture).await?;
        client.exchange(UpdatePicture::new(group.to_string(), picture)).await.map(Done::from)
    }

    async fn set_group_announce(
        client: &InstanceClient<Self>,
        group: GroupId,
        only_admins: bool,
    ) -> Result<Done, Error> {
        let setting = if only_admins { GroupSetting::Announcement } else { GroupSetting::NotAnnouncement };
        client.exchange(UpdateSetting::new(group.to_string(), setting)).await.map(Done::from)
    }

    async fn set_group_locked(
        client: &InstanceClient<Self>,
        group: GroupId,
        only_admins: bool,
    ) -> Result<Done, Error> {
        let setting = if only_admins { GroupSetting::Locked } else { GroupSetting::Unlocked };
        client.exchange(UpdateSetting::new(group.to_string(), setting)).await.map(Done::from)
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
            _ => return Err(Error::unsupported("this cannot be done with members of a group here")),
        };
        let members = participants.iter().map(member).collect::<Result<Vec<_>, _>>()?;
        let update = UpdateParticipant::new(group.to_string(), action, members);
        let rows = client.call(update).await?.update_participants.unwrap_or_default();
        let told = rows.into_iter().map(|row| result(row.value)).collect();
        Ok(ParticipantResult::in_order(participants, told))
    }

    async fn invite_link(client: &InstanceClient<Self>, group: GroupId) -> Result<InviteLink, Error> {
        let answer = client.exchange(GetInviteCode::new(group.to_string())).await?;
        link(&answer, answer.value.invite_code.as_deref())
    }

    async fn reset_invite_link(client: &InstanceClient<Self>, group: GroupId) -> Result<InviteLink, Error> {
        let answer = client.exchange(RevokeInvite::new(group.to_string())).await?;
        link(&answer, answer.value.invite_code.as_deref())
    }

    async fn invite_info(client: &InstanceClient<Self>, code: InviteCode) -> Result<Group, Error> {
        client.exchange(GetInviteInfo::new(invite(&code)?)).await.map(whole)
    }

    async fn join_group(client: &InstanceClient<Self>, code: InviteCode) -> Result<Joined, Error> {
        let answer = client.exchange(AcceptInvite::new(invite(&code)?)).await?;
        let group = answer.value.group_jid.as_deref().and_then(|jid| jid.parse().ok());
        Ok(Joined::new(group, None, answer.raw))
    }

    async fn leave_group(client: &InstanceClient<Self>, group: GroupId) -> Result<Done, Error> {
        client.exchange(LeaveGroup::new(group.to_string())).await.map(Done::from)
    }
}

fn whole(answer: Answer<GroupInfo>) -> Group {
    group(answer.value, answer.raw)
}

pub(crate) fn group(info: GroupInfo, raw: Raw) -> Group {
    let mut group = Group::new(info.id.as_deref().and_then(|jid| jid.parse().ok()), raw);
    group.subject = info.subject;
    group.description = info.desc;
    group.owner = address(info.owner.as_deref()).or_else(|| address(info.owner_pn.as_deref()));
    group.created_at = info.creation;
    group.participants = info.participants.map(|members| members.into_iter().map(participant).collect());
    group.size = info.size;
    group.announce = info.announce;
    group.locked = info.restrict;
    group.picture = info.picture_url;
    group
}

fn participant(member: GroupMember) -> Participant {
    let role = match member.admin {
        Some(GroupRole::SuperAdmin) => ParticipantRole::SuperAdmin,
        Some(GroupRole::Admin) => ParticipantRole::Admin,
        Some(GroupRole::Other(_)) | None => ParticipantRole::Member,
    };
    let mut participant = Participant::new(address(member.id.as_deref()), role);
    if let Some(phone) = member.phone_number.as_deref().and_then(wire::phone_of) {
        participant.phone = Some(phone);
    }
    participant.name = member.name;
    participant
}

/// A member as a request names one; a short number is taken as a JID, which is long enough.
fn member(who: &Address) -> Result<String, Error> {
    let named = recipient(who)?;
    Ok(if named.len() < FEWEST_CHARACTERS { who.to_string() } else { named })
}

/// The server repeats the JID that it gave to WhatsApp, or tells the one by which the group knows the member.
fn result(row: groups::ParticipantResult) -> ParticipantResult {
    let mut result =
        ParticipantResult::new(address(row.jid.as_deref()), row.status.map(|status| status == 200));
    result.code = row.status.map(|status| status.to_string());
    result
}

fn link<T>(answer: &Answer<T>, code: Option<&str>) -> Result<InviteLink, Error> {
    let code: Option<InviteCode> = code.and_then(|code| code.parse().ok());
    code.map(|code| InviteLink::new(code, answer.raw.clone())).ok_or_else(|| answer.lacking("invite code"))
}

fn invite(code: &InviteCode) -> Result<&str, Error> {
    let code = code.as_str();
    if code.len() == CODE_LENGTH && code.bytes().all(|byte| byte.is_ascii_alphanumeric()) {
        return Ok(code);
    }
    Err(Error::invalid("an invite code has 22 letters and digits here"))
}
