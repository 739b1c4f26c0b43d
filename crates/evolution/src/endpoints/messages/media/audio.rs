//! Voice notes.

use std::time::Duration;

use serde::Serialize;
use wagate_sdk_core::Error;
use wagate_sdk_core::adapter::{Body, TimeoutClass};
use wagate_sdk_core::endpoint;

use super::MediaFile;
use crate::Evolution;
use crate::messages::{Quoted, SentMessage};

/// Sends a voice note. `POST /message/sendWhatsAppAudio/{instance}`
///
/// The request is JSON: the server's other form, `multipart/form-data` with the file as `file`, cannot carry a delay; it is
/// [`SendAudioForm`](super::SendAudioForm).
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
pub struct SendAudio {
    /// The recipient, as in [`SendText`](crate::messages::SendText).
    pub number: String,
    /// The sound.
    pub audio: MediaFile,
    /// Whether the server makes Ogg with Opus of it first; it does unless this is `false`. What cannot be read becomes an empty voice note.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub encoding: Option<bool>,
    /// How long "recording" shows before it is sent, in milliseconds. The server answers only after it; the timeout is longer by as much.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub delay: Option<u64>,
    /// The server takes it and ignores it: a voice note answers nothing.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub quoted: Option<Quoted>,
}

impl SendAudio {
    /// A voice note to a number or JID.
    pub fn new(number: impl Into<String>, audio: MediaFile) -> Self {
        Self { number: number.into(), audio, encoding: None, delay: None, quoted: None }
    }
}

endpoint! {
    Evolution: SendAudio => SentMessage, "message.send_audio", InstanceOnly, AtMostOnce,
    POST("/message/sendWhatsAppAudio/", instance), |sent| sent.id().is_some();

    const TIMEOUT: TimeoutClass = TimeoutClass::Media;

    fn body(&self) -> Result<Body, Error> {
        self.audio.json_of(self)
    }

    fn server_waits(&self) -> Duration {
        Duration::from_millis(self.delay.unwrap_or_default())
    }
}
