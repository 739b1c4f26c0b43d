//! Files as parts of a form, `multipart/form-data`.

use wagate_sdk_core::adapter::{Body, Form, TimeoutClass};
use wagate_sdk_core::endpoint;
use wagate_sdk_core::{Error, Upload};

use super::MediaKind;
use crate::Evolution;
use crate::messages::SentMessage;

/// The field that the server takes a file from.
const FILE: &str = "file";

/// Sends a file as a part of a form: a quarter less on the wire than [`SendMedia`](super::SendMedia), and without its limit of 136 MiB.
/// `POST /message/sendMedia/{instance}`
///
/// Every field of a form is a text, which the server's schema refuses for a delay, a quote and mentions: so a form carries none of them. The
/// file's media type and name go with it.
///
/// Source: `evolution-foundation/evolution-api` 2.3.7, `src/api/routes/sendMessage.router.ts`, `src/validate/message.schema.ts`; observed on a
/// running server. It is sent at most once.
///
/// # Errors
/// As [`SendMedia`](super::SendMedia).
#[derive(Debug, Clone)]
#[non_exhaustive]
pub struct SendMediaForm {
    /// The recipient, as in [`SendText`](crate::messages::SendText).
    pub number: String,
    /// What it is.
    pub mediatype: MediaKind,
    /// The file.
    pub file: Upload,
    /// The text below it.
    pub caption: Option<String>,
}

impl SendMediaForm {
    /// A file to a number or JID.
    pub fn new(number: impl Into<String>, mediatype: MediaKind, file: Upload) -> Self {
        Self { number: number.into(), mediatype, file, caption: None }
    }
}

/// Sends a voice note as a part of a form, which cannot carry a delay. `POST /message/sendWhatsAppAudio/{instance}`
///
/// Source and errors as for [`SendAudio`](super::SendAudio). It is sent at most once.
#[derive(Debug, Clone)]
#[non_exhaustive]
pub struct SendAudioForm {
    /// The recipient, as in [`SendText`](crate::messages::SendText).
    pub number: String,
    /// The sound.
    pub file: Upload,
}

impl SendAudioForm {
    /// A voice note to a number or JID.
    pub fn new(number: impl Into<String>, file: Upload) -> Self {
        Self { number: number.into(), file }
    }
}

/// Sends a round video as a part of a form, which cannot carry a delay, a quote or mentions. `POST /message/sendPtv/{instance}`
///
/// Source and errors as for [`SendPtv`](super::SendPtv). It is sent at most once.
#[derive(Debug, Clone)]
#[non_exhaustive]
pub struct SendPtvForm {
    /// The recipient, as in [`SendText`](crate::messages::SendText).
    pub number: String,
    /// The video.
    pub file: Upload,
}

impl SendPtvForm {
    /// A round video to a number or JID.
    pub fn new(number: impl Into<String>, file: Upload) -> Self {
        Self { number: number.into(), file }
    }
}

endpoint! {
    Evolution: SendMediaForm => SentMessage, "message.send_media", InstanceOnly, AtMostOnce,
    POST("/message/sendMedia/", instance), |sent| sent.id().is_some();

    const TIMEOUT: TimeoutClass = TimeoutClass::Media;

    fn body(&self) -> Result<Body, Error> {
        Form::new()
            .text("number", &*self.number)
            .text("mediatype", self.mediatype.word())
            .text_if_some("mimetype", self.file.media_type())
            .text_if_some("fileName", self.file.file_name())
            .text_if_some("caption", self.caption.as_deref())
            .with_file(FILE, &self.file)
    }
}

endpoint! {
    Evolution: SendAudioForm => SentMessage, "message.send_audio", InstanceOnly, AtMostOnce,
    POST("/message/sendWhatsAppAudio/", instance), |sent| sent.id().is_some();

    const TIMEOUT: TimeoutClass = TimeoutClass::Media;

    fn body(&self) -> Result<Body, Error> {
        Form::new().text("number", &*self.number).with_file(FILE, &self.file)
    }
}

endpoint! {
    Evolution: SendPtvForm => SentMessage, "message.send_ptv", InstanceOnly, AtMostOnce,
    POST("/message/sendPtv/", instance), |sent| sent.id().is_some();

    const TIMEOUT: TimeoutClass = TimeoutClass::Media;

    fn body(&self) -> Result<Body, Error> {
        Form::new().text("number", &*self.number).with_file(FILE, &self.file)
    }
}
