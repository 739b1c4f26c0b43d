//! "Typing" and "recording", as the other side sees them.

use serde::Serialize;
use wagate_sdk_core::{endpoint, open_words};

use crate::{Confirmed, Vzaps};

/// Shows in a chat that something is typed or recorded, or ends that. `POST /instances/{id}/chat/presence`
///
/// Source: the official Python and Go clients. Idempotent: what it shows passes.
#[derive(Debug, Clone, Serialize)]
#[non_exhaustive]
pub struct SendPresence {
    /// The chat: a number's digits or a group's JID.
    pub phone: String,
    /// What is shown.
    pub state: ChatPresence,
    /// What [`ChatPresence::Composing`] makes: a text unless set.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub media: Option<PresenceMedia>,
}

open_words! {
    /// What is shown in a chat. No document has the words: these are the ones of the project whose routes the gateway's mirror.
    ChatPresence {
        /// A message is made.
        Composing = "composing",
        /// None any more.
        Paused = "paused",
    }
}

open_words! {
    /// What kind of message is made. No document has the words, as for [`ChatPresence`].
    PresenceMedia {
        /// A sound is recorded.
        Audio = "audio",
    }
}

impl SendPresence {
    /// Shows this in that chat.
    pub fn new(phone: impl Into<String>, state: ChatPresence) -> Self {
        Self { phone: phone.into(), state, media: None }
    }

    /// Shows in that chat that a sound is recorded.
    pub fn recording(phone: impl Into<String>) -> Self {
        Self { media: Some(PresenceMedia::Audio), ..Self::new(phone, ChatPresence::Composing) }
    }
}

endpoint! {
    Vzaps: SendPresence => Confirmed, "message.presence", InstanceOnly, Idempotent,
    POST("/instances/", instance, "/chat/presence"), json, |answer| answer.is_good()
}
