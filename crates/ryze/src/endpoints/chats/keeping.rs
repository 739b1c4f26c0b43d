//! How chats are kept: archived, pinned, muted, or not at all.

use serde::de::IgnoredAny;
use serde::{Deserialize, Serialize};
use wagate_sdk_core::endpoint;
use wagate_sdk_core::wire;

use crate::Ryze;

/// Archives a chat, or takes it out of the archive.
///
/// `POST /api/chat/archive/:instance`, [documented](https://docs.ryzeapi.cloud/en/api/chat/archive). Idempotent.
#[derive(Debug, Clone, Serialize)]
#[serde(rename_all = "camelCase")]
#[non_exhaustive]
pub struct ArchiveChat {
    /// The chat: digits, or a JID of a person, a LID, a group or a newsletter.
    pub number: String,
    /// `false` takes it out.
    pub archive: bool,
}

impl ArchiveChat {
    /// Archives this chat, or takes it out.
    pub fn new(number: impl Into<String>, archive: bool) -> Self {
        Self { number: number.into(), archive }
    }
}

endpoint! {
    Ryze: ArchiveChat => ChatArchived, "chat.archive", InstanceOnly, Idempotent,
    POST("/api/chat/archive/", instance), json,
    |response| wire::is_success(response.success, response.error.as_ref())
}

/// The answer to [`ArchiveChat`].
#[derive(Debug, Clone, Deserialize)]
#[non_exhaustive]
pub struct ChatArchived {
    /// `false` for a failure that came with a status of success; the call is then an error.
    #[serde(default, deserialize_with = "wire::truth")]
    pub success: Option<bool>,
    /// The chat.
    #[serde(default, deserialize_with = "wire::text")]
    pub chat_jid: Option<String>,
    /// Whether it is archived now.
    #[serde(default, deserialize_with = "wire::truth")]
    pub archived: Option<bool>,
    #[serde(default)]
    error: Option<IgnoredAny>,
}

/// Pins a chat to the top, or unpins it. WhatsApp pins at most three.
///
/// `POST /api/chat/pin/:instance`, [documented](https://docs.ryzeapi.cloud/en/api/chat/pin). Idempotent.
#[derive(Debug, Clone, Serialize)]
#[serde(rename_all = "camelCase")]
#[non_exhaustive]
pub struct PinChat {
    /// The chat: digits, or a JID of a person, a LID, a group or a newsletter.
    pub number: String,
    /// `false` unpins it.
    pub pin: bool,
}

impl PinChat {
    /// Pins this chat, or unpins it.
    pub fn new(number: impl Into<String>, pin: bool) -> Self {
        Self { number: number.into(), pin }
    }
}

endpoint! {
    Ryze: PinChat => ChatPinned, "chat.pin", InstanceOnly, Idempotent,
    POST("/api/chat/pin/", instance), json, |response| wire::is_success(response.success, response.error.as_ref())
}

/// The answer to [`PinChat`].
#[derive(Debug, Clone, Deserialize)]
#[non_exhaustive]
pub struct ChatPinned {
    /// `false` for a failure that came with a status of success; the call is then an error.
    #[serde(default, deserialize_with = "wire::truth")]
    pub success: Option<bool>,
    /// The chat.
    #[serde(default, deserialize_with = "wire::text")]
    pub chat_jid: Option<String>,
    /// Whether it is pinned now.
    #[serde(default, deserialize_with = "wire::truth")]
    pub pinned: Option<bool>,
    #[serde(default)]
    error: Option<IgnoredAny>,
}

/// Mutes a chat, or unmutes it.
///
/// `POST /api/chat/mute/:instance`, [documented](https://docs.ryzeapi.cloud/en/api/chat/mute). Idempotent.
#[derive(Debug, Clone, Serialize)]
#[serde(rename_all = "camelCase")]
#[non_exhaustive]
pub struct MuteChat {
    /// The chat: digits, or a JID of a person, a LID, a group or a newsletter.
    pub number: String,
    /// `false` unmutes it.
    pub mute: bool,
    /// For how long; without an end unless set. Ignored when [`mute`](Self::mute) is `false`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub duration: Option<MuteDuration>,
}

/// For how long a chat is muted.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize)]
#[non_exhaustive]
pub enum MuteDuration {
    /// Eight hours.
    #[serde(rename = "8h")]
    EightHours,
    /// One week.
    #[serde(rename = "1w")]
    OneWeek,
    /// Without an end.
    #[serde(rename = "always")]
    Always,
}

impl MuteChat {
    /// Mutes this chat without an end, or unmutes it.
    pub fn new(number: impl Into<String>, mute: bool) -> Self {
        Self { number: number.into(), mute, duration: None }
    }
}

endpoint! {
    Ryze: MuteChat => ChatMuted, "chat.mute", InstanceOnly, Idempotent,
    POST("/api/chat/mute/", instance), json, |response| wire::is_success(response.success, response.error.as_ref())
}

/// The answer to [`MuteChat`].
#[derive(Debug, Clone, Deserialize)]
#[non_exhaustive]
pub struct ChatMuted {
    /// `false` for a failure that came with a status of success; the call is then an error.
    #[serde(default, deserialize_with = "wire::truth")]
    pub success: Option<bool>,
    /// The chat.
    #[serde(default, deserialize_with = "wire::text")]
    pub chat_jid: Option<String>,
    /// Whether it is muted now.
    #[serde(default, deserialize_with = "wire::truth")]
    pub muted: Option<bool>,
    /// For how many seconds; 0 without an end, and when it is not muted.
    #[serde(default, deserialize_with = "wire::number")]
    pub duration: Option<u64>,
    #[serde(default)]
    error: Option<IgnoredAny>,
}

/// Deletes a chat for this number. The other side keeps it.
///
/// `DELETE /api/chat/deleteChat/:instance` with a JSON body, [documented](https://docs.ryzeapi.cloud/en/api/chat/delete-chat). Idempotent.
#[derive(Debug, Clone, Serialize)]
#[serde(rename_all = "camelCase")]
#[non_exhaustive]
pub struct DeleteChat {
    /// The chat: digits, or a JID of a person, a LID, a group or a newsletter.
    pub number: String,
    /// Whether its stored files are deleted too.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub delete_media: Option<bool>,
}

impl DeleteChat {
    /// Deletes this chat.
    pub fn new(number: impl Into<String>) -> Self {
        Self { number: number.into(), delete_media: None }
    }
}

endpoint! {
    Ryze: DeleteChat => ChatDeleted, "chat.delete_chat", InstanceOnly, Idempotent,
    DELETE("/api/chat/deleteChat/", instance), json,
    |response| wire::is_success(response.success, response.error.as_ref())
}

/// The answer to [`DeleteChat`].
#[derive(Debug, Clone, Deserialize)]
#[non_exhaustive]
pub struct ChatDeleted {
    /// `false` for a failure that came with a status of success; the call is then an error.
    #[serde(default, deserialize_with = "wire::truth")]
    pub success: Option<bool>,
    /// The chat.
    #[serde(default, deserialize_with = "wire::text")]
    pub chat_jid: Option<String>,
    /// Whether its stored files were deleted too.
    #[serde(default, deserialize_with = "wire::truth")]
    pub delete_media: Option<bool>,
    #[serde(default)]
    error: Option<IgnoredAny>,
}
