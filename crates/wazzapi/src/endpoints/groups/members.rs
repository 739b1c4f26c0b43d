//! Changing who is in a group, and who its admins are.

use serde::Serialize;
use wagate_sdk_core::Error;
use wagate_sdk_core::endpoint;
use wagate_sdk_core::open_words;

use super::GroupChanged;
use crate::Wazzapi;

/// Adds, removes, promotes or demotes people. There is one result for all of them.
///
/// `POST /api/v1/groups/participants`. Not repeated when its outcome is unknown: what a second time does is not documented.
///
/// # Errors
/// [`Error::InvalidRequest`] before anything leaves when nobody is named.
#[derive(Debug, Clone, Serialize)]
#[non_exhaustive]
pub struct UpdateParticipants {
    /// The device's session name.
    pub session_name: String,
    /// The group's JID.
    pub group_jid: String,
    /// What is done.
    pub action: ParticipantAction,
    /// To whom: JIDs.
    pub participants: Vec<String>,
}

open_words! {
    /// What is done to members of a group, or to those who shall be.
    ParticipantAction {
        /// They are added.
        Add = "add",
        /// They are removed.
        Remove = "remove",
        /// They become admins.
        Promote = "promote",
        /// They are admins no more.
        Demote = "demote",
    }
}

impl UpdateParticipants {
    /// Does this to those people in that group, by the device with this session name.
    pub fn new(
        session_name: impl Into<String>,
        group_jid: impl Into<String>,
        action: ParticipantAction,
        participants: Vec<String>,
    ) -> Self {
        Self { session_name: session_name.into(), group_jid: group_jid.into(), action, participants }
    }

    fn check(&self) -> Result<(), Error> {
        if self.participants.is_empty() {
            return Err(Error::invalid("no participant is named"));
        }
        Ok(())
    }
}

endpoint! {
    Wazzapi: UpdateParticipants => GroupChanged, "group.update_participants", Shared, AtMostOnce,
    POST("/api/v1/groups/participants"), checked, |changed| changed.success != Some(false)
}

/// Adds one person.
///
/// `POST /api/v1/groups/{group_jid}/participants/add`, with everything in its query. Not repeated when its outcome is unknown.
#[derive(Debug, Clone)]
#[non_exhaustive]
pub struct AddParticipant {
    /// The device's session name.
    pub session_name: String,
    /// The group's JID.
    pub group_jid: String,
    /// Who is added: a JID.
    pub participant_jid: String,
}

impl AddParticipant {
    /// Adds this person to that group, by the device with this session name.
    pub fn new(
        session_name: impl Into<String>,
        group_jid: impl Into<String>,
        participant_jid: impl Into<String>,
    ) -> Self {
        Self {
            session_name: session_name.into(),
            group_jid: group_jid.into(),
            participant_jid: participant_jid.into(),
        }
    }
}

endpoint! {
    Wazzapi: AddParticipant => GroupChanged, "group.add_participant", Shared, AtMostOnce,
    POST(
        "/api/v1/groups/", group_jid, "/participants/add";
        "session_name" = session_name, "participant_jid" = participant_jid
    ),
    |changed| changed.success != Some(false)
}

/// Removes one person.
///
/// `POST /api/v1/groups/{group_jid}/participants/remove`, with everything in its query. Not repeated when its outcome is unknown.
#[derive(Debug, Clone)]
#[non_exhaustive]
pub struct RemoveParticipant {
    /// The device's session name.
    pub session_name: String,
    /// The group's JID.
    pub group_jid: String,
    /// Who is removed: a JID.
    pub participant_jid: String,
}

impl RemoveParticipant {
    /// Removes this person from that group, by the device with this session name.
    pub fn new(
        session_name: impl Into<String>,
        group_jid: impl Into<String>,
        participant_jid: impl Into<String>,
    ) -> Self {
        Self {
            session_name: session_name.into(),
            group_jid: group_jid.into(),
            participant_jid: participant_jid.into(),
        }
    }
}

endpoint! {
    Wazzapi: RemoveParticipant => GroupChanged, "group.remove_participant", Shared, AtMostOnce,
    POST(
        "/api/v1/groups/", group_jid, "/participants/remove";
        "session_name" = session_name, "participant_jid" = participant_jid
    ),
    |changed| changed.success != Some(false)
}
