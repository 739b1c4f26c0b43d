//! Invite links.

use serde::{Deserialize, Serialize};
use wagate_sdk_core::endpoint;
use wagate_sdk_core::wire;

use super::GroupInfo;
use crate::Evolution;

/// Reads the invite link. `GET /group/inviteCode/{instance}`
///
/// Source: `evolution-foundation/evolution-api` 2.3.7, `src/api/routes/group.router.ts`, `src/validate/group.schema.ts`;
/// observed on a running server above a stand-in for WhatsApp. It changes nothing.
///
/// # Errors
/// [`Error::NotFound`](wagate_sdk_core::Error::NotFound) when there is no such group.
#[derive(Debug, Clone, Serialize)]
#[non_exhaustive]
pub struct GetInviteCode {
    /// The group's JID; it stands in the query.
    #[serde(skip)]
    pub group_jid: String,
}

impl GetInviteCode {
    /// The link of the group with this JID.
    pub fn new(group_jid: impl Into<String>) -> Self {
        Self { group_jid: group_jid.into() }
    }
}

/// The answer to [`GetInviteCode`].
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default, rename_all = "camelCase")]
#[non_exhaustive]
pub struct GroupInvite {
    /// The link.
    #[serde(deserialize_with = "wire::text")]
    pub invite_url: Option<String>,
    /// The code at its end.
    #[serde(deserialize_with = "wire::text")]
    pub invite_code: Option<String>,
}

/// Reads the group behind an invite link. `GET /group/inviteInfo/{instance}`
///
/// Source: `evolution-foundation/evolution-api` 2.3.7, `src/api/routes/group.router.ts`, `src/validate/group.schema.ts`;
/// observed on a running server above a stand-in for WhatsApp. It changes nothing.
///
/// # Errors
/// [`Error::NotFound`](wagate_sdk_core::Error::NotFound) when there is no such link, and also when the instance is not connected.
#[derive(Debug, Clone, Serialize)]
#[non_exhaustive]
pub struct GetInviteInfo {
    /// The code: 22 letters and digits, the end of an invite link. It stands in the query.
    #[serde(skip)]
    pub invite_code: String,
}

impl GetInviteInfo {
    /// The group behind this code.
    pub fn new(invite_code: impl Into<String>) -> Self {
        Self { invite_code: invite_code.into() }
    }
}

/// Joins a group by its invite link. `GET /group/acceptInviteCode/{instance}`
///
/// Source: `evolution-foundation/evolution-api` 2.3.7, `src/api/routes/group.router.ts`, `src/validate/group.schema.ts`;
/// observed on a running server above a stand-in for WhatsApp. Although it is a `GET` it does
/// something; doing it again leaves the same state.
#[derive(Debug, Clone, Serialize)]
#[non_exhaustive]
pub struct AcceptInvite {
    /// The code: 22 letters and digits, the end of an invite link. It stands in the query.
    #[serde(skip)]
    pub invite_code: String,
}

impl AcceptInvite {
    /// The group behind this code.
    pub fn new(invite_code: impl Into<String>) -> Self {
        Self { invite_code: invite_code.into() }
    }
}

/// The answer to [`AcceptInvite`].
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default, rename_all = "camelCase")]
#[non_exhaustive]
pub struct InviteAccepted {
    /// That it was accepted.
    #[serde(deserialize_with = "wire::truth")]
    pub accepted: Option<bool>,
    /// The group's JID.
    #[serde(deserialize_with = "wire::text")]
    pub group_jid: Option<String>,
}

/// Makes a new invite link; the old one ends. `POST /group/revokeInviteCode/{instance}`
///
/// Source: `evolution-foundation/evolution-api` 2.3.7, `src/api/routes/group.router.ts`, `src/validate/group.schema.ts`;
/// observed on a running server above a stand-in for WhatsApp. It is sent at most once: each call makes another link.
#[derive(Debug, Clone, Serialize)]
#[non_exhaustive]
pub struct RevokeInvite {
    /// The group's JID; it stands in the query.
    #[serde(skip)]
    pub group_jid: String,
}

impl RevokeInvite {
    /// The link of the group with this JID.
    pub fn new(group_jid: impl Into<String>) -> Self {
        Self { group_jid: group_jid.into() }
    }
}

/// The answer to [`RevokeInvite`].
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default, rename_all = "camelCase")]
#[non_exhaustive]
pub struct InviteRevoked {
    /// That the old one ended.
    #[serde(deserialize_with = "wire::truth")]
    pub revoked: Option<bool>,
    /// The new code.
    #[serde(deserialize_with = "wire::text")]
    pub invite_code: Option<String>,
}

endpoint! {
    Evolution: GetInviteCode => GroupInvite, "group.invite_code", InstanceOnly, ReadOnly,
    GET("/group/inviteCode/", instance; "groupJid" = group_jid), |answer| answer.invite_code.is_some()
}

endpoint! {
    Evolution: GetInviteInfo => GroupInfo, "group.invite_info", InstanceOnly, ReadOnly,
    GET("/group/inviteInfo/", instance; "inviteCode" = invite_code), |group| group.id.is_some()
}

endpoint! {
    Evolution: AcceptInvite => InviteAccepted, "group.accept_invite", InstanceOnly, Idempotent,
    GET("/group/acceptInviteCode/", instance; "inviteCode" = invite_code), |answer| answer.accepted == Some(true)
}

endpoint! {
    Evolution: RevokeInvite => InviteRevoked, "group.revoke_invite", InstanceOnly, AtMostOnce,
    POST("/group/revokeInviteCode/", instance; "groupJid" = group_jid), json, |answer| answer.revoked == Some(true)
}
