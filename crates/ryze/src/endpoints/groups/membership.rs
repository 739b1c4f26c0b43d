//! The way into a group and out of it.

use serde::de::IgnoredAny;
use serde::{Deserialize, Serialize};
use wagate_sdk_core::endpoint;
use wagate_sdk_core::wire;

use crate::Ryze;

/// Joins a group by its invite.
///
/// `POST /api/group/join/:instance`, [documented](https://docs.ryzeapi.cloud/en/api/groups/join). The documents call it idempotent in part,
/// so it is sent at most once.
///
/// # Errors
/// [`Error::NotFound`](wagate_sdk_core::Error::NotFound) when the invite was revoked or has expired.
#[derive(Debug, Clone, Serialize)]
#[serde(rename_all = "camelCase")]
#[non_exhaustive]
pub struct JoinGroup {
    /// An invite code or a `https://chat.whatsapp.com/…` link. A JID is refused.
    pub identifier: String,
}

impl JoinGroup {
    /// Joins by this invite code or link.
    pub fn new(identifier: impl Into<String>) -> Self {
        Self { identifier: identifier.into() }
    }
}

endpoint! {
    Ryze: JoinGroup => GroupJoined, "group.join", InstanceOnly, AtMostOnce,
    POST("/api/group/join/", instance), json, |response| wire::is_success(response.success, response.error.as_ref())
}

/// The answer to [`JoinGroup`].
#[derive(Debug, Clone, Deserialize)]
#[serde(rename_all = "camelCase")]
#[non_exhaustive]
pub struct GroupJoined {
    /// `false` for a failure that came with a status of success; the call is then an error.
    #[serde(default, deserialize_with = "wire::truth")]
    pub success: Option<bool>,
    /// The group.
    #[serde(default, deserialize_with = "wire::text")]
    pub group_jid: Option<String>,
    /// Whether the number is not in it yet: an admin must approve first.
    #[serde(default, deserialize_with = "wire::truth")]
    pub requires_approval: Option<bool>,
    #[serde(default)]
    error: Option<IgnoredAny>,
}

/// Leaves a group.
///
/// `DELETE /api/group/leave/:instance` with everything in its query, [documented](https://docs.ryzeapi.cloud/en/api/groups/leave).
/// Idempotent: a second time changes nothing, but is answered with [`Error::NotFound`](wagate_sdk_core::Error::NotFound).
///
/// # Errors
/// [`Error::NotFound`](wagate_sdk_core::Error::NotFound) when there is no such group, or the number is not in it.
#[derive(Debug, Clone)]
#[non_exhaustive]
pub struct LeaveGroup {
    /// The group: its JID, an invite code, or a `https://chat.whatsapp.com/…` link.
    pub identifier: String,
}

impl LeaveGroup {
    /// Leaves this group.
    pub fn new(identifier: impl Into<String>) -> Self {
        Self { identifier: identifier.into() }
    }
}

endpoint! {
    Ryze: LeaveGroup => GroupLeft, "group.leave", InstanceOnly, Idempotent,
    DELETE("/api/group/leave/", instance; "identifier" = identifier),
    |response| wire::is_success(response.success, response.error.as_ref())
}

/// The answer to [`LeaveGroup`].
#[derive(Debug, Clone, Deserialize)]
#[serde(rename_all = "camelCase")]
#[non_exhaustive]
pub struct GroupLeft {
    /// `false` for a failure that came with a status of success; the call is then an error.
    #[serde(default, deserialize_with = "wire::truth")]
    pub success: Option<bool>,
    /// The group.
    #[serde(default, deserialize_with = "wire::text")]
    pub group_jid: Option<String>,
    #[serde(default)]
    error: Option<IgnoredAny>,
}

/// Revokes a group's invite link and makes a new one.
///
/// `POST /api/group/resetLink/:instance`, [documented](https://docs.ryzeapi.cloud/en/api/groups/reset-link). Not idempotent: every call
/// makes another link.
///
/// # Errors
/// [`Error::NotFound`](wagate_sdk_core::Error::NotFound) when there is no such group, or the number is not in it; [`Error::Forbidden`](wagate_sdk_core::Error::Forbidden) when it must be an admin.
#[derive(Debug, Clone, Serialize)]
#[serde(rename_all = "camelCase")]
#[non_exhaustive]
pub struct ResetGroupLink {
    /// The group: its JID, an invite code, or a `https://chat.whatsapp.com/…` link.
    pub identifier: String,
}

impl ResetGroupLink {
    /// Gives this group a new link.
    pub fn new(identifier: impl Into<String>) -> Self {
        Self { identifier: identifier.into() }
    }
}

endpoint! {
    Ryze: ResetGroupLink => GroupLink, "group.reset_link", InstanceOnly, AtMostOnce,
    POST("/api/group/resetLink/", instance), json,
    |response| wire::is_success(response.success, response.error.as_ref())
}

/// The answer to [`ResetGroupLink`].
#[derive(Debug, Clone, Deserialize)]
#[serde(rename_all = "camelCase")]
#[non_exhaustive]
pub struct GroupLink {
    /// `false` for a failure that came with a status of success; the call is then an error.
    #[serde(default, deserialize_with = "wire::truth")]
    pub success: Option<bool>,
    /// The group.
    #[serde(default, deserialize_with = "wire::text")]
    pub group_jid: Option<String>,
    /// The new link's code.
    #[serde(default, deserialize_with = "wire::text")]
    pub invite_code: Option<String>,
    /// The new link.
    #[serde(default, deserialize_with = "wire::text")]
    pub invite_link: Option<String>,
    #[serde(default)]
    error: Option<IgnoredAny>,
}
