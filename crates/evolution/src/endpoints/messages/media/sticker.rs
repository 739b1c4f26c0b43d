//! Stickers.

use std::time::Duration;

use serde::Serialize;
use wagate_sdk_core::Error;
use wagate_sdk_core::adapter::{Body, TimeoutClass};
use wagate_sdk_core::endpoint;

use super::MediaFile;
use crate::Evolution;
use crate::messages::{Quoted, SentMessage};

/// Sends a sticker; the server makes WebP of the picture. `POST /message/sendSticker/{instance}`
///
/// The request is JSON: with `multipart/form-data` the server fails.
///
/// Source: `evolution-foundation/evolution-api` 2.3.7, `src/api/routes/sendMessage.router.ts`, `src/validate/message.schema.ts`,
/// `src/api/dto/sendMessage.dto.ts`; observed on a running server above a stand-in for WhatsApp. It is sent at most once.
///
/// # Errors
/// [`Error::MediaRejected`] when the file is neither a URL nor base64; [`Error::RecipientInvalid`] when the number is not on
/// WhatsApp. Every 500, and a 400 "Timed Out" or "Connection Closed", leaves the outcome unknown. Before anything leaves,
/// [`Error::InvalidRequest`] for base64 with a `data:` prefix.
#[derive(Debug, Clone, Serialize)]
#[serde(rename_all = "camelCase")]
#[non_exhaustive]
pub struct SendSticker {
    /// The recipient, as in [`SendText`](crate::messages::SendText).
    pub number: String,
    /// The picture.
    pub sticker: MediaFile,
    /// Whether base64 is sent as it is, without making WebP of it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub not_convert_sticker: Option<bool>,
    /// How long "typing" shows before it is sent, in milliseconds. The server answers only after it; the timeout is longer by as much.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub delay: Option<u64>,
    /// The message that this one answers.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub quoted: Option<Quoted>,
    /// Whether everyone in the group is mentioned, as in [`SendText`](crate::messages::SendText).
    #[serde(rename = "mentionsEveryOne", skip_serializing_if = "Option::is_none")]
    pub mentions_everyone: Option<bool>,
    /// Who in the group is mentioned: numbers or JIDs that begin with a digit, at least one, none twice.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub mentioned: Option<Vec<String>>,
}

impl SendSticker {
    /// A sticker to a number or JID.
    pub fn new(number: impl Into<String>, sticker: MediaFile) -> Self {
        Self {
            number: number.into(),
            sticker,
            not_convert_sticker: None,
            delay: None,
            quoted: None,
            mentions_everyone: None,
            mentioned: None,
        }
    }
}

endpoint! {
    Evolution: SendSticker => SentMessage, "message.send_sticker", InstanceOnly, AtMostOnce,
    POST("/message/sendSticker/", instance), |sent| sent.id().is_some();

    const TIMEOUT: TimeoutClass = TimeoutClass::Media;

    fn body(&self) -> Result<Body, Error> {
        self.sticker.json_of(self)
    }

    fn server_waits(&self) -> Duration {
        Duration::from_millis(self.delay.unwrap_or_default())
    }
}
