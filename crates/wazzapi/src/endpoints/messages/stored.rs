//! The messages that the gateway keeps, those that came in and those that went out.

use std::time::SystemTime;

use serde::Deserialize;
use serde_json::{Map, Value};
use wagate_sdk_core::adapter::Path;
use wagate_sdk_core::endpoint;
use wagate_sdk_core::open_words;
use wagate_sdk_core::wire::{self, WithRaw};

use super::{MediaType, MessageType};
use crate::Wazzapi;
use crate::endpoints::paging::{Footer, SortOrder, page};

/// Lists the organization's messages, a page a call.
///
/// `GET /api/v1/messages`. Source: <https://docs.wazzapi.com/api-reference/messages/list-messages>, documented. Read-only.
#[derive(Debug, Clone, Default)]
#[non_exhaustive]
pub struct ListMessages {
    /// The most messages in the answer, 1 to 500; 50 unless set.
    pub limit: Option<u64>,
    /// How many messages are skipped.
    pub offset: Option<u64>,
    /// Only those with this status.
    pub status: Option<MessageStatus>,
    /// Only those that came in, or went out.
    pub direction: Option<Direction>,
    /// Only those of the device with this id, a UUID.
    pub whatsapp_account_id: Option<String>,
    /// Only those of the campaign with this id, a UUID.
    pub campaign_id: Option<String>,
    /// Only those that match this text. What is searched is not documented.
    pub search: Option<String>,
    /// The field to sort by; `created_at` unless set.
    pub sort_by: Option<String>,
    /// The direction of the sorting; descending unless set.
    pub sort_order: Option<SortOrder>,
}

impl ListMessages {
    /// The organization's newest messages.
    pub fn new() -> Self {
        Self::default()
    }
}

endpoint! {
    Wazzapi: ListMessages => MessageList, "message.list", Shared, ReadOnly,
    GET;

    fn path(&self, _instance: &str, path: &mut Path) {
        path.literal("/api/v1/messages");
        page(path, self.limit, self.offset);
        path.query_opt("status", self.status.as_ref().map(MessageStatus::as_str))
            .query_opt("direction", self.direction.as_ref().map(Direction::as_str))
            .query_opt("whatsapp_account_id", self.whatsapp_account_id.as_deref())
            .query_opt("campaign_id", self.campaign_id.as_deref())
            .query_opt("search", self.search.as_deref())
            .query_opt("sort_by", self.sort_by.as_deref())
            .query_opt("sort_order", self.sort_order.map(SortOrder::as_str));
    }
}

/// A page of messages.
#[derive(Debug, Clone, Deserialize)]
#[non_exhaustive]
pub struct MessageList {
    /// The messages, each with its JSON.
    #[serde(deserialize_with = "wire::list")]
    pub messages: Vec<WithRaw<StoredMessage>>,
    /// How many there are in all.
    #[serde(default, deserialize_with = "wire::number")]
    pub total_count: Option<u64>,
    /// Whether there are more after this page.
    #[serde(default, deserialize_with = "wire::truth")]
    pub has_more: Option<bool>,
    /// Which page this is; the first is 1. Requests have an offset all the same.
    #[serde(default, deserialize_with = "wire::number")]
    pub current_page: Option<u64>,
    /// How many pages there are.
    #[serde(default, deserialize_with = "wire::number")]
    pub total_pages: Option<u64>,
}

impl MessageList {
    /// Where the next page begins, after one that was asked for with this offset and limit; `None` at the end.
    pub fn next_offset(&self, offset: u64, limit: u64) -> Option<u64> {
        let shown = self.messages.len();
        let footer = Footer { shown, total: self.total_count, has_more: self.has_more, ..Footer::default() };
        footer.next(offset, limit)
    }
}

/// Reads one message by the gateway's id.
///
/// `GET /api/v1/messages/{message_id}`. Source: <https://docs.wazzapi.com/api-reference/messages/get-message>, documented. Read-only.
///
/// # Errors
/// [`Error::NotFound`](wagate_sdk_core::Error::NotFound) when the organization has no such message.
#[derive(Debug, Clone)]
#[non_exhaustive]
pub struct GetMessage {
    /// The gateway's id of the message, a UUID.
    pub message_id: String,
}

impl GetMessage {
    /// The message with this id of the gateway's.
    pub fn new(message_id: impl Into<String>) -> Self {
        Self { message_id: message_id.into() }
    }
}

endpoint! {
    Wazzapi: GetMessage => StoredMessage, "message.get", Shared, ReadOnly,
    GET("/api/v1/messages/", message_id)
}

/// Finds a message by WhatsApp's id.
///
/// `GET /api/v1/messages/lookup`. Source: the official SDKs (Python `wazzapi` 0.6.0 `resources/messages.py`, wazzapi-node
/// `src/resources/messages.ts`). Read-only.
///
/// # Errors
/// [`Error::NotFound`](wagate_sdk_core::Error::NotFound) when the organization has no such message.
#[derive(Debug, Clone)]
#[non_exhaustive]
pub struct LookupMessage {
    /// WhatsApp's id of the message.
    pub whatsapp_message_id: String,
}

impl LookupMessage {
    /// The message with this id of WhatsApp's.
    pub fn new(whatsapp_message_id: impl Into<String>) -> Self {
        Self { whatsapp_message_id: whatsapp_message_id.into() }
    }
}

endpoint! {
    Wazzapi: LookupMessage => StoredMessage, "message.lookup", Shared, ReadOnly,
    GET("/api/v1/messages/lookup"; "whatsapp_message_id" = whatsapp_message_id)
}

/// A message as the gateway keeps it. [`ListMessages`] leaves the last two fields out.
#[derive(Debug, Clone, Deserialize)]
#[non_exhaustive]
pub struct StoredMessage {
    /// The gateway's own id, a UUID.
    #[serde(deserialize_with = "wire::required_text")]
    pub id: String,
    /// The other side's number.
    #[serde(default, deserialize_with = "wire::text")]
    pub phone_number: Option<String>,
    /// The text.
    #[serde(default, deserialize_with = "wire::text")]
    pub content: Option<String>,
    /// How far it got.
    #[serde(default, deserialize_with = "wire::word")]
    pub status: Option<MessageStatus>,
    /// Whether it came in or went out.
    #[serde(default, deserialize_with = "wire::word")]
    pub direction: Option<Direction>,
    /// How often it was tried again.
    #[serde(default, deserialize_with = "wire::number")]
    pub retry_count: Option<u64>,
    /// The id of the device, a UUID.
    #[serde(default, deserialize_with = "wire::text")]
    pub whatsapp_account_id: Option<String>,
    /// When the gateway took it.
    #[serde(default, deserialize_with = "wire::time")]
    pub created_at: Option<SystemTime>,
    /// When it last changed.
    #[serde(default, deserialize_with = "wire::time")]
    pub updated_at: Option<SystemTime>,
    /// The kind of chat in the gateway's words: `individual`, and others that are not published.
    #[serde(default, deserialize_with = "wire::text")]
    pub chat_type: Option<String>,
    /// The group's JID.
    #[serde(default, deserialize_with = "wire::text")]
    pub group_jid: Option<String>,
    /// The group's name.
    #[serde(default, deserialize_with = "wire::text")]
    pub group_name: Option<String>,
    /// What it is.
    #[serde(default, deserialize_with = "wire::word")]
    pub message_type: Option<MessageType>,
    /// The kind of its file.
    #[serde(default, deserialize_with = "wire::word")]
    pub media_type: Option<MediaType>,
    /// Its file's URL.
    #[serde(default, deserialize_with = "wire::text")]
    pub media_url: Option<String>,
    /// Why it failed.
    #[serde(default, deserialize_with = "wire::text")]
    pub failure_reason: Option<String>,
    /// The id of the contact, a UUID.
    #[serde(default, deserialize_with = "wire::text")]
    pub contact_id: Option<String>,
    /// The contact's name.
    #[serde(default, deserialize_with = "wire::text")]
    pub contact_name: Option<String>,
    /// The id of the campaign that it belongs to.
    #[serde(default, deserialize_with = "wire::text")]
    pub campaign_id: Option<String>,
    /// The id of the batch that it belongs to.
    #[serde(default, deserialize_with = "wire::text")]
    pub batch_id: Option<String>,
    /// When it shall go out.
    #[serde(default, deserialize_with = "wire::time")]
    pub scheduled_for: Option<SystemTime>,
    /// When it was queued.
    #[serde(default, deserialize_with = "wire::time")]
    pub queued_at: Option<SystemTime>,
    /// When it went out.
    #[serde(default, deserialize_with = "wire::time")]
    pub sent_at: Option<SystemTime>,
    /// When it reached a handset.
    #[serde(default, deserialize_with = "wire::time")]
    pub delivered_at: Option<SystemTime>,
    /// When it was read.
    #[serde(default, deserialize_with = "wire::time")]
    pub read_at: Option<SystemTime>,
    /// When it failed.
    #[serde(default, deserialize_with = "wire::time")]
    pub failed_at: Option<SystemTime>,
    /// WhatsApp's id, once there is one.
    #[serde(default, deserialize_with = "wire::text")]
    pub whatsapp_message_id: Option<String>,
    /// The values that were put into its template.
    #[serde(default, deserialize_with = "wire::lenient")]
    pub variable_values: Option<Map<String, Value>>,
}

open_words! {
    /// How far a message got. No list is published: all but the last two words stand in older documents of the gateway, and `cancelled` is an
    /// assumption.
    MessageStatus {
        /// It waits to be queued.
        Pending = "pending",
        /// It stands in the queue.
        Queued = "queued",
        /// It was handed to WhatsApp.
        Sent = "sent",
        /// It reached a handset.
        Delivered = "delivered",
        /// It was read.
        Read = "read",
        /// It failed.
        Failed = "failed",
        /// It waits for its time.
        Scheduled = "scheduled",
        /// It was cancelled before its time.
        Cancelled = "cancelled" | "canceled",
    }
}

open_words! {
    /// Which way a message goes.
    Direction {
        /// It came in.
        Inbound = "inbound",
        /// It went out.
        Outbound = "outbound",
    }
}
