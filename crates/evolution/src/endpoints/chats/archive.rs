//! Archiving chats, and marking them as unread.

use serde::{Deserialize, Serialize};
use wagate_sdk_core::endpoint;
use wagate_sdk_core::wire;

use crate::Evolution;
use crate::messages::TargetKey;

/// Archives a chat, or takes it out of the archive. `POST /chat/archiveChat/{instance}`
///
/// Source: `evolution-foundation/evolution-api` 2.3.7, `src/api/routes/chat.router.ts`, `src/validate/chat.schema.ts`;
/// observed on a running server above a stand-in for WhatsApp. Doing it again leaves the same state.
///
/// # Errors
/// [`Error::Server`](wagate_sdk_core::Error::Server) when the chat alone is given, without its last message; the outcome is unknown.
#[derive(Debug, Clone, Serialize)]
#[serde(rename_all = "camelCase")]
#[non_exhaustive]
pub struct ArchiveChat {
    /// The chat's JID. The last message tells it already.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub chat: Option<String>,
    /// The chat's last message. The schema does not demand it, but without it the server fails.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub last_message: Option<LastMessage>,
    /// Whether it goes into the archive.
    pub archive: bool,
}

impl ArchiveChat {
    /// The chat with this last message, into the archive or out of it.
    pub fn new(last_message: LastMessage, archive: bool) -> Self {
        Self { chat: None, last_message: Some(last_message), archive }
    }
}

/// Marks a chat as unread. `POST /chat/markChatUnread/{instance}`
///
/// Source: `evolution-foundation/evolution-api` 2.3.7, `src/api/routes/chat.router.ts`, `src/validate/chat.schema.ts`;
/// observed on a running server above a stand-in for WhatsApp. Doing it again leaves the same state.
#[derive(Debug, Clone, Serialize)]
#[serde(rename_all = "camelCase")]
#[non_exhaustive]
pub struct MarkChatUnread {
    /// The chat's JID. The last message tells it already.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub chat: Option<String>,
    /// The chat's last message.
    pub last_message: LastMessage,
}

impl MarkChatUnread {
    /// The chat with this last message.
    pub fn new(last_message: LastMessage) -> Self {
        Self { chat: None, last_message }
    }
}

/// The last message of a chat.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
#[non_exhaustive]
pub struct LastMessage {
    /// Which one.
    pub key: TargetKey,
    /// When it was sent, in seconds since 1970; now, unless told.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub message_timestamp: Option<u64>,
}

impl LastMessage {
    /// This one.
    pub fn new(key: TargetKey) -> Self {
        Self { key, message_timestamp: None }
    }
}

/// The answer to [`ArchiveChat`].
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default, rename_all = "camelCase")]
#[non_exhaustive]
pub struct Archived {
    /// The chat's JID.
    #[serde(deserialize_with = "wire::text")]
    pub chat_id: Option<String>,
    /// That it was done: `true` also when the chat came out of the archive.
    #[serde(deserialize_with = "wire::truth")]
    pub archived: Option<bool>,
}

/// The answer to [`MarkChatUnread`].
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default, rename_all = "camelCase")]
#[non_exhaustive]
pub struct MarkedUnread {
    /// The chat's JID.
    #[serde(deserialize_with = "wire::text")]
    pub chat_id: Option<String>,
    /// That it was done.
    #[serde(deserialize_with = "wire::truth")]
    pub marked_chat_unread: Option<bool>,
}

endpoint! {
    Evolution: ArchiveChat => Archived, "chat.archive", InstanceOnly, Idempotent,
    POST("/chat/archiveChat/", instance), json, |answer| answer.archived == Some(true)
}

endpoint! {
    Evolution: MarkChatUnread => MarkedUnread, "chat.mark_unread", InstanceOnly, Idempotent,
    POST("/chat/markChatUnread/", instance), json, |answer| answer.marked_chat_unread == Some(true)
}
