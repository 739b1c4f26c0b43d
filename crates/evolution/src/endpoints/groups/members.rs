//! The members of a group.

use serde::{Deserialize, Serialize};
use wagate_sdk_core::endpoint;
use wagate_sdk_core::wire;

use super::GroupMember;
use crate::Evolution;

/// Lists the members. `GET /group/participants/{instance}`
///
/// Source: `evolution-foundation/evolution-api` 2.3.7, `src/api/routes/group.router.ts`, `src/validate/group.schema.ts`;
/// observed on a running server above a stand-in for WhatsApp. It changes nothing.
#[derive(Debug, Clone, Serialize)]
#[non_exhaustive]
pub struct FindParticipants {
    /// The group's JID; it stands in the query.
    #[serde(skip)]
    pub group_jid: String,
}

impl FindParticipants {
    /// The members of the group with this JID.
    pub fn new(group_jid: impl Into<String>) -> Self {
        Self { group_jid: group_jid.into() }
    }
}

/// The answer to [`FindParticipants`].
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
#[non_exhaustive]
pub struct GroupParticipants {
    /// The members.
    pub participants: Vec<GroupMember>,
}

/// Adds, removes, promotes or demotes members. `POST /group/updateParticipant/{instance}`
///
/// The answer tells of each whether it worked: a success of the call is not one of every member.
///
/// Source: `evolution-foundation/evolution-api` 2.3.7, `src/api/routes/group.router.ts`, `src/validate/group.schema.ts`;
/// observed on a running server above a stand-in for WhatsApp. Doing it again leaves the same state.
#[derive(Debug, Clone, Serialize)]
#[serde(rename_all = "camelCase")]
#[non_exhaustive]
pub struct UpdateParticipant {
    /// The group's JID; it stands in the query.
    #[serde(skip)]
    pub group_jid: String,
    /// What is done with them.
    pub action: ParticipantAction,
    /// Numbers or JIDs of ten characters or more, at least one, none twice.
    pub participants: Vec<String>,
}

impl UpdateParticipant {
    /// Something with these members of the group with this JID.
    pub fn new<T: Into<String>>(
        group_jid: impl Into<String>,
        action: ParticipantAction,
        participants: impl IntoIterator<Item = T>,
    ) -> Self {
        Self {
            group_jid: group_jid.into(),
            action,
            participants: participants.into_iter().map(Into::into).collect(),
        }
    }
}

/// What is done with members.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "lowercase")]
#[non_exhaustive]
pub enum ParticipantAction {
    /// They are added.
    Add,
    /// They are removed.
    Remove,
    /// They become admins.
    Promote,
    /// They are admins no longer.
    Demote,
}

/// The answer to [`UpdateParticipant`].
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default, rename_all = "camelCase")]
#[non_exhaustive]
pub struct ParticipantsUpdated {
    /// What became of each.
    pub update_participants: Option<Vec<wire::WithRaw<ParticipantResult>>>,
}

/// What became of one member.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default, rename_all = "camelCase")]
#[non_exhaustive]
pub struct ParticipantResult {
    /// A code as of HTTP: 200 when it worked.
    #[serde(deserialize_with = "wire::number")]
    pub status: Option<u64>,
    /// The member's JID.
    #[serde(deserialize_with = "wire::text")]
    pub jid: Option<String>,
}

/// Leaves a group. `DELETE /group/leaveGroup/{instance}`
///
/// Source: `evolution-foundation/evolution-api` 2.3.7, `src/api/routes/group.router.ts`, `src/validate/group.schema.ts`;
/// observed on a running server above a stand-in for WhatsApp. Doing it again leaves the same state.
///
/// # Errors
/// [`Error::InstanceOffline`](wagate_sdk_core::Error::InstanceOffline), with the outcome unknown, when the instance was never connected.
#[derive(Debug, Clone, Serialize)]
#[non_exhaustive]
pub struct LeaveGroup {
    /// The group's JID; it stands in the query.
    #[serde(skip)]
    pub group_jid: String,
}

impl LeaveGroup {
    /// The group with this JID.
    pub fn new(group_jid: impl Into<String>) -> Self {
        Self { group_jid: group_jid.into() }
    }
}

/// The answer to [`LeaveGroup`].
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default, rename_all = "camelCase")]
#[non_exhaustive]
pub struct GroupLeft {
    /// The group's JID.
    #[serde(deserialize_with = "wire::text")]
    pub group_jid: Option<String>,
    /// That it was left.
    #[serde(deserialize_with = "wire::truth")]
    pub leave: Option<bool>,
}

endpoint! {
    Evolution: FindParticipants => GroupParticipants, "group.participants", InstanceOnly, ReadOnly,
    GET("/group/participants/", instance; "groupJid" = group_jid)
}

endpoint! {
    Evolution: UpdateParticipant => ParticipantsUpdated, "group.update_participant", InstanceOnly, Idempotent,
    POST("/group/updateParticipant/", instance; "groupJid" = group_jid), json,
    |answer| answer.update_participants.is_some()
}

endpoint! {
    Evolution: LeaveGroup => GroupLeft, "group.leave", InstanceOnly, Idempotent,
    DELETE("/group/leaveGroup/", instance; "groupJid" = group_jid), |answer| answer.leave == Some(true)
}
