//! Statuses (stories).

use serde::{Serialize, Serializer};
use wagate_sdk_core::Error;
use wagate_sdk_core::adapter::{Body, TimeoutClass};
use wagate_sdk_core::endpoint;

use super::MediaFile;
use crate::Evolution;
use crate::messages::SentMessage;

/// Posts a status (story). `POST /message/sendStatus/{instance}`
///
/// Who sees it must be told: either [`status_jid_list`](Self::status_jid_list) or [`all_contacts`](Self::all_contacts). The request is
/// JSON: the server's other form is `multipart/form-data` with the file as `file`.
///
/// Source: `evolution-foundation/evolution-api` 2.3.7, `src/api/routes/sendMessage.router.ts`, `src/validate/message.schema.ts`,
/// `src/api/dto/sendMessage.dto.ts`; observed on a running server above a stand-in for WhatsApp. It is sent at most once.
///
/// # Errors
/// [`Error::InvalidRequest`] when nobody would see it, or when a text lacks its colour or font. Every 500, and a 400 "Timed Out" or
/// "Connection Closed", leaves the outcome unknown. Before anything leaves, [`Error::InvalidRequest`] for base64 with a `data:` prefix.
#[derive(Debug, Clone, Serialize)]
#[serde(rename_all = "camelCase")]
#[non_exhaustive]
pub struct SendStatus {
    /// What it is.
    #[serde(rename = "type")]
    pub kind: StatusKind,
    /// The text or the file. The server demands it, although its schema does not say so.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub content: Option<StatusContent>,
    /// The text below an image or a video.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub caption: Option<String>,
    /// The colour behind a text, such as `#008000`; mandatory for a text.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub background_color: Option<String>,
    /// The font of a text, 1 to 5; mandatory for a text. The schema takes 0 too, which the code reads as none.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub font: Option<u8>,
    /// The JIDs of those who see it, each beginning with a digit, at least one, none twice.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub status_jid_list: Option<Vec<String>>,
    /// Whether all stored contacts see it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub all_contacts: Option<bool>,
}

impl SendStatus {
    /// A status of this kind, without content yet.
    pub fn new(kind: StatusKind) -> Self {
        Self {
            kind,
            content: None,
            caption: None,
            background_color: None,
            font: None,
            status_jid_list: None,
            all_contacts: None,
        }
    }

    /// A text on a colour, in a font from 1 to 5.
    pub fn text(text: impl Into<String>, background_color: impl Into<String>, font: u8) -> Self {
        Self {
            content: Some(StatusContent::Text(text.into())),
            background_color: Some(background_color.into()),
            font: Some(font),
            ..Self::new(StatusKind::Text)
        }
    }

    /// A file of this kind.
    pub fn file(kind: StatusKind, file: MediaFile) -> Self {
        Self { content: Some(StatusContent::File(file)), ..Self::new(kind) }
    }
}

/// What a status is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "lowercase")]
#[non_exhaustive]
pub enum StatusKind {
    /// A text.
    Text,
    /// An image.
    Image,
    /// A voice note.
    Audio,
    /// A video.
    Video,
}

/// The content of a status.
#[derive(Debug, Clone)]
#[non_exhaustive]
pub enum StatusContent {
    /// A text.
    Text(String),
    /// A file.
    File(MediaFile),
}

impl Serialize for StatusContent {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        match self {
            Self::Text(text) => to.serialize_str(text),
            Self::File(file) => file.serialize(to),
        }
    }
}

endpoint! {
    Evolution: SendStatus => SentMessage, "message.send_status", InstanceOnly, AtMostOnce,
    POST("/message/sendStatus/", instance), |sent| sent.id().is_some();

    const TIMEOUT: TimeoutClass = TimeoutClass::Media;

    fn body(&self) -> Result<Body, Error> {
        match &self.content {
            Some(StatusContent::File(file)) => file.json_of(self),
            Some(StatusContent::Text(_)) | None => Body::json(self),
        }
    }
}
