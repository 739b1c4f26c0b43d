//! Images, videos, sounds and documents.

use std::time::Duration;

use serde::Serialize;
use wagate_sdk_core::adapter::{Body, TimeoutClass};
use wagate_sdk_core::endpoint;
use wagate_sdk_core::{Error, Upload};

use super::{MessageSent, waits};
use crate::Ryze;

/// Sends an image, a video, a sound or a document.
///
/// `POST /api/message/media/:instance`, [documented](https://docs.ryzeapi.cloud/en/api/messages/media). Not idempotent. The largest size is
/// not documented.
///
/// # Errors
/// [`Error::InvalidRequest`] before anything leaves unless exactly one of [`media_url`](Self::media_url),
/// [`media_base64`](Self::media_base64) and [`file`](Self::file) is set; else as [`SendText`](super::SendText).
#[derive(Debug, Clone, Serialize)]
#[serde(rename_all = "camelCase")]
#[non_exhaustive]
pub struct SendMedia {
    /// The recipient, as in [`SendText::number`](super::SendText::number).
    pub number: String,
    /// What kind of file it is.
    pub media_type: MediaType,
    /// A public URL of the file.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub media_url: Option<String>,
    /// The file in base64. A newer field of the gateway, which an older page of its documents lacks.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub media_base64: Option<String>,
    /// The file itself, which goes out as `mediaBase64`: it is encoded while it is sent, and never stands in memory as a whole.
    #[serde(rename = "mediaBase64", skip_serializing_if = "Option::is_none")]
    pub file: Option<Upload>,
    /// The caption.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub message: Option<String>,
    /// The file's media type, such as `image/png`. The gateway finds it out unless it is set.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub mime_type: Option<String>,
    /// The file's name, shown for documents.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub file_name: Option<String>,
    /// Whether a sound is a voice note. For sounds only; the gateway's default is **true**.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub is_voice: Option<bool>,
    /// A sound's length in seconds.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub duration: Option<u64>,
    /// A sound's shape as it is drawn, each value between 0 and 255.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub waveform: Option<Vec<u8>>,
    /// Seconds of "typing" before it is sent, as in [`SendText::delay`](super::SendText::delay).
    #[serde(skip_serializing_if = "Option::is_none")]
    pub delay: Option<u64>,
    /// The id of the message that is answered, as in [`SendText::reply_to`](super::SendText::reply_to).
    #[serde(skip_serializing_if = "Option::is_none")]
    pub reply_to: Option<String>,
    /// Answers a group's message in its author's private chat, as in [`SendText::reply_private`](super::SendText::reply_private).
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

/// The kind of a file.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "lowercase")]
#[non_exhaustive]
pub enum MediaType {
    /// An image.
    Image,
    /// A video.
    Video,
    /// A sound: a voice note unless [`SendMedia::is_voice`] says otherwise.
    Audio,
    /// Any other file.
    Document,
}

impl SendMedia {
    /// A file that the gateway fetches from a URL.
    pub fn url(number: impl Into<String>, media_type: MediaType, url: impl Into<String>) -> Self {
        Self { media_url: Some(url.into()), ..Self::without_file(number.into(), media_type) }
    }

    /// A file that travels with the request, in base64.
    pub fn base64(number: impl Into<String>, media_type: MediaType, base64: impl Into<String>) -> Self {
        Self { media_base64: Some(base64.into()), ..Self::without_file(number.into(), media_type) }
    }

    /// A file that travels with the request, read while it is sent.
    pub fn file(number: impl Into<String>, media_type: MediaType, file: Upload) -> Self {
        Self { file: Some(file), ..Self::without_file(number.into(), media_type) }
    }

    fn without_file(number: String, media_type: MediaType) -> Self {
        Self {
            number,
            media_type,
            media_url: None,
            media_base64: None,
            file: None,
            message: None,
            mime_type: None,
            file_name: None,
            is_voice: None,
            duration: None,
            waveform: None,
            delay: None,
            reply_to: None,
            reply_private: None,
            mention: None,
            mention_all: None,
            source: None,
        }
    }
}

endpoint! {
    Ryze: SendMedia => MessageSent, "message.media", InstanceOnly, AtMostOnce,
    POST("/api/message/media/", instance), |response| response.succeeded();

    const TIMEOUT: TimeoutClass = TimeoutClass::Media;

    fn body(&self) -> Result<Body, Error> {
        let given = [self.media_url.is_some(), self.media_base64.is_some(), self.file.is_some()];
        if given.into_iter().filter(|given| *given).count() != 1 {
            return Err(Error::invalid("exactly one of `media_url`, `media_base64` and `file` must be set"));
        }
        Body::json_with_file(self, self.file.as_ref())
    }

    fn server_waits(&self) -> Duration {
        waits(self.delay)
    }
}
