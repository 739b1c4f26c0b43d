//! The stored messages of a chat.

use std::time::SystemTime;

use serde::de::IgnoredAny;
use serde::ser::{Error as _, Serializer};
use serde::{Deserialize, Serialize};
use wagate_sdk_core::endpoint;
use wagate_sdk_core::wire::{self, WithRaw};

use super::{DeliveryStatus, Direction, StoredMedia};
use crate::Ryze;

/// Reads the stored messages of a chat, newest first.
///
/// `POST /api/chat/history/:instance`, [documented](https://docs.ryzeapi.cloud/en/api/chat/history). Reads only.
///
/// For the page before, set [`to`](Self::to) to the oldest time of this one.
#[derive(Debug, Clone, Serialize)]
#[serde(rename_all = "camelCase")]
#[non_exhaustive]
pub struct GetHistory {
    /// The chat: digits, or a JID of a person, a LID, a group or a newsletter.
    pub number: String,
    /// How many messages at most: 50 unless set. The most is not documented.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub count: Option<u32>,
    /// Only messages from this time on.
    #[serde(skip_serializing_if = "Option::is_none", serialize_with = "rfc3339")]
    pub from: Option<SystemTime>,
    /// Only messages up to this time.
    #[serde(skip_serializing_if = "Option::is_none", serialize_with = "rfc3339")]
    pub to: Option<SystemTime>,
}

impl GetHistory {
    /// The newest messages of this chat.
    pub fn new(number: impl Into<String>) -> Self {
        Self { number: number.into(), count: None, from: None, to: None }
    }
}

fn rfc3339<S: Serializer>(time: &Option<SystemTime>, serializer: S) -> Result<S::Ok, S::Error> {
    match time.map(wire::to_rfc3339) {
        Some(Some(text)) => serializer.serialize_str(&text),
        Some(None) => Err(S::Error::custom("a time beyond the year 9999")),
        None => serializer.serialize_none(),
    }
}

endpoint! {
    Ryze: GetHistory => History, "chat.history", InstanceOnly, ReadOnly,
    POST("/api/chat/history/", instance), json,
    |response| wire::is_success(response.success, response.error.as_ref())
}

/// The answer to [`GetHistory`].
#[derive(Debug, Clone, Deserialize)]
#[non_exhaustive]
pub struct History {
    /// `false` for a failure that came with a status of success; the call is then an error.
    #[serde(default, deserialize_with = "wire::truth")]
    pub success: Option<bool>,
    /// The chat.
    #[serde(default, deserialize_with = "wire::text")]
    pub chat_jid: Option<String>,
    /// How many messages came.
    #[serde(default, deserialize_with = "wire::number")]
    pub count: Option<u64>,
    /// Whether there may be more: the gateway says so whenever as many came as were asked for.
    #[serde(rename = "hasMore", default, deserialize_with = "wire::truth")]
    pub has_more: Option<bool>,
    /// The messages, each with its JSON.
    #[serde(deserialize_with = "wire::list")]
    pub messages: Vec<WithRaw<HistoryMessage>>,
    #[serde(default)]
    error: Option<IgnoredAny>,
}

/// A message of a chat's history. The documents name its author only; what else is here is inferred from the other answers about messages,
/// and all that came is in the JSON beside it.
#[derive(Debug, Clone, Deserialize)]
#[serde(rename_all = "camelCase")]
#[non_exhaustive]
pub struct HistoryMessage {
    /// Its id, as `messageId` or, as most answers about chats write it, `message_id`.
    #[serde(alias = "message_id", default, deserialize_with = "wire::text")]
    pub message_id: Option<String>,
    /// Its text.
    #[serde(default, deserialize_with = "wire::text")]
    pub content: Option<String>,
    /// Its kind in the gateway's words, such as `text`.
    #[serde(rename = "type", default, deserialize_with = "wire::text")]
    pub kind: Option<String>,
    /// Whether this instance sent it.
    #[serde(default, deserialize_with = "wire::word")]
    pub direction: Option<Direction>,
    /// How far it has come.
    #[serde(default, deserialize_with = "wire::word")]
    pub status: Option<DeliveryStatus>,
    /// The JID of its author, in groups.
    #[serde(default, deserialize_with = "wire::text")]
    pub sender_jid: Option<String>,
    /// When it was sent.
    #[serde(default, deserialize_with = "wire::time")]
    pub timestamp: Option<SystemTime>,
    /// Its file.
    #[serde(default, deserialize_with = "wire::lenient")]
    pub media: Option<StoredMedia>,
}
