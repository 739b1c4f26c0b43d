//! Sends. An accepted message is in the instance's queue; whether it was delivered comes later, as an event.

use serde::{Deserialize, Serialize};
use wagate_sdk_core::endpoint;
use wagate_sdk_core::wire;

use super::Envelope;
use crate::Vzaps;

/// Sends a text. `POST /instances/{id}/chat/send/text`
///
/// Source: <https://docs.vzaps.com/en/sdk/python/messages> and the official Go client (documented). It is
/// sent at most once: whether the same [`id`](Self::id) twice is refused, merged or sent twice is not
/// documented.
#[derive(Debug, Clone, Serialize)]
#[non_exhaustive]
pub struct SendText {
    /// The recipient: a number with its country code, digits only, or a group's JID.
    pub phone: String,
    /// The text. Its greatest length is not documented.
    pub message: String,
    /// The id that the message shall have; the gateway makes one unless set.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub id: Option<String>,
    /// A delay before it is sent. **Its unit is documented nowhere**, which is why no portable option sets
    /// it. It passes in the queue: the call does not wait.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub delay: Option<u64>,
    /// The WhatsApp ids of those who are mentioned.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub mentioned_ids: Option<Vec<String>>,
    /// The WhatsApp id of the message that is answered.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub reply_to_message_id: Option<String>,
}

impl SendText {
    /// A text to a number's digits or a group's JID.
    pub fn new(phone: impl Into<String>, message: impl Into<String>) -> Self {
        Self {
            phone: phone.into(),
            message: message.into(),
            id: None,
            delay: None,
            mentioned_ids: None,
            reply_to_message_id: None,
        }
    }
}

endpoint! {
    Vzaps: SendText => Envelope<Queued>, "message.send.text", InstanceOnly, AtMostOnce,
    POST("/instances/", instance, "/chat/send/text"), json, |answer| answer.is_good()
}

/// Sends an image. `POST /instances/{id}/chat/send/image`
///
/// Source: <https://docs.vzaps.com/en/sdk/python/messages> and the official Go client (documented). It is
/// sent at most once, as [`SendText`].
#[derive(Debug, Clone, Serialize)]
#[non_exhaustive]
pub struct SendImage {
    /// The recipient: a number with its country code, digits only, or a group's JID.
    pub phone: String,
    /// The image's URL, which the gateway fetches. Whether it takes base64 as well is not documented;
    /// greatest sizes are not either.
    pub image: String,
    /// The text below it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub caption: Option<String>,
    /// The id that the message shall have; the gateway makes one unless set.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub id: Option<String>,
    /// A delay before it is sent. **Its unit is documented nowhere**; see [`SendText::delay`].
    #[serde(skip_serializing_if = "Option::is_none")]
    pub delay: Option<u64>,
    /// The WhatsApp ids of those who are mentioned.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub mentioned_ids: Option<Vec<String>>,
    /// The WhatsApp id of the message that is answered.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub reply_to_message_id: Option<String>,
}

impl SendImage {
    /// An image, by its URL, to a number's digits or a group's JID.
    pub fn new(phone: impl Into<String>, image: impl Into<String>) -> Self {
        Self {
            phone: phone.into(),
            image: image.into(),
            caption: None,
            id: None,
            delay: None,
            mentioned_ids: None,
            reply_to_message_id: None,
        }
    }
}

endpoint! {
    Vzaps: SendImage => Envelope<Queued>, "message.send.image", InstanceOnly, AtMostOnce,
    POST("/instances/", instance, "/chat/send/image"), json, |answer| answer.is_good()
}

/// The answer to a send: the message is in the instance's queue.
#[derive(Debug, Clone, Deserialize)]
#[non_exhaustive]
pub struct Queued {
    /// The message's id on WhatsApp.
    #[serde(deserialize_with = "wire::required_text")]
    pub message_id: String,
}
