//! The answer to a send.

use serde::{Deserialize, Deserializer};
use wagate_sdk_core::open_words;
use wagate_sdk_core::wire;

/// The answer to a send: the message stands in the gateway's queue.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
#[non_exhaustive]
pub struct QueuedMessage {
    /// Whether the gateway took it.
    #[serde(deserialize_with = "wire::truth")]
    pub success: Option<bool>,
    /// The gateway's own id of the message, a UUID. WhatsApp's id comes later, with the events.
    #[serde(deserialize_with = "wire::text")]
    pub message_id: Option<String>,
    /// Whether it goes out now or later.
    #[serde(deserialize_with = "wire::word")]
    pub status: Option<QueueStatus>,
    /// The id of the gateway's job.
    #[serde(deserialize_with = "wire::text")]
    pub run_id: Option<String>,
    /// Whether the body is one of the gateway's errors.
    #[serde(rename = "detail", deserialize_with = "is_there")]
    is_error: bool,
}

impl QueuedMessage {
    pub(in crate::endpoints) fn is_success(&self) -> bool {
        self.success != Some(false) && !(self.is_error && self.message_id.is_none())
    }
}

open_words! {
    /// What the gateway does with a message that it took.
    QueueStatus {
        /// It goes out as soon as its turn comes.
        Queued = "queued",
        /// It goes out at the time asked for.
        Scheduled = "scheduled",
    }
}

fn is_there<'de, D: Deserializer<'de>>(deserializer: D) -> Result<bool, D::Error> {
    Ok(Option::<serde::de::IgnoredAny>::deserialize(deserializer)?.is_some())
}
