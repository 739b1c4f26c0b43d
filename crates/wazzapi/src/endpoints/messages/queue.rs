//! What is done to a message that the gateway has: one that failed is tried again, one that waits for its time is cancelled.

use serde::Deserialize;
use wagate_sdk_core::endpoint;
use wagate_sdk_core::wire;

use super::{MessageStatus, QueuedMessage};
use crate::Wazzapi;

/// Queues a message again that failed.
///
/// `POST /api/v1/messages/{message_id}/retry`. Source: the official SDKs (Python `wazzapi` 0.6.0 `resources/messages.py`, wazzapi-node
/// `src/resources/messages.ts`). It sends, so it is not repeated when its outcome is unknown. What the gateway answers for a message that did
/// not fail is not documented.
///
/// # Errors
/// [`Error::NotFound`](wagate_sdk_core::Error::NotFound) when the organization has no such message.
#[derive(Debug, Clone)]
#[non_exhaustive]
pub struct RetryMessage {
    /// The gateway's id of the message, a UUID.
    pub message_id: String,
}

impl RetryMessage {
    /// Tries the message with this id of the gateway's again.
    pub fn new(message_id: impl Into<String>) -> Self {
        Self { message_id: message_id.into() }
    }
}

endpoint! {
    Wazzapi: RetryMessage => QueuedMessage, "message.retry", Shared, AtMostOnce,
    POST("/api/v1/messages/", message_id, "/retry"), |queued| queued.is_success()
}

/// Cancels a message that is scheduled.
///
/// `POST /api/v1/messages/{message_id}/cancel`. Source: the official SDKs (Python `wazzapi` 0.6.0 `resources/messages.py`, wazzapi-node
/// `src/resources/messages.ts`). Idempotent. What the gateway answers for a message that has gone out is not documented.
///
/// # Errors
/// [`Error::NotFound`](wagate_sdk_core::Error::NotFound) when the organization has no such message.
#[derive(Debug, Clone)]
#[non_exhaustive]
pub struct CancelMessage {
    /// The gateway's id of the message, a UUID.
    pub message_id: String,
}

impl CancelMessage {
    /// Cancels the message with this id of the gateway's.
    pub fn new(message_id: impl Into<String>) -> Self {
        Self { message_id: message_id.into() }
    }
}

endpoint! {
    Wazzapi: CancelMessage => MessageCancelled, "message.cancel", Shared, Idempotent,
    POST("/api/v1/messages/", message_id, "/cancel"), |cancelled| cancelled.success != Some(false)
}

/// The answer to [`CancelMessage`].
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
#[non_exhaustive]
pub struct MessageCancelled {
    /// Whether it worked; `false` makes the call an error.
    #[serde(deserialize_with = "wire::truth")]
    pub success: Option<bool>,
    /// The gateway's id of the message.
    #[serde(deserialize_with = "wire::text")]
    pub message_id: Option<String>,
    /// Its state now. The word for a message that was cancelled is not published.
    #[serde(deserialize_with = "wire::word")]
    pub status: Option<MessageStatus>,
}
