//! Images, videos, documents and audio files.

mod audio;
mod form;
mod ptv;
mod status;
mod sticker;

use std::fmt;
use std::time::Duration;

use serde::{Serialize, Serializer};
use wagate_sdk_core::adapter::{Body, TimeoutClass};
use wagate_sdk_core::endpoint;
use wagate_sdk_core::{Error, Upload};

use super::{Quoted, SentMessage};
use crate::Evolution;

pub use audio::SendAudio;
pub use form::{SendAudioForm, SendMediaForm, SendPtvForm};
pub use ptv::SendPtv;
pub use status::{SendStatus, StatusContent, StatusKind};
pub use sticker::SendSticker;

/// Sends an image, a video, a document or an audio file. `POST /message/sendMedia/{instance}`
///
/// The request is JSON: the server's other form, `multipart/form-data` with the file as `file`, cannot carry a delay, a quote or
/// mentions; it is [`SendMediaForm`]. Images are always encoded again, as JPEG.
///
/// Source: `evolution-foundation/evolution-api` 2.3.7, `src/api/routes/sendMessage.router.ts`, `src/validate/message.schema.ts`,
/// `src/api/dto/sendMessage.dto.ts`; observed on a running server. It is sent at most once.
///
/// # Errors
/// [`Error::MediaRejected`] when the file is neither a URL nor base64; [`Error::RecipientInvalid`] when the number is not on
/// WhatsApp. A 500, as for a URL that the server cannot fetch, and a 400 "Timed Out" or "Connection Closed", leaves the outcome unknown.
/// Before anything leaves, [`Error::InvalidRequest`] for base64 with a `data:` prefix, and for a document in base64 without a file name.
#[derive(Debug, Clone, Serialize)]
#[serde(rename_all = "camelCase")]
#[non_exhaustive]
pub struct SendMedia {
    /// The recipient, as in [`SendText`](super::SendText).
    pub number: String,
    /// What it is.
    pub mediatype: MediaKind,
    /// The file.
    pub media: MediaFile,
    /// The media type, such as `image/png`. For all but images the server derives it from the file name where there is one.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub mimetype: Option<String>,
    /// The file's name; mandatory for a document in base64.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub file_name: Option<String>,
    /// The text below it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub caption: Option<String>,
    /// How long "typing" shows before it is sent, in milliseconds. The server answers only after it; the timeout is longer by as much.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub delay: Option<u64>,
    /// The message that this one answers.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub quoted: Option<Quoted>,
    /// Whether everyone in the group is mentioned, as in [`SendText`](super::SendText).
    #[serde(rename = "mentionsEveryOne", skip_serializing_if = "Option::is_none")]
    pub mentions_everyone: Option<bool>,
    /// Who in the group is mentioned: numbers or JIDs that begin with a digit, at least one, none twice.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub mentioned: Option<Vec<String>>,
}

impl SendMedia {
    /// A file to a number or JID.
    pub fn new(number: impl Into<String>, mediatype: MediaKind, media: MediaFile) -> Self {
        Self {
            number: number.into(),
            mediatype,
            media,
            mimetype: None,
            file_name: None,
            caption: None,
            delay: None,
            quoted: None,
            mentions_everyone: None,
            mentioned: None,
        }
    }

    /// Whether the server can take it.
    pub(crate) fn check(&self) -> Result<(), Error> {
        self.media.check()?;
        let is_bare_document =
            self.mediatype == MediaKind::Document && !matches!(self.media, MediaFile::Url(_));
        if is_bare_document && self.file_name.as_deref().is_none_or(str::is_empty) {
            return Err(Error::invalid("a document in base64 needs a file name"));
        }
        Ok(())
    }
}

impl MediaKind {
    /// The server's word for it.
    pub(crate) const fn word(self) -> &'static str {
        match self {
            Self::Image => "image",
            Self::Document => "document",
            Self::Video => "video",
            Self::Audio => "audio",
        }
    }
}

/// What a file is sent as.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "lowercase")]
#[non_exhaustive]
pub enum MediaKind {
    /// An image.
    Image,
    /// A document, shown with its name.
    Document,
    /// A video.
    Video,
    /// An audio file.
    Audio,
}

/// A file, from a URL, as base64, or itself. `Debug` shows none of them.
#[derive(Clone)]
#[non_exhaustive]
pub enum MediaFile {
    /// An `http` or `https` URL that the server fetches.
    Url(String),
    /// The bytes in base64, without a `data:` prefix.
    Base64(String),
    /// The file itself, which goes out in base64: it is encoded while it is sent, and never stands in memory as a whole.
    File(Upload),
}

/// The longest JSON that the server reads, in bytes: its parser is set to `136mb`. A form has no such limit.
const LONGEST_JSON: u64 = 136 * 1024 * 1024;

impl MediaFile {
    /// Whether the server can take it.
    pub(crate) fn check(&self) -> Result<(), Error> {
        match self {
            Self::Base64(text) if text.starts_with("data:") => {
                Err(Error::invalid("the server takes base64 without a `data:` prefix"))
            }
            Self::File(file) if file.base64_len() > LONGEST_JSON => Err(too_long()),
            _ => Ok(()),
        }
    }

    /// The request as JSON with this file inside.
    pub(crate) fn json_of<T: Serialize>(&self, request: &T) -> Result<Body, Error> {
        self.check()?;
        let file = match self {
            Self::File(file) => Some(file),
            Self::Url(_) | Self::Base64(_) => None,
        };
        let body = Body::json_with_file(request, file)?;
        if body.len() > LONGEST_JSON { Err(too_long()) } else { Ok(body) }
    }
}

fn too_long() -> Error {
    Error::invalid("the file is too long for this server, which reads 136 MiB of JSON: 102 MiB before base64")
}

impl Serialize for MediaFile {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        match self {
            Self::Url(text) | Self::Base64(text) => to.serialize_str(text),
            Self::File(file) => file.serialize(to),
        }
    }
}

impl fmt::Debug for MediaFile {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Url(_) => f.write_str("Url(..)"),
            Self::Base64(text) => write!(f, "Base64({} characters)", text.len()),
            Self::File(file) => write!(f, "File({} bytes)", file.len()),
        }
    }
}

endpoint! {
    Evolution: SendMedia => SentMessage, "message.send_media", InstanceOnly, AtMostOnce,
    POST("/message/sendMedia/", instance), |sent| sent.id().is_some();

    const TIMEOUT: TimeoutClass = TimeoutClass::Media;

    fn body(&self) -> Result<Body, Error> {
        self.check()?;
        self.media.json_of(self)
    }

    fn server_waits(&self) -> Duration {
        Duration::from_millis(self.delay.unwrap_or_default())
    }
}
