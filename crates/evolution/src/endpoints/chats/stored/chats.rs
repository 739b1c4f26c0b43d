//! Chats.

use std::time::SystemTime;

use serde::{Deserialize, Serialize};
use wagate_sdk_core::endpoint;
use wagate_sdk_core::wire;

use super::{StoredMessage, TimeRange};
use crate::Evolution;

/// Lists chats with their last message. `POST /chat/findChats/{instance}`
///
/// Source: `evolution-foundation/evolution-api` 2.3.7, `src/api/routes/chat.router.ts`, `src/validate/chat.schema.ts`;
/// observed on a running server above a stand-in for WhatsApp. It changes nothing.
#[derive(Debug, Clone, Default, Serialize)]
#[serde(rename_all = "camelCase")]
#[non_exhaustive]
pub struct FindChats {
    /// Which chats; all unless told.
    #[serde(rename = "where", skip_serializing_if = "Option::is_none")]
    pub filter: Option<ChatFilter>,
    /// How many at most.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub take: Option<u64>,
    /// How many are left out at the beginning.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub skip: Option<u64>,
}

impl FindChats {
    /// All of them.
    pub fn new() -> Self {
        Self::default()
    }
}

/// Which chats [`FindChats`] lists.
#[derive(Debug, Clone, Default, Serialize)]
#[serde(rename_all = "camelCase")]
#[non_exhaustive]
pub struct ChatFilter {
    /// The chat's JID.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub remote_jid: Option<String>,
    /// When messages were sent in it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub message_timestamp: Option<TimeRange>,
}

impl ChatFilter {
    /// All of them.
    pub fn new() -> Self {
        Self::default()
    }
}

/// One row of [`FindChats`].
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default, rename_all = "camelCase")]
#[non_exhaustive]
pub struct ChatRow {
    /// The id of its contact in the server's database.
    #[serde(deserialize_with = "wire::text")]
    pub id: Option<String>,
    /// Its JID.
    #[serde(deserialize_with = "wire::text")]
    pub remote_jid: Option<String>,
    /// The contact's name.
    #[serde(deserialize_with = "wire::text")]
    pub push_name: Option<String>,
    /// The contact's picture.
    #[serde(deserialize_with = "wire::text")]
    pub profile_pic_url: Option<String>,
    /// When it was last changed.
    #[serde(deserialize_with = "wire::time")]
    pub updated_at: Option<SystemTime>,
    /// When the 24 hours began in which Meta lets a business answer.
    #[serde(deserialize_with = "wire::time")]
    pub window_start: Option<SystemTime>,
    /// When they end.
    #[serde(deserialize_with = "wire::time")]
    pub window_expires: Option<SystemTime>,
    /// Whether they still run.
    #[serde(deserialize_with = "wire::truth")]
    pub window_active: Option<bool>,
    /// Its last message.
    #[serde(deserialize_with = "wire::lenient")]
    pub last_message: Option<StoredMessage>,
    /// How many messages in it are unread.
    #[serde(deserialize_with = "wire::number")]
    pub unread_count: Option<u64>,
    /// Whether its contact is stored.
    #[serde(deserialize_with = "wire::truth")]
    pub is_saved: Option<bool>,
}

/// Finds one stored chat. `GET /chat/findChatByRemoteJid/{instance}`
///
/// The answer is nothing when there is none.
///
/// Source: `evolution-foundation/evolution-api` 2.3.7, `src/api/routes/chat.router.ts`;
/// observed on a running server. It changes nothing.
#[derive(Debug, Clone, Serialize)]
#[non_exhaustive]
pub struct FindChatByRemoteJid {
    /// The chat's JID; it stands in the query.
    #[serde(skip)]
    pub remote_jid: String,
}

impl FindChatByRemoteJid {
    /// The chat with this JID.
    pub fn new(remote_jid: impl Into<String>) -> Self {
        Self { remote_jid: remote_jid.into() }
    }
}

/// The answer to [`FindChatByRemoteJid`].
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default, rename_all = "camelCase")]
#[non_exhaustive]
pub struct StoredChat {
    /// Its id in the server's database.
    #[serde(deserialize_with = "wire::text")]
    pub id: Option<String>,
    /// Its JID.
    #[serde(deserialize_with = "wire::text")]
    pub remote_jid: Option<String>,
    /// Its name.
    #[serde(deserialize_with = "wire::text")]
    pub name: Option<String>,
    /// The ids of its labels.
    #[serde(deserialize_with = "wire::lenient")]
    pub labels: Option<Vec<String>>,
    /// When it was stored.
    #[serde(deserialize_with = "wire::time")]
    pub created_at: Option<SystemTime>,
    /// When it was last changed.
    #[serde(deserialize_with = "wire::time")]
    pub updated_at: Option<SystemTime>,
    /// The instance's id in the server's database.
    #[serde(deserialize_with = "wire::text")]
    pub instance_id: Option<String>,
    /// How many messages in it are unread.
    #[serde(deserialize_with = "wire::number")]
    pub unread_messages: Option<u64>,
}

endpoint! {
    Evolution: FindChats => Vec<wire::WithRaw<ChatRow>>, "chat.find_chats", InstanceOnly, ReadOnly,
    POST("/chat/findChats/", instance), json
}

endpoint! {
    Evolution: FindChatByRemoteJid => Option<wire::WithRaw<StoredChat>>, "chat.find_by_remote_jid", InstanceOnly, ReadOnly,
    GET("/chat/findChatByRemoteJid/", instance; "remoteJid" = remote_jid)
}
