//! Messages.

use std::time::SystemTime;

use serde::{Deserialize, Serialize};
use wagate_sdk_core::endpoint;
use wagate_sdk_core::wire;

use super::{MessageStatus, TimeRange};
use crate::Evolution;
use crate::messages::{MessageContent, MessageContext, MessageKey};

/// Lists stored messages, the newest first, page by page. `POST /chat/findMessages/{instance}`
///
/// Source: `evolution-foundation/evolution-api` 2.3.7, `src/api/routes/chat.router.ts`, `src/validate/chat.schema.ts`;
/// observed on a running server above a stand-in for WhatsApp. It changes nothing.
///
/// # Errors
/// [`Error::InvalidRequest`](wagate_sdk_core::Error::InvalidRequest) when a member of the filter's key is empty.
#[derive(Debug, Clone, Default, Serialize)]
#[serde(rename_all = "camelCase")]
#[non_exhaustive]
pub struct FindMessages {
    /// Which messages; all unless told.
    #[serde(rename = "where", skip_serializing_if = "Option::is_none")]
    pub filter: Option<MessageFilter>,
    /// The page, from 1.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub page: Option<u64>,
    /// How many messages a page has; 50 unless told.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub offset: Option<u64>,
    /// The server takes it and ignores it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub limit: Option<u64>,
}

impl FindMessages {
    /// The first page of all.
    pub fn new() -> Self {
        Self::default()
    }

    /// The first page of the chat with this JID.
    pub fn in_chat(remote_jid: impl Into<String>) -> Self {
        Self::by_key(KeyFilter { remote_jid: Some(remote_jid.into()), ..KeyFilter::default() })
    }

    /// The message with this id.
    pub fn by_id(id: impl Into<String>) -> Self {
        Self::by_key(KeyFilter { id: Some(id.into()), ..KeyFilter::default() })
    }

    fn by_key(key: KeyFilter) -> Self {
        let filter = MessageFilter { key: Some(key), ..MessageFilter::default() };
        Self { filter: Some(filter), ..Self::default() }
    }
}

/// Which messages [`FindMessages`] lists.
#[derive(Debug, Clone, Default, Serialize)]
#[serde(rename_all = "camelCase")]
#[non_exhaustive]
pub struct MessageFilter {
    /// By what WhatsApp names them.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub key: Option<KeyFilter>,
    /// The message's id in the server's database.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub id: Option<String>,
    /// The sender's device, such as `web`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub source: Option<String>,
    /// WhatsApp's name for their kind, such as `imageMessage`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub message_type: Option<String>,
    /// When they were sent.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub message_timestamp: Option<TimeRange>,
}

impl MessageFilter {
    /// All of them.
    pub fn new() -> Self {
        Self::default()
    }
}

/// Which messages, by what WhatsApp names them. No member may be empty.
#[derive(Debug, Clone, Default, Serialize)]
#[serde(rename_all = "camelCase")]
#[non_exhaustive]
pub struct KeyFilter {
    /// WhatsApp's id of the message.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub id: Option<String>,
    /// The JID of their chat.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub remote_jid: Option<String>,
    /// Whether the instance sent them. Only `true` filters.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub from_me: Option<bool>,
    /// Who sent them, in a group.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub participant: Option<String>,
}

impl KeyFilter {
    /// All of them.
    pub fn new() -> Self {
        Self::default()
    }
}

/// The answer to [`FindMessages`].
#[derive(Debug, Clone, Deserialize)]
#[non_exhaustive]
pub struct FoundMessages {
    /// The page.
    pub messages: MessagePage,
}

/// A page of messages.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default, rename_all = "camelCase")]
#[non_exhaustive]
pub struct MessagePage {
    /// How many messages there are in all.
    #[serde(deserialize_with = "wire::number")]
    pub total: Option<u64>,
    /// How many pages there are.
    #[serde(deserialize_with = "wire::number")]
    pub pages: Option<u64>,
    /// Which page this is.
    #[serde(deserialize_with = "wire::number")]
    pub current_page: Option<u64>,
    /// The messages.
    pub records: Vec<wire::WithRaw<StoredMessage>>,
}

/// A stored message.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(rename_all = "camelCase")]
#[non_exhaustive]
pub struct StoredMessage {
    /// Its id in the server's database.
    #[serde(default, deserialize_with = "wire::text")]
    pub id: Option<String>,
    /// What WhatsApp names it by.
    #[serde(default, deserialize_with = "wire::object")]
    pub key: Option<MessageKey>,
    /// The sender's name.
    #[serde(default, deserialize_with = "wire::text")]
    pub push_name: Option<String>,
    /// Who sent it, in a group. The key tells it more often.
    #[serde(default, deserialize_with = "wire::text")]
    pub participant: Option<String>,
    /// WhatsApp's name for its kind, such as `conversation` or `imageMessage`.
    #[serde(default, deserialize_with = "wire::text")]
    pub message_type: Option<String>,
    /// What it says.
    #[serde(default, deserialize_with = "wire::object")]
    pub message: Option<MessageContent>,
    /// When it was sent.
    #[serde(default, deserialize_with = "wire::time")]
    pub message_timestamp: Option<SystemTime>,
    /// The instance's id in the server's database.
    #[serde(default, deserialize_with = "wire::text")]
    pub instance_id: Option<String>,
    /// The sender's device: `web`, `android`, `ios`, `desktop` or `unknown`.
    #[serde(default, deserialize_with = "wire::text")]
    pub source: Option<String>,
    /// What it refers to.
    #[serde(default, deserialize_with = "wire::object")]
    pub context_info: Option<Box<MessageContext>>,
    /// How far it came, one entry a change. Told by [`FindMessages`].
    #[serde(rename = "MessageUpdate", default, deserialize_with = "wire::lenient")]
    pub updates: Option<Vec<MessageUpdate>>,
    /// How far it came. Told of the last message of a chat.
    #[serde(default, deserialize_with = "wire::word")]
    pub status: Option<MessageStatus>,
    /// The chatbot's session in which it came.
    #[serde(default, deserialize_with = "wire::text")]
    pub session_id: Option<String>,
    /// Of a vote in a poll: every answer with those who chose it by this vote. From 2.3.7 on.
    #[serde(default, deserialize_with = "wire::lenient")]
    pub poll_updates: Option<Vec<PollAnswer>>,
}

/// An answer of a poll, and who chose it.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
#[non_exhaustive]
pub struct PollAnswer {
    /// What it says.
    #[serde(deserialize_with = "wire::text")]
    pub name: Option<String>,
    /// The JIDs of those who chose it.
    #[serde(deserialize_with = "wire::lenient")]
    pub voters: Option<Vec<String>>,
}

/// A change of a message's status.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
#[non_exhaustive]
pub struct MessageUpdate {
    /// How far it came.
    #[serde(deserialize_with = "wire::word")]
    pub status: Option<MessageStatus>,
}

endpoint! {
    Evolution: FindMessages => FoundMessages, "chat.find_messages", InstanceOnly, ReadOnly,
    POST("/chat/findMessages/", instance), json
}
