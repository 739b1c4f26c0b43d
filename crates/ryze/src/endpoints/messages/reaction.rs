//! Reactions.

use serde::Serialize;

use super::MessageSent;
use wagate_sdk_core::endpoint;

use crate::Ryze;

/// Puts an emoji on a message, or takes it back. It knows no delay and quotes nothing.
///
/// `POST /api/message/reaction/:instance`, [documented](https://docs.ryzeapi.cloud/en/api/messages/reaction). Not idempotent.
///
/// The answer's [`message_id`](super::SentMessage::message_id) is the reaction's own;
/// [`reply_to`](super::SentMessage::reply_to) is the message that it is put on.
///
/// # Errors
/// [`Error::InvalidRequest`](wagate_sdk_core::Error::InvalidRequest) when [`participant`](Self::participant) is missing; else as [`SendText`](super::SendText).
#[derive(Debug, Clone, Serialize)]
#[serde(rename_all = "camelCase")]
#[non_exhaustive]
pub struct SendReaction {
    /// The chat of the message: digits, or a JID of a person, a LID or a group.
    pub number: String,
    /// The message's id.
    pub message_id: String,
    /// An emoji; `remove` takes it back.
    pub reaction: String,
    /// Whether the message was sent by this instance.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub from_me: Option<bool>,
    /// The JID of the message's author. Needed in groups unless [`from_me`](Self::from_me) is `true`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub participant: Option<String>,
    /// A label of the message's origin, which events repeat; `api` unless set.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub source: Option<String>,
}

impl SendReaction {
    /// Puts this emoji on a message of that chat.
    pub fn new(
        number: impl Into<String>,
        message_id: impl Into<String>,
        reaction: impl Into<String>,
    ) -> Self {
        Self {
            number: number.into(),
            message_id: message_id.into(),
            reaction: reaction.into(),
            from_me: None,
            participant: None,
            source: None,
        }
    }

    /// Takes back what was put on a message of that chat.
    pub fn remove(number: impl Into<String>, message_id: impl Into<String>) -> Self {
        Self::new(number, message_id, "remove")
    }
}

endpoint! {
    Ryze: SendReaction => MessageSent, "message.reaction", InstanceOnly, AtMostOnce,
    POST("/api/message/reaction/", instance), json, |response| response.succeeded()
}
