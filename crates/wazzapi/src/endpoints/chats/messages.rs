//! The messages of a conversation.

use std::time::SystemTime;

use serde::Deserialize;
use wagate_sdk_core::adapter::Path;
use wagate_sdk_core::endpoint;
use wagate_sdk_core::wire::{self, WithRaw};

use crate::Wazzapi;
use crate::endpoints::paging::{Footer, page};
use crate::messages::{Direction, MediaType, MessageStatus, MessageType};

/// Lists a conversation's messages, a page a call. Their order is not documented.
///
/// `GET /api/v1/conversations/{conversation_id}/messages`. Source: the official SDKs (Python `wazzapi` 0.6.0 `resources/conversations.py`,
/// wazzapi-node `src/resources/conversations.ts`). Read-only.
///
/// # Errors
/// [`Error::NotFound`](wagate_sdk_core::Error::NotFound) when the organization has no such conversation.
#[derive(Debug, Clone)]
#[non_exhaustive]
pub struct ListConversationMessages {
    /// The conversation's id, a UUID.
    pub conversation_id: String,
    /// The most messages in the answer. The default and the greatest value are not published.
    pub limit: Option<u64>,
    /// How many messages are skipped.
    pub offset: Option<u64>,
}

impl ListConversationMessages {
    /// The first page of the conversation with this id.
    pub fn new(conversation_id: impl Into<String>) -> Self {
        Self { conversation_id: conversation_id.into(), limit: None, offset: None }
    }
}

endpoint! {
    Wazzapi: ListConversationMessages => ConversationMessages, "conversation.messages", Shared, ReadOnly,
    GET;

    fn path(&self, _instance: &str, path: &mut Path) {
        path.literal("/api/v1/conversations/").segment(&self.conversation_id).literal("/messages");
        page(path, self.limit, self.offset);
    }
}

/// A page of a conversation's messages.
#[derive(Debug, Clone, Deserialize)]
#[non_exhaustive]
pub struct ConversationMessages {
    /// The messages, each with its JSON.
    #[serde(deserialize_with = "wire::list")]
    pub messages: Vec<WithRaw<ConversationMessage>>,
    /// How many there are in all.
    #[serde(default, deserialize_with = "wire::number")]
    pub total: Option<u64>,
    /// The most that this page could hold.
    #[serde(default, deserialize_with = "wire::number")]
    pub limit: Option<u64>,
    /// How many were skipped.
    #[serde(default, deserialize_with = "wire::number")]
    pub offset: Option<u64>,
}

impl ConversationMessages {
    /// Where the next page begins, after one that was asked for with this offset and limit; `None` at the end.
    pub fn next_offset(&self, offset: u64, limit: u64) -> Option<u64> {
        let shown = self.messages.len();
        let footer = Footer { shown, total: self.total, limit: self.limit, ..Footer::default() };
        footer.next(offset, limit)
    }
}

/// A message of a conversation.
#[derive(Debug, Clone, Deserialize)]
#[non_exhaustive]
pub struct ConversationMessage {
    /// The gateway's own id, a UUID.
    #[serde(deserialize_with = "wire::required_text")]
    pub id: String,
    /// Whether it came in or went out.
    #[serde(default, deserialize_with = "wire::word")]
    pub direction: Option<Direction>,
    /// The text.
    #[serde(default, deserialize_with = "wire::text")]
    pub content: Option<String>,
    /// How far it got.
    #[serde(default, deserialize_with = "wire::word")]
    pub status: Option<MessageStatus>,
    /// What it is.
    #[serde(default, deserialize_with = "wire::word")]
    pub message_type: Option<MessageType>,
    /// The other side's number.
    #[serde(default, deserialize_with = "wire::text")]
    pub phone_number: Option<String>,
    /// The kind of its file.
    #[serde(default, deserialize_with = "wire::word")]
    pub media_type: Option<MediaType>,
    /// Its file's URL.
    #[serde(default, deserialize_with = "wire::text")]
    pub media_url: Option<String>,
    /// Its file's name.
    #[serde(default, deserialize_with = "wire::text")]
    pub media_filename: Option<String>,
    /// Its file's media type, such as `image/png`.
    #[serde(default, deserialize_with = "wire::text")]
    pub media_mimetype: Option<String>,
    /// WhatsApp's id, once there is one.
    #[serde(default, deserialize_with = "wire::text")]
    pub whatsapp_message_id: Option<String>,
    /// When the gateway took it.
    #[serde(default, deserialize_with = "wire::time")]
    pub created_at: Option<SystemTime>,
    /// When it went out.
    #[serde(default, deserialize_with = "wire::time")]
    pub sent_at: Option<SystemTime>,
    /// When it reached a handset.
    #[serde(default, deserialize_with = "wire::time")]
    pub delivered_at: Option<SystemTime>,
    /// When it was read.
    #[serde(default, deserialize_with = "wire::time")]
    pub read_at: Option<SystemTime>,
}
