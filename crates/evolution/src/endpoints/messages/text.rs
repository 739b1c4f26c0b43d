//! Text.

use std::time::Duration;

use serde::Serialize;

use super::{Quoted, SentMessage};
use wagate_sdk_core::endpoint;

use crate::Evolution;

/// Sends a text. `POST /message/sendText/{instance}`
///
/// Source: `evolution-foundation/evolution-api` 2.3.7, `src/api/routes/sendMessage.router.ts`, `src/validate/message.schema.ts`,
/// `src/api/dto/sendMessage.dto.ts`; observed on a running server. It is sent at most once.
///
/// # Errors
/// [`Error::RecipientInvalid`](wagate_sdk_core::Error::RecipientInvalid) when the number is not on WhatsApp. A 400 "Timed Out" or "Connection Closed", and every 500, leaves the
/// outcome unknown. On [`Integration::Business`](crate::Integration::Business) Meta's errors come with HTTP 201 and are
/// [`Error::Server`](wagate_sdk_core::Error::Server) here.
#[derive(Debug, Clone, Serialize)]
#[serde(rename_all = "camelCase")]
#[non_exhaustive]
pub struct SendText {
    /// The recipient: digits with country code, or a JID (`…@s.whatsapp.net`, `…@g.us`, `…@lid`). The server strips `+` and punctuation, and
    /// takes 18 digits or more for a group.
    pub number: String,
    /// The text.
    pub text: String,
    /// Whether the first link shows a preview; it does unless this is `false`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub link_preview: Option<bool>,
    /// How long "typing" shows before it is sent, in milliseconds. The server answers only after it; the timeout is longer by as much.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub delay: Option<u64>,
    /// The message that this one answers.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub quoted: Option<Quoted>,
    /// Whether everyone in the group is mentioned. The schema of 2.3.7 calls it `everyOne`, but the code reads this name, which
    /// the schema of 2.4.0 has too.
    #[serde(rename = "mentionsEveryOne", skip_serializing_if = "Option::is_none")]
    pub mentions_everyone: Option<bool>,
    /// Who in the group is mentioned: numbers or JIDs that begin with a digit, at least one, none twice.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub mentioned: Option<Vec<String>>,
}

impl SendText {
    /// A text to a number or JID.
    pub fn new(number: impl Into<String>, text: impl Into<String>) -> Self {
        Self {
            number: number.into(),
            text: text.into(),
            link_preview: None,
            delay: None,
            quoted: None,
            mentions_everyone: None,
            mentioned: None,
        }
    }
}

endpoint! {
    Evolution: SendText => SentMessage, "message.send_text", InstanceOnly, AtMostOnce,
    POST("/message/sendText/", instance), json, |sent| sent.id().is_some();

    fn server_waits(&self) -> Duration {
        Duration::from_millis(self.delay.unwrap_or_default())
    }
}
