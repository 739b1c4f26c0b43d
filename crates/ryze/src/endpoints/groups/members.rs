//! Changing who is in a group, and who its admins are.

use std::time::Duration;

use serde::de::IgnoredAny;
use serde::{Deserialize, Serialize};
use wagate_sdk_core::endpoint;
use wagate_sdk_core::wire;

use crate::Ryze;

/// Adds, removes, promotes, demotes, approves or rejects people. Each has a result of its own, and some may fail while the call succeeds.
///
/// `POST /api/group/participants/:instance`, [documented](https://docs.ryzeapi.cloud/en/api/groups/participants). Not idempotent. The
/// gateway gives itself 60 s, and 90 s for approving, which the answer is waited for beyond the timeout.
///
/// # Errors
/// [`Error::NotFound`](wagate_sdk_core::Error::NotFound) when there is no such group, or the number is not in it; [`Error::Forbidden`](wagate_sdk_core::Error::Forbidden) when it must be an admin, and for
/// promoting and demoting the one that made the group.
#[derive(Debug, Clone, Serialize)]
#[serde(rename_all = "camelCase")]
#[non_exhaustive]
pub struct ChangeParticipants {
    /// What is done.
    pub action: ParticipantAction,
    /// The group: its JID, an invite code, or a `https://chat.whatsapp.com/…` link.
    pub identifier: String,
    /// To whom: numbers, JIDs or LIDs.
    pub participants: Vec<String>,
}

/// What is done to members of a group, or to those who want to be.
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
    /// They are admins no more.
    Demote,
    /// Their request to join is approved.
    Approve,
    /// Their request to join is rejected.
    Reject,
}

impl ChangeParticipants {
    /// Does this to those people in that group.
    pub fn new(identifier: impl Into<String>, action: ParticipantAction, participants: Vec<String>) -> Self {
        Self { action, identifier: identifier.into(), participants }
    }
}

endpoint! {
    Ryze: ChangeParticipants => ParticipantsChanged, "group.participants", InstanceOnly, AtMostOnce,
    POST("/api/group/participants/", instance), json,
    |response| wire::is_success(response.success, response.error.as_ref());

    fn server_waits(&self) -> Duration {
        Duration::from_secs(if self.action == ParticipantAction::Approve { 90 } else { 60 })
    }
}

/// The answer to [`ChangeParticipants`].
#[derive(Debug, Clone, Deserialize)]
#[non_exhaustive]
pub struct ParticipantsChanged {
    /// `false` for a failure that came with a status of success; the call is then an error.
    #[serde(default, deserialize_with = "wire::truth")]
    pub success: Option<bool>,
    /// What came of each.
    #[serde(default, deserialize_with = "wire::lenient")]
    pub participants: Option<Vec<ParticipantResult>>,
    #[serde(default)]
    error: Option<IgnoredAny>,
}

/// What came of one person.
#[derive(Debug, Clone, Deserialize)]
#[non_exhaustive]
pub struct ParticipantResult {
    /// Its JID. The member's name is inferred.
    #[serde(default, deserialize_with = "wire::text")]
    pub jid: Option<String>,
    /// Whether it was done.
    #[serde(default, deserialize_with = "wire::truth")]
    pub success: Option<bool>,
    /// Why not.
    #[serde(default, deserialize_with = "wire::text")]
    pub error: Option<String>,
}
