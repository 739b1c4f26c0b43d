//! Places.

use std::time::Duration;

use serde::Serialize;

use wagate_sdk_core::endpoint;

use crate::Evolution;
use crate::messages::{Quoted, SentMessage};

/// Sends a place. `POST /message/sendLocation/{instance}`
///
/// Source: `evolution-foundation/evolution-api` 2.3.7, `src/api/routes/sendMessage.router.ts`, `src/validate/message.schema.ts`,
/// `src/api/dto/sendMessage.dto.ts`; observed on a running server above a stand-in for WhatsApp. It is sent at most once.
///
/// # Errors
/// [`Error::RecipientInvalid`](wagate_sdk_core::Error::RecipientInvalid) when the number is not on WhatsApp. A 400 "Timed Out" or "Connection Closed", and every 500, leaves the
/// outcome unknown.
#[derive(Debug, Clone, Serialize)]
#[serde(rename_all = "camelCase")]
#[non_exhaustive]
pub struct SendLocation {
    /// The recipient, as in [`SendText`](crate::messages::SendText).
    pub number: String,
    /// Degrees north.
    pub latitude: f64,
    /// Degrees east.
    pub longitude: f64,
    /// The place's name. The server demands it.
    pub name: String,
    /// The place's address. The server demands it.
    pub address: String,
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

impl SendLocation {
    /// A place to a number or JID.
    pub fn new(
        number: impl Into<String>,
        latitude: f64,
        longitude: f64,
        name: impl Into<String>,
        address: impl Into<String>,
    ) -> Self {
        Self {
            number: number.into(),
            latitude,
            longitude,
            name: name.into(),
            address: address.into(),
            delay: None,
            quoted: None,
            mentions_everyone: None,
            mentioned: None,
        }
    }
}

endpoint! {
    Evolution: SendLocation => SentMessage, "message.send_location", InstanceOnly, AtMostOnce,
    POST("/message/sendLocation/", instance), json, |sent| sent.id().is_some();

    fn server_waits(&self) -> Duration {
        Duration::from_millis(self.delay.unwrap_or_default())
    }
}
