//! The way into a group and out of it.

use serde::{Deserialize, Serialize};
use wagate_sdk_core::endpoint;
use wagate_sdk_core::wire;

use super::GroupChanged;
use crate::Wazzapi;

/// Asks for a group's invite link. Nothing here resets it.
///
/// `POST /api/v1/groups/{group_jid}/invite-link`. Read-only, although it is a `POST`.
#[derive(Debug, Clone)]
#[non_exhaustive]
pub struct GetInviteLink {
    /// The device's session name.
    pub session_name: String,
    /// The group's JID.
    pub group_jid: String,
}

impl GetInviteLink {
    /// The link of this group, by the device with this session name.
    pub fn new(session_name: impl Into<String>, group_jid: impl Into<String>) -> Self {
        Self { session_name: session_name.into(), group_jid: group_jid.into() }
    }
}

endpoint! {
    Wazzapi: GetInviteLink => InviteLink, "group.invite_link", Shared, ReadOnly,
    POST("/api/v1/groups/", group_jid, "/invite-link"; "session_name" = session_name),
    |link| link.success != Some(false)
}

/// The answer to [`GetInviteLink`].
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
#[non_exhaustive]
pub struct InviteLink {
    /// Whether it worked; `false` makes the call an error.
    #[serde(deserialize_with = "wire::truth")]
    pub success: Option<bool>,
    /// The link, `https://chat.whatsapp.com/…`.
    #[serde(deserialize_with = "wire::text")]
    pub invite_link: Option<String>,
}

/// Reads what group an invite link leads to, without joining it.
///
/// `POST /api/v1/groups/invite-info`. Read-only, although it is a `POST`.
#[derive(Debug, Clone, Serialize)]
#[non_exhaustive]
pub struct ReadInvite {
    /// The device's session name.
    pub session_name: String,
    /// The link, `https://chat.whatsapp.com/…`.
    pub invite_link: String,
}

impl ReadInvite {
    /// The group behind this link, by the device with this session name.
    pub fn new(session_name: impl Into<String>, invite_link: impl Into<String>) -> Self {
        Self { session_name: session_name.into(), invite_link: invite_link.into() }
    }
}

endpoint! {
    Wazzapi: ReadInvite => InviteInfo, "group.invite_info", Shared, ReadOnly,
    POST("/api/v1/groups/invite-info"), json, |info| info.success != Some(false)
}

/// The answer to [`ReadInvite`].
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
#[non_exhaustive]
pub struct InviteInfo {
    /// Whether it worked; `false` makes the call an error.
    #[serde(deserialize_with = "wire::truth")]
    pub success: Option<bool>,
    /// The group's JID.
    #[serde(deserialize_with = "wire::text")]
    pub jid: Option<String>,
    /// Its name.
    #[serde(deserialize_with = "wire::text")]
    pub name: Option<String>,
    /// How many are in it.
    #[serde(deserialize_with = "wire::number")]
    pub participants: Option<u64>,
    /// The JID of its owner.
    #[serde(deserialize_with = "wire::text")]
    pub owner_jid: Option<String>,
}

/// Joins a group by its invite link.
///
/// `POST /api/v1/groups/join`. Not repeated when its outcome is unknown: what a second time does is not documented.
#[derive(Debug, Clone, Serialize)]
#[non_exhaustive]
pub struct JoinGroup {
    /// The device's session name.
    pub session_name: String,
    /// The link, `https://chat.whatsapp.com/…`.
    pub invite_link: String,
}

impl JoinGroup {
    /// Joins by this link, with the device of this session name.
    pub fn new(session_name: impl Into<String>, invite_link: impl Into<String>) -> Self {
        Self { session_name: session_name.into(), invite_link: invite_link.into() }
    }
}

endpoint! {
    Wazzapi: JoinGroup => GroupChanged, "group.join", Shared, AtMostOnce,
    POST("/api/v1/groups/join"), json, |joined| joined.success != Some(false)
}

/// Leaves a group.
///
/// `POST /api/v1/groups/{group_jid}/leave`. Idempotent.
#[derive(Debug, Clone)]
#[non_exhaustive]
pub struct LeaveGroup {
    /// The device's session name.
    pub session_name: String,
    /// The group's JID.
    pub group_jid: String,
}

impl LeaveGroup {
    /// Leaves this group, with the device of this session name.
    pub fn new(session_name: impl Into<String>, group_jid: impl Into<String>) -> Self {
        Self { session_name: session_name.into(), group_jid: group_jid.into() }
    }
}

endpoint! {
    Wazzapi: LeaveGroup => GroupChanged, "group.leave", Shared, Idempotent,
    POST("/api/v1/groups/", group_jid, "/leave"; "session_name" = session_name),
    |left| left.success != Some(false)
}
