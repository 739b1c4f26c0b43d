//! Marking messages and chats as read.

use serde::de::IgnoredAny;
use serde::{Deserialize, Serialize};
use wagate_sdk_core::endpoint;
use wagate_sdk_core::wire;

use crate::Ryze;

/// Marks one message as read.
///
/// `POST /api/chat/markRead/:instance`, [documented](https://docs.ryzeapi.cloud/en/api/chat/mark-read). Idempotent.
///
/// # Errors
/// [`Error::InvalidRequest`](wagate_sdk_core::Error::InvalidRequest) when [`sender`](Self::sender) is missing in a group.
#[derive(Debug, Clone, Serialize)]
#[serde(rename_all = "camelCase")]
#[non_exhaustive]
pub struct MarkMessageRead {
    /// The message's id.
    pub message_id: String,
    /// Its chat: digits, or a JID of a person, a LID, a group or a newsletter.
    pub number: String,
    /// The JID of its author. Needed in groups.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub sender: Option<String>,
}

impl MarkMessageRead {
    /// Marks this message of that chat.
    pub fn new(number: impl Into<String>, message_id: impl Into<String>) -> Self {
        Self { message_id: message_id.into(), number: number.into(), sender: None }
    }
}

endpoint! {
    Ryze: MarkMessageRead => MessageMarked, "chat.mark_read", InstanceOnly, Idempotent,
    POST("/api/chat/markRead/", instance), json,
    |response| wire::is_success(response.success, response.error.as_ref())
}

/// The answer to [`MarkMessageRead`].
#[derive(Debug, Clone, Deserialize)]
#[non_exhaustive]
pub struct MessageMarked {
    /// `false` for a failure that came with a status of success; the call is then an error.
    #[serde(default, deserialize_with = "wire::truth")]
    pub success: Option<bool>,
    /// The message's id.
    #[serde(default, deserialize_with = "wire::text")]
    pub message_id: Option<String>,
    /// Its chat.
    #[serde(default, deserialize_with = "wire::text")]
    pub chat_jid: Option<String>,
    #[serde(default)]
    error: Option<IgnoredAny>,
}

/// Marks a whole chat as read, or as unread.
///
/// `POST /api/chat/markChatRead/:instance`, [documented](https://docs.ryzeapi.cloud/en/api/chat/mark-chat-read). Idempotent.
#[derive(Debug, Clone, Serialize)]
#[serde(rename_all = "camelCase")]
#[non_exhaustive]
pub struct MarkChatRead {
    /// The chat: digits, or a JID of a person, a LID, a group or a newsletter.
    pub number: String,
    /// `true` for read, `false` for unread.
    pub read: bool,
}

impl MarkChatRead {
    /// Marks this chat as read, or as unread.
    pub fn new(number: impl Into<String>, read: bool) -> Self {
        Self { number: number.into(), read }
    }
}

endpoint! {
    Ryze: MarkChatRead => ChatMarked, "chat.mark_chat_read", InstanceOnly, Idempotent,
    POST("/api/chat/markChatRead/", instance), json,
    |response| wire::is_success(response.success, response.error.as_ref())
}

/// The answer to [`MarkChatRead`].
#[derive(Debug, Clone, Deserialize)]
#[non_exhaustive]
pub struct ChatMarked {
    /// `false` for a failure that came with a status of success; the call is then an error.
    #[serde(default, deserialize_with = "wire::truth")]
    pub success: Option<bool>,
    /// The chat.
    #[serde(default, deserialize_with = "wire::text")]
    pub chat_jid: Option<String>,
    /// Whether it is read now.
    #[serde(default, deserialize_with = "wire::truth")]
    pub read: Option<bool>,
    #[serde(default)]
    error: Option<IgnoredAny>,
}
