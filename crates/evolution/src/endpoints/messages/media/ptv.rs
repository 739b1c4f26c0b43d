//! Round videos.

use std::time::Duration;

use serde::Serialize;
use wagate_sdk_core::Error;
use wagate_sdk_core::adapter::{Body, TimeoutClass};
use wagate_sdk_core::endpoint;

use super::MediaFile;
use crate::Evolution;
use crate::messages::{Quoted, SentMessage};

/// Sends a round video. `POST /message/sendPtv/{instance}`
///
/// The request is JSON: the server's other form is `multipart/form-data` with the file as `file`:
/// [`SendPtvForm`](super::SendPtvForm).
///
/// Source: `evolution-foundation/evolution-api` 2.3.7, `src/api/routes/sendMessage.router.ts`, `src/validate/message.schema.ts`,
/// `src/api/dto/sendMessage.dto.ts`; its failure was observed on a running server, its success was not.
/// It is sent at most once.
///
/// # Errors
/// [`Error::MediaRejected`] when the file is neither a URL nor base64; [`Error::RecipientInvalid`] when the number is not on
/// WhatsApp. A 500, as for a video whose length the server cannot read, leaves the outcome unknown. Before anything leaves,
/// [`Error::InvalidRequest`] for base64 with a `data:` prefix.
#[derive(Debug, Clone, Serialize)]
#[serde(rename_all = "camelCase")]
#[non_exhaustive]
pub struct SendPtv {
    /// The recipient, as in [`SendText`](crate::messages::SendText).
    pub number: String,
    /// The video.
    pub video: MediaFile,
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

impl SendPtv {
    /// A round video to a number or JID.
    pub fn new(number: impl Into<String>, video: MediaFile) -> Self {
        Self {
            number: number.into(),
            video,
            delay: None,
            quoted: None,
            mentions_everyone: None,
            mentioned: None,
        }
    }
}

endpoint! {
    Evolution: SendPtv => SentMessage, "message.send_ptv", InstanceOnly, AtMostOnce,
    POST("/message/sendPtv/", instance), |sent| sent.id().is_some();

    const TIMEOUT: TimeoutClass = TimeoutClass::Media;

    fn body(&self) -> Result<Body, Error> {
        self.video.json_of(self)
    }

    fn server_waits(&self) -> Duration {
        Duration::from_millis(self.delay.unwrap_or_default())
    }
}
