//! How far messages came.

use serde::{Deserialize, Serialize};
use wagate_sdk_core::endpoint;
use wagate_sdk_core::{open_words, wire};

use crate::Evolution;

open_words! {
    /// How far a message came.
    MessageStatus {
        /// It failed.
        Error = "ERROR",
        /// It waits to be sent.
        Pending = "PENDING",
        /// WhatsApp has it.
        ServerAck = "SERVER_ACK",
        /// It was delivered.
        DeliveryAck = "DELIVERY_ACK",
        /// It was read.
        Read = "READ",
        /// It was deleted.
        Deleted = "DELETED",
        /// It was played.
        Played = "PLAYED",
        /// It was edited.
        Edited = "EDITED",
    }
}

/// Lists how far messages came, one row a change. `POST /chat/findStatusMessage/{instance}`
///
/// Source: `evolution-foundation/evolution-api` 2.3.7, `src/api/routes/chat.router.ts`, `src/validate/chat.schema.ts`;
/// observed on a running server above a stand-in for WhatsApp. It changes nothing.
#[derive(Debug, Clone, Default, Serialize)]
#[serde(rename_all = "camelCase")]
#[non_exhaustive]
pub struct FindStatusMessage {
    /// Which messages; all unless told.
    #[serde(rename = "where", skip_serializing_if = "Option::is_none")]
    pub filter: Option<StatusFilter>,
    /// The page, from 1.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub page: Option<u64>,
    /// How many rows a page has; 50 unless told.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub offset: Option<u64>,
    /// The server takes it and ignores it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub limit: Option<u64>,
}

impl FindStatusMessage {
    /// The first page of all.
    pub fn new() -> Self {
        Self::default()
    }

    /// Of the message with this id.
    pub fn of(id: impl Into<String>) -> Self {
        let filter = StatusFilter { id: Some(id.into()), ..StatusFilter::default() };
        Self { filter: Some(filter), ..Self::default() }
    }
}

/// Which messages [`FindStatusMessage`] lists.
#[derive(Debug, Clone, Default, Serialize)]
#[serde(rename_all = "camelCase")]
#[non_exhaustive]
pub struct StatusFilter {
    /// The JID of their chat.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub remote_jid: Option<String>,
    /// WhatsApp's id of the message.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub id: Option<String>,
    /// The server takes it and ignores it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub from_me: Option<bool>,
    /// The server takes it and ignores it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub participant: Option<String>,
    /// The server takes it and ignores it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub status: Option<MessageStatus>,
}

impl StatusFilter {
    /// All of them.
    pub fn new() -> Self {
        Self::default()
    }
}

/// One row of [`FindStatusMessage`]. What it tells of polls is in its JSON.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default, rename_all = "camelCase")]
#[non_exhaustive]
pub struct StatusRow {
    /// The row's id in the server's database.
    #[serde(deserialize_with = "wire::text")]
    pub id: Option<String>,
    /// WhatsApp's id of the message.
    #[serde(deserialize_with = "wire::text")]
    pub key_id: Option<String>,
    /// The JID of its chat.
    #[serde(deserialize_with = "wire::text")]
    pub remote_jid: Option<String>,
    /// Whether the instance sent it.
    #[serde(deserialize_with = "wire::truth")]
    pub from_me: Option<bool>,
    /// Who sent it, in a group.
    #[serde(deserialize_with = "wire::text")]
    pub participant: Option<String>,
    /// How far it came.
    #[serde(deserialize_with = "wire::word")]
    pub status: Option<MessageStatus>,
    /// The message's id in the server's database.
    #[serde(deserialize_with = "wire::text")]
    pub message_id: Option<String>,
    /// The instance's id in the server's database.
    #[serde(deserialize_with = "wire::text")]
    pub instance_id: Option<String>,
}

endpoint! {
    Evolution: FindStatusMessage => Vec<wire::WithRaw<StatusRow>>, "chat.find_status_message", InstanceOnly, ReadOnly,
    POST("/chat/findStatusMessage/", instance), json
}
