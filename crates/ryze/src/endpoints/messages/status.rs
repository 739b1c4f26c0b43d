//! The status (story) that all contacts see for a day.

use serde::Serialize;
use wagate_sdk_core::Error;
use wagate_sdk_core::adapter::{Body, TimeoutClass};
use wagate_sdk_core::endpoint;

use super::MessageSent;
use crate::Ryze;

/// Publishes a status that lives 24 hours. It has no recipient, quotes nothing and knows no delay.
///
/// `POST /api/message/status/:instance`, [documented](https://docs.ryzeapi.cloud/en/api/messages/status). Not idempotent.
///
/// # Errors
/// [`Error::InvalidRequest`] before anything leaves when [`media_url`](Self::media_url) is missing and [`kind`](Self::kind) is not
/// [`StatusType::Text`]; else as [`SendText`](super::SendText).
#[derive(Debug, Clone, Serialize)]
#[serde(rename_all = "camelCase")]
#[non_exhaustive]
pub struct PublishStatus {
    /// What is published.
    #[serde(rename = "type")]
    pub kind: StatusType,
    /// The text, or the file's caption. A client of the gateway sends it with files too, so it always goes out, even empty.
    pub message: String,
    /// The file's URL; needed unless it is a text.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub media_url: Option<String>,
    /// The file's media type, such as `image/png`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub mime_type: Option<String>,
    /// The file's name.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub file_name: Option<String>,
    /// The colour behind a text, such as `#128C7E`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub background_color: Option<String>,
    /// A text's font. The documents name `system`, `serif` and `sans-serif` among others.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub font: Option<String>,
    /// Whether a sound is a voice note. For sounds only; the gateway's default is **true**.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub is_voice: Option<bool>,
    /// A sound's length in seconds.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub duration: Option<u64>,
    /// A sound's shape as it is drawn, each value between 0 and 255.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub waveform: Option<Vec<u8>>,
    /// A label of the message's origin, which events repeat; `api` unless set.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub source: Option<String>,
}

/// What a status is made of.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "lowercase")]
#[non_exhaustive]
pub enum StatusType {
    /// A text.
    Text,
    /// An image.
    Image,
    /// A video.
    Video,
    /// A sound: a voice note unless [`PublishStatus::is_voice`] says otherwise.
    Audio,
}

impl PublishStatus {
    /// A text.
    pub fn text(text: impl Into<String>) -> Self {
        Self::of(StatusType::Text, None, text.into())
    }

    /// A file that the gateway fetches from a URL, with its caption, which may be empty.
    pub fn file(kind: StatusType, url: impl Into<String>, caption: impl Into<String>) -> Self {
        Self::of(kind, Some(url.into()), caption.into())
    }

    fn of(kind: StatusType, media_url: Option<String>, message: String) -> Self {
        Self {
            kind,
            message,
            media_url,
            mime_type: None,
            file_name: None,
            background_color: None,
            font: None,
            is_voice: None,
            duration: None,
            waveform: None,
            source: None,
        }
    }
}

endpoint! {
    Ryze: PublishStatus => MessageSent, "message.status", InstanceOnly, AtMostOnce,
    POST("/api/message/status/", instance), |response| response.succeeded();

    const TIMEOUT: TimeoutClass = TimeoutClass::Media;

    fn body(&self) -> Result<Body, Error> {
        if self.kind != StatusType::Text && self.media_url.is_none() {
            return Err(Error::invalid("a status that is no text needs `media_url`"));
        }
        Body::json(self)
    }
}
