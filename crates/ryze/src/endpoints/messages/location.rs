//! Places.

use std::time::Duration;

use serde::Serialize;
use wagate_sdk_core::Error;
use wagate_sdk_core::adapter::Body;
use wagate_sdk_core::endpoint;

use super::{MessageSent, waits};
use crate::Ryze;

/// Sends a place: a card with a map, not one that moves.
///
/// `POST /api/message/location/:instance`, [documented](https://docs.ryzeapi.cloud/en/api/messages/location). Not idempotent.
///
/// # Errors
/// [`Error::InvalidRequest`] before anything leaves when latitude and longitude are both exactly 0, which the gateway rejects, or one is no
/// number; else as [`SendText`](super::SendText).
#[derive(Debug, Clone, Serialize)]
#[serde(rename_all = "camelCase")]
#[non_exhaustive]
pub struct SendLocation {
    /// The recipient, as in [`SendText::number`](super::SendText::number).
    pub number: String,
    /// The latitude in degrees.
    pub latitude: f64,
    /// The longitude in degrees.
    pub longitude: f64,
    /// The place's name. That it must be there is known from a client of the gateway.
    pub name: String,
    /// Its address, shown below the name; likewise.
    pub address: String,
    /// Seconds of "typing" before it is sent, as in [`SendText::delay`](super::SendText::delay).
    #[serde(skip_serializing_if = "Option::is_none")]
    pub delay: Option<u64>,
    /// The id of the message that is answered, as in [`SendText::reply_to`](super::SendText::reply_to).
    #[serde(skip_serializing_if = "Option::is_none")]
    pub reply_to: Option<String>,
    /// Answers a group's message in its author's private chat, as in [`SendText::reply_private`](super::SendText::reply_private).
    #[serde(skip_serializing_if = "Option::is_none")]
    pub reply_private: Option<bool>,
    /// A label of the message's origin, which events repeat; `api` unless set.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub source: Option<String>,
}

impl SendLocation {
    /// This place to that recipient.
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
            reply_to: None,
            reply_private: None,
            source: None,
        }
    }
}

endpoint! {
    Ryze: SendLocation => MessageSent, "message.location", InstanceOnly, AtMostOnce,
    POST("/api/message/location/", instance), |response| response.succeeded();

    fn body(&self) -> Result<Body, Error> {
        if !self.latitude.is_finite() || !self.longitude.is_finite() {
            return Err(Error::invalid("latitude and longitude must be numbers"));
        }
        if self.latitude == 0.0 && self.longitude == 0.0 {
            return Err(Error::invalid("latitude and longitude must not both be 0"));
        }
        Body::json(self)
    }

    fn server_waits(&self) -> Duration {
        waits(self.delay)
    }
}
