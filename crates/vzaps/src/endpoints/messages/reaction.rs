//! Reactions.

use std::time::SystemTime;

use serde::{Deserialize, Serialize};
use wagate_sdk_core::{endpoint, wire};

use crate::{Confirmed, Envelope, Vzaps};

/// Puts an emoji on a message. `POST /instances/{id}/chat/react`
///
/// Source: the official Python and Go clients; the answer is inferred from that to [`Vote`](super::Vote). It is sent at most once, since a
/// reaction is a message.
#[derive(Debug, Clone, Serialize)]
#[non_exhaustive]
pub struct React {
    /// The message's chat: a number's digits or a group's JID.
    pub phone: String,
    /// The message's id on WhatsApp. That `me:` before it marks one that this instance sent is documented for [`Vote`](super::Vote) only,
    /// and taken to hold here.
    pub message_id: String,
    /// The emoji.
    pub reaction: String,
}

impl React {
    /// This emoji on a message of that chat.
    pub fn new(phone: impl Into<String>, message_id: impl Into<String>, reaction: impl Into<String>) -> Self {
        Self { phone: phone.into(), message_id: message_id.into(), reaction: reaction.into() }
    }
}

endpoint! {
    Vzaps: React => Envelope<Registered>, "message.react", InstanceOnly, AtMostOnce,
    POST("/instances/", instance, "/chat/react"), json, |answer| answer.is_good()
}

/// The answer to [`React`] and to [`Vote`](super::Vote).
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
#[non_exhaustive]
pub struct Registered {
    /// A text for people.
    #[serde(deserialize_with = "wire::text")]
    pub details: Option<String>,
    /// When.
    #[serde(deserialize_with = "wire::time")]
    pub timestamp: Option<SystemTime>,
    /// The id of the reaction or vote itself.
    #[serde(deserialize_with = "wire::text")]
    pub id: Option<String>,
}

/// Takes a reaction back. `DELETE /instances/{id}/chat/react` with a JSON body
///
/// Source: the official Python and Go clients. It is sent at most once, since it is a message too.
#[derive(Debug, Clone, Serialize)]
#[non_exhaustive]
pub struct RemoveReaction {
    /// The message's chat, as in [`React::phone`].
    pub phone: String,
    /// The message's id, as in [`React::message_id`].
    pub message_id: String,
}

impl RemoveReaction {
    /// From a message of that chat.
    pub fn new(phone: impl Into<String>, message_id: impl Into<String>) -> Self {
        Self { phone: phone.into(), message_id: message_id.into() }
    }
}

endpoint! {
    Vzaps: RemoveReaction => Confirmed, "message.react.remove", InstanceOnly, AtMostOnce,
    DELETE("/instances/", instance, "/chat/react"), json, |answer| answer.is_good()
}
