//! Sending messages. No send is idempotent, and no key makes one so: after a timeout a message may have been sent.

use std::time::{Duration, SystemTime};

use http::Method;
use serde::de::IgnoredAny;
use serde::{Deserialize, Serialize};
use wagate_sdk_core::adapter::{Body, Endpoint, InstanceOnly, Path, Safety, TimeoutClass};
use wagate_sdk_core::{Error, wire};

use crate::Ryze;

/// Beyond this nobody waits for an answer, whatever delay was asked for.
const LONGEST_WAIT: u64 = 24 * 60 * 60;

/// Sends a text to a person, a group or a channel.
///
/// `POST /api/message/text/:instance`, [documented](https://docs.ryzeapi.cloud/en/api/messages/text). Not idempotent.
///
/// # Errors
/// [`Error::RecipientInvalid`] when the number is not on WhatsApp, [`Error::InstanceOffline`] when the instance has no connection.
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

impl Endpoint for SendText {
    type Provider = Ryze;
    type Scope = InstanceOnly;
    type Response = MessageSent;

    const NAME: &'static str = "message.text";
    const METHOD: Method = Method::POST;
    const SAFETY: Safety = Safety::AtMostOnce;

    fn path(&self, instance: &str, path: &mut Path) {
        path.literal("/api/message/text/").segment(instance);
    }

    fn body(&self) -> Result<Body, Error> {
        Body::json(self)
    }

    fn server_waits(&self) -> Duration {
        waits(self.delay)
    }

    fn succeeded(response: &MessageSent) -> bool {
        response.succeeded()
    }
}

/// Sends an image, a video, a sound or a document.
///
/// `POST /api/message/media/:instance`, [documented](https://docs.ryzeapi.cloud/en/api/messages/media). Not idempotent. The largest size is
/// not documented.
///
/// # Errors
/// [`Error::InvalidRequest`] before anything leaves unless exactly one of [`media_url`](Self::media_url) and
/// [`media_base64`](Self::media_base64) is set; else as [`SendText`].
#[derive(Debug, Clone, Serialize)]
#[serde(rename_all = "camelCase")]
#[non_exhaustive]
pub struct SendMedia {
    /// The recipient, as in [`SendText::number`].
    pub number: String,
    /// What kind of file it is.
    pub media_type: MediaType,
    /// A public URL of the file.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub media_url: Option<String>,
    /// The file in base64. A newer field of the gateway, which an older page of its documents lacks.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub media_base64: Option<String>,
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
    /// Seconds of "typing" before it is sent, as in [`SendText::delay`].
    #[serde(skip_serializing_if = "Option::is_none")]
    pub delay: Option<u64>,
    /// The id of the message that is answered, as in [`SendText::reply_to`].
    #[serde(skip_serializing_if = "Option::is_none")]
    pub reply_to: Option<String>,
    /// Answers a group's message in its author's private chat, as in [`SendText::reply_private`].
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

    fn without_file(number: String, media_type: MediaType) -> Self {
        Self {
            number,
            media_type,
            media_url: None,
            media_base64: None,
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

impl Endpoint for SendMedia {
    type Provider = Ryze;
    type Scope = InstanceOnly;
    type Response = MessageSent;

    const NAME: &'static str = "message.media";
    const METHOD: Method = Method::POST;
    const SAFETY: Safety = Safety::AtMostOnce;
    const TIMEOUT: TimeoutClass = TimeoutClass::Media;

    fn path(&self, instance: &str, path: &mut Path) {
        path.literal("/api/message/media/").segment(instance);
    }

    fn body(&self) -> Result<Body, Error> {
        if self.media_url.is_some() == self.media_base64.is_some() {
            return Err(Error::invalid("exactly one of `media_url` and `media_base64` must be set"));
        }
        Body::json(self)
    }

    fn server_waits(&self) -> Duration {
        waits(self.delay)
    }

    fn succeeded(response: &MessageSent) -> bool {
        response.succeeded()
    }
}

fn waits(delay: Option<u64>) -> Duration {
    Duration::from_secs(delay.unwrap_or_default().min(LONGEST_WAIT))
}

/// The answer to a send.
#[derive(Debug, Clone, Deserialize)]
#[non_exhaustive]
pub struct MessageSent {
    /// `false` for a failure that came with a status of success; the call is then an error.
    #[serde(default, deserialize_with = "wire::truth")]
    pub success: Option<bool>,
    /// `sent` when the message was handed to WhatsApp.
    #[serde(default, deserialize_with = "wire::text")]
    pub status: Option<String>,
    /// The message.
    pub data: SentMessage,
    #[serde(default)]
    error: Option<IgnoredAny>,
}

impl MessageSent {
    fn succeeded(&self) -> bool {
        wire::is_success(self.success, self.error.as_ref())
    }
}

/// A sent message as the gateway tells it. Only the id is certain to be there.
#[derive(Debug, Clone, Deserialize)]
#[serde(rename_all = "camelCase")]
#[non_exhaustive]
pub struct SentMessage {
    /// WhatsApp's id, for quoting, editing and deleting it.
    #[serde(deserialize_with = "wire::required_text")]
    pub message_id: String,
    /// When it was sent.
    #[serde(default, deserialize_with = "wire::time")]
    pub timestamp: Option<SystemTime>,
    /// The message's kind in the gateway's words, such as `text` or `image`.
    #[serde(default, deserialize_with = "wire::text")]
    pub message_type: Option<String>,
    /// The text, or a summary of the message.
    #[serde(default, deserialize_with = "wire::text")]
    pub content: Option<String>,
    /// `outgoing`.
    #[serde(default, deserialize_with = "wire::text")]
    pub direction: Option<String>,
    /// Where it went.
    #[serde(default, deserialize_with = "wire::lenient")]
    pub chat: Option<SentChat>,
    /// Who sent it.
    #[serde(default, deserialize_with = "wire::lenient")]
    pub sender: Option<SentBy>,
    /// The message that it answers.
    #[serde(default, deserialize_with = "wire::lenient")]
    pub reply_to: Option<QuotedMessage>,
    /// The file at WhatsApp, encrypted.
    #[serde(default, deserialize_with = "wire::text")]
    pub media_url: Option<String>,
    /// The file's media type.
    #[serde(default, deserialize_with = "wire::text")]
    pub media_mime_type: Option<String>,
    /// The file's size in bytes.
    #[serde(default, deserialize_with = "wire::number")]
    pub media_size: Option<u64>,
    /// A voice note's length in seconds, where the gateway could tell it.
    #[serde(default, deserialize_with = "wire::number")]
    pub media_duration: Option<u64>,
}

/// The chat of a sent message.
#[derive(Debug, Clone, Deserialize)]
#[serde(rename_all = "camelCase")]
#[non_exhaustive]
pub struct SentChat {
    /// Its JID.
    #[serde(default, deserialize_with = "wire::text")]
    pub jid: Option<String>,
    /// The group's name.
    #[serde(default, deserialize_with = "wire::text")]
    pub group_name: Option<String>,
}

/// The sender of a sent message. What else the gateway tells of it is not documented.
#[derive(Debug, Clone, Deserialize)]
#[non_exhaustive]
pub struct SentBy {
    /// Its JID.
    #[serde(default, deserialize_with = "wire::text")]
    pub jid: Option<String>,
}

/// The message that a sent message answers.
#[derive(Debug, Clone, Deserialize)]
#[serde(rename_all = "camelCase")]
#[non_exhaustive]
pub struct QuotedMessage {
    /// Its id.
    #[serde(default, deserialize_with = "wire::text")]
    pub message_id: Option<String>,
}
