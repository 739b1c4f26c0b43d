//! Reading conversations.

use std::time::SystemTime;

use serde::Deserialize;
use wagate_sdk_core::adapter::Path;
use wagate_sdk_core::endpoint;
use wagate_sdk_core::wire::{self, WithRaw};

use crate::Wazzapi;
use crate::endpoints::paging::{Footer, page};

/// Lists the organization's conversations, a page a call.
///
/// `GET /api/v1/conversations`. Source: the official SDKs (Python `wazzapi` 0.6.0 `resources/conversations.py`, wazzapi-node
/// `src/resources/conversations.ts`). Read-only.
#[derive(Debug, Clone, Default)]
#[non_exhaustive]
pub struct ListConversations {
    /// The most conversations in the answer. The default and the greatest value are not published.
    pub limit: Option<u64>,
    /// How many conversations are skipped.
    pub offset: Option<u64>,
    /// Only those with this status. No words are published.
    pub status: Option<String>,
    /// Only those of the device with this id, a UUID.
    pub whatsapp_account_id: Option<String>,
    /// Only those that this user takes care of.
    pub assignee_user_id: Option<String>,
    /// Only those that match this text. What is searched is not documented.
    pub search: Option<String>,
}

impl ListConversations {
    /// The organization's conversations, in the gateway's own order.
    pub fn new() -> Self {
        Self::default()
    }
}

endpoint! {
    Wazzapi: ListConversations => ConversationList, "conversation.list", Shared, ReadOnly,
    GET;

    fn path(&self, _instance: &str, path: &mut Path) {
        path.literal("/api/v1/conversations");
        page(path, self.limit, self.offset);
        path.query_opt("status", self.status.as_deref())
            .query_opt("whatsapp_account_id", self.whatsapp_account_id.as_deref())
            .query_opt("assignee_user_id", self.assignee_user_id.as_deref())
            .query_opt("search", self.search.as_deref());
    }
}

/// A page of conversations.
#[derive(Debug, Clone, Deserialize)]
#[non_exhaustive]
pub struct ConversationList {
    /// The conversations, each with its JSON.
    #[serde(deserialize_with = "wire::list")]
    pub conversations: Vec<WithRaw<Conversation>>,
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

impl ConversationList {
    /// Where the next page begins, after one that was asked for with this offset and limit; `None` at the end.
    pub fn next_offset(&self, offset: u64, limit: u64) -> Option<u64> {
        let shown = self.conversations.len();
        let footer = Footer { shown, total: self.total, limit: self.limit, ..Footer::default() };
        footer.next(offset, limit)
    }
}

/// Reads one conversation.
///
/// `GET /api/v1/conversations/{conversation_id}`. Source: the official SDKs (Python `wazzapi` 0.6.0 `resources/conversations.py`,
/// wazzapi-node `src/resources/conversations.ts`). Read-only.
///
/// # Errors
/// [`Error::NotFound`](wagate_sdk_core::Error::NotFound) when the organization has no such conversation.
#[derive(Debug, Clone)]
#[non_exhaustive]
pub struct GetConversation {
    /// The conversation's id, a UUID.
    pub conversation_id: String,
}

impl GetConversation {
    /// The conversation with this id.
    pub fn new(conversation_id: impl Into<String>) -> Self {
        Self { conversation_id: conversation_id.into() }
    }
}

endpoint! {
    Wazzapi: GetConversation => Conversation, "conversation.get", Shared, ReadOnly,
    GET("/api/v1/conversations/", conversation_id)
}

/// A conversation of a device with a number.
#[derive(Debug, Clone, Deserialize)]
#[non_exhaustive]
pub struct Conversation {
    /// Its id, a UUID.
    #[serde(deserialize_with = "wire::required_text")]
    pub id: String,
    /// The id of the device, a UUID.
    #[serde(default, deserialize_with = "wire::text")]
    pub whatsapp_account_id: Option<String>,
    /// The id of the contact, a UUID.
    #[serde(default, deserialize_with = "wire::text")]
    pub contact_id: Option<String>,
    /// The other side's number.
    #[serde(default, deserialize_with = "wire::text")]
    pub phone_number: Option<String>,
    /// Its state in the gateway's words, of which no list is published.
    #[serde(default, deserialize_with = "wire::text")]
    pub status: Option<String>,
    /// The user that takes care of it.
    #[serde(default, deserialize_with = "wire::text")]
    pub assignee_user_id: Option<String>,
    /// Its subject.
    #[serde(default, deserialize_with = "wire::text")]
    pub subject: Option<String>,
    /// The beginning of its last message.
    #[serde(default, deserialize_with = "wire::text")]
    pub last_message_preview: Option<String>,
    /// When its last message was.
    #[serde(default, deserialize_with = "wire::time")]
    pub last_message_at: Option<SystemTime>,
    /// When the last message came in.
    #[serde(default, deserialize_with = "wire::time")]
    pub last_inbound_at: Option<SystemTime>,
    /// When the last message went out.
    #[serde(default, deserialize_with = "wire::time")]
    pub last_outbound_at: Option<SystemTime>,
    /// How many messages are unread.
    #[serde(default, deserialize_with = "wire::number")]
    pub unread_count: Option<u64>,
    /// When it began.
    #[serde(default, deserialize_with = "wire::time")]
    pub created_at: Option<SystemTime>,
    /// When it last changed.
    #[serde(default, deserialize_with = "wire::time")]
    pub updated_at: Option<SystemTime>,
}
