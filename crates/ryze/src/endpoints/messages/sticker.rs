//! Stickers.

use std::time::Duration;

use serde::Serialize;
use wagate_sdk_core::adapter::{Body, TimeoutClass};
use wagate_sdk_core::endpoint;
use wagate_sdk_core::{DataUrl, Error};

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
    /// The picture: a PNG, JPEG or GIF.
    pub image_url: ImageUrl,
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

/// A picture where the gateway wants a URL.
#[derive(Debug, Clone, Serialize)]
#[serde(untagged)]
#[non_exhaustive]
pub enum ImageUrl {
    /// A public URL, or a `data:` URL that holds the picture in base64.
    Url(String),
    /// The picture itself, which goes out as a `data:` URL: it is encoded while it is sent.
    File(DataUrl),
}

impl From<String> for ImageUrl {
    fn from(url: String) -> Self {
        Self::Url(url)
    }
}

impl From<&str> for ImageUrl {
    fn from(url: &str) -> Self {
        Self::Url(url.to_owned())
    }
}

impl From<DataUrl> for ImageUrl {
    fn from(file: DataUrl) -> Self {
        Self::File(file)
    }
}

impl SendSticker {
    /// This picture, by its public URL or as a `data:` URL, to that recipient.
    pub fn new(number: impl Into<String>, image_url: impl Into<ImageUrl>) -> Self {
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
    POST("/api/message/sticker/", instance), |response| response.succeeded();

    const TIMEOUT: TimeoutClass = TimeoutClass::Media;

    fn body(&self) -> Result<Body, Error> {
        let file = match &self.image_url {
            ImageUrl::File(file) => Some(file.file()),
            ImageUrl::Url(_) => None,
        };
        Body::json_with_file(self, file)
    }

    fn server_waits(&self) -> Duration {
        waits(self.delay)
    }
}
