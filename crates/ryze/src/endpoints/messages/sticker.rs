//! Stickers.

use std::time::Duration;

use serde::Serialize;
use wagate_sdk_core::adapter::TimeoutClass;
use wagate_sdk_core::endpoint;

use super::{MessageSent, waits};
use crate::Ryze;

/// Sends a sticker. The gateway makes a WebP of 512 by 512 pixels of the picture.
///
/// `POST /api/message/sticker/:instance`, [documented](https://docs.ryzeapi.cloud/en/api/messages/sticker). Not idempotent.
///
/// # Errors
/// As [`SendText`](super::SendText).
#[derive(Debug, Clone, Serialize)]
#[serde(rename_all = "camelCase")]
#[non_exhaustive]
pub struct SendSticker {
    /// The recipient, as in [`SendText::number`](super::SendText::number).
    pub number: String,
    /// A public URL of a PNG, JPEG or GIF, or a `data:` URL that holds one in base64.
    pub image_url: String,
    /// Seconds of "typing" before it is sent, as in [`SendText::delay`](super::SendText::delay).
    #[serde(skip_serializing_if = "Option::is_none")]
    pub delay: Option<u64>,
    /// The id of the message that is answered, as in [`SendText::reply_to`](super::SendText::reply_to).
    #[serde(skip_serializing_if = "Option::is_none")]
    pub reply_to: Option<String>,
    /// Answers a group's message in its author's private chat, as in [`SendText::reply_private`](super::SendText::reply_private).
    #[serde(skip_serializing_if = "Option::is_none")]
    pub reply_private: Option<bool>,
    /// A label of the message's origin, which events repeat; `api` unless set.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub source: Option<String>,
}

impl SendSticker {
    /// This picture, by its public URL or as a `data:` URL, to that recipient.
    pub fn new(number: impl Into<String>, image_url: impl Into<String>) -> Self {
        Self {
            number: number.into(),
            image_url: image_url.into(),
            delay: None,
            reply_to: None,
            reply_private: None,
            source: None,
        }
    }
}

endpoint! {
    Ryze: SendSticker => MessageSent, "message.sticker", InstanceOnly, AtMostOnce,
    POST("/api/message/sticker/", instance), json, |response| response.succeeded();

    const TIMEOUT: TimeoutClass = TimeoutClass::Media;

    fn server_waits(&self) -> Duration {
        waits(self.delay)
    }
}
