//! Typing and recording.

use std::time::Duration;

use serde::{Deserialize, Serialize};
use wagate_sdk_core::endpoint;
use wagate_sdk_core::{open_words, wire};

use crate::Evolution;

open_words! {
    /// What one does in a chat.
    Presence {
        /// Not there.
        Unavailable = "unavailable",
        /// There.
        Available = "available",
        /// Typing.
        Composing = "composing",
        /// Recording a voice note.
        Recording = "recording",
        /// No longer typing or recording.
        Paused = "paused",
    }
}

/// Shows in one chat that one types or records. `POST /chat/sendPresence/{instance}`
///
/// The server answers only after the delay, and ends the presence then; the timeout is longer by as much.
///
/// Source: `evolution-foundation/evolution-api` 2.3.7, `src/api/routes/chat.router.ts`, `src/validate/chat.schema.ts`;
/// observed on a running server above a stand-in for WhatsApp. Doing it again leaves the same state.
///
/// # Errors
/// [`Error::InstanceOffline`](wagate_sdk_core::Error::InstanceOffline), with the outcome unknown, when the instance was never connected.
#[derive(Debug, Clone, Serialize)]
#[serde(rename_all = "camelCase")]
#[non_exhaustive]
pub struct SendPresence {
    /// The chat, as in [`SendText`](crate::messages::SendText).
    pub number: String,
    /// What is shown.
    pub presence: Presence,
    /// How long, in milliseconds.
    pub delay: u64,
}

impl SendPresence {
    /// This presence in the chat with this number or JID, for so many milliseconds.
    pub fn new(number: impl Into<String>, presence: Presence, delay: u64) -> Self {
        Self { number: number.into(), presence, delay }
    }
}

/// The answer to [`SendPresence`].
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
#[non_exhaustive]
pub struct PresenceSent {
    /// What was shown.
    #[serde(deserialize_with = "wire::word")]
    pub presence: Option<Presence>,
}

endpoint! {
    Evolution: SendPresence => PresenceSent, "chat.send_presence", InstanceOnly, Idempotent,
    POST("/chat/sendPresence/", instance), json, |answer| answer.presence.is_some();

    fn server_waits(&self) -> Duration {
        Duration::from_millis(self.delay)
    }
}
