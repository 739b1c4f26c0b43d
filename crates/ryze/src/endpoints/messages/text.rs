//! Texts.

use std::time::Duration;

use serde::Serialize;

use super::{MessageSent, waits};
use wagate_sdk_core::endpoint;

use crate::Ryze;

/// Sends a text to a person, a group or a channel.
///
/// `POST /api/message/text/:instance`, [documented](https://docs.ryzeapi.cloud/en/api/messages/text). Not idempotent.
///
/// # Errors
/// [`Error::RecipientInvalid`](wagate_sdk_core::Error::RecipientInvalid) when the number is not on WhatsApp, [`Error::InstanceOffline`](wagate_sdk_core::Error::InstanceOffline) when the instance has no connection.
#[derive(Debug, Clone, Serialize)]
#[serde(rename_all = "camelCase")]
#[non_exhaustive]
pub struct SendText {
    /// The recipient: digits with the country code (preferred), or a JID of a person, a LID, a group or a newsletter. Brazilian numbers are
    /// tried with and without their ninth digit.
    pub number: String,
    /// The text. Its longest length is not documented.
    pub message: String,
    /// Seconds of "typing" before it is sent; the answer comes after them. The most is not documented.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub delay: Option<u64>,
    /// Whether a preview of the URL in the text is shown. The default is not documented.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub link_preview: Option<bool>,
    /// The id of the message that is answered. It must belong to this instance and be stored at the gateway.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub reply_to: Option<String>,
    /// Answers a group's message in its author's private chat. Ignored when the message is not from a group.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub reply_private: Option<bool>,
    /// Who is mentioned: numbers or JIDs. In groups only.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub mention: Option<Vec<String>>,
    /// Mentions every member without naming them. In groups only.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub mention_all: Option<bool>,
    /// A label of the message's origin, which events repeat; `api` unless set.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub source: Option<String>,
}

impl SendText {
    /// This text to that recipient.
    pub fn new(number: impl Into<String>, message: impl Into<String>) -> Self {
        Self {
            number: number.into(),
            message: message.into(),
            delay: None,
            link_preview: None,
            reply_to: None,
            reply_private: None,
            mention: None,
            mention_all: None,
            source: None,
        }
    }
}

endpoint! {
    Ryze: SendText => MessageSent, "message.text", InstanceOnly, AtMostOnce,
    POST("/api/message/text/", instance), json, |response| response.succeeded();

    fn server_waits(&self) -> Duration {
        waits(self.delay)
    }
}
