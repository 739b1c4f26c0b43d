//! Contact cards.

use std::time::Duration;

use serde::{Deserialize, Serialize};
use wagate_sdk_core::adapter::Body;
use wagate_sdk_core::endpoint;
use wagate_sdk_core::{Error, wire};

use super::{MessageSent, waits};
use crate::Ryze;

/// Sends one or more contact cards in one message.
///
/// `POST /api/message/contact/:instance`, [documented](https://docs.ryzeapi.cloud/en/api/messages/contact). Not idempotent.
///
/// # Errors
/// [`Error::InvalidRequest`] before anything leaves when there is no card; else as [`SendText`](super::SendText).
#[derive(Debug, Clone, Serialize)]
#[serde(rename_all = "camelCase")]
#[non_exhaustive]
pub struct SendContact {
    /// The recipient, as in [`SendText::number`](super::SendText::number).
    pub number: String,
    /// The cards, at least one.
    pub vcard: Vec<ContactCard>,
    /// Seconds of "typing" before it is sent, as in [`SendText::delay`](super::SendText::delay).
    #[serde(skip_serializing_if = "Option::is_none")]
    pub delay: Option<u64>,
    /// The id of the message that is answered, as in [`SendText::reply_to`](super::SendText::reply_to).
    #[serde(skip_serializing_if = "Option::is_none")]
    pub reply_to: Option<String>,
    /// Declared, but the documents say that the gateway does not read it here.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub reply_private: Option<bool>,
    /// A label of the message's origin, which events repeat; `api` unless set.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub source: Option<String>,
}

impl SendContact {
    /// These cards to that recipient.
    pub fn new(number: impl Into<String>, vcard: Vec<ContactCard>) -> Self {
        Self { number: number.into(), vcard, delay: None, reply_to: None, reply_private: None, source: None }
    }
}

endpoint! {
    Ryze: SendContact => MessageSent, "message.contact", InstanceOnly, AtMostOnce,
    POST("/api/message/contact/", instance), |response| response.succeeded();

    fn body(&self) -> Result<Body, Error> {
        if self.vcard.is_empty() {
            return Err(Error::invalid("at least one contact card must be given"));
        }
        Body::json(self)
    }

    fn server_waits(&self) -> Duration {
        waits(self.delay)
    }
}

/// One contact card, of which the gateway makes a vCard.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[non_exhaustive]
pub struct ContactCard {
    /// The contact's name.
    pub full_name: String,
    /// Its telephone number: digits with the country code.
    pub phone: String,
    /// Where it works.
    #[serde(skip_serializing_if = "Option::is_none", default, deserialize_with = "wire::text")]
    pub organization: Option<String>,
    /// Its e-mail address.
    #[serde(skip_serializing_if = "Option::is_none", default, deserialize_with = "wire::text")]
    pub email: Option<String>,
    /// Its page.
    #[serde(skip_serializing_if = "Option::is_none", default, deserialize_with = "wire::text")]
    pub url: Option<String>,
}

impl ContactCard {
    /// A card with this name and these digits.
    pub fn new(full_name: impl Into<String>, phone: impl Into<String>) -> Self {
        Self { full_name: full_name.into(), phone: phone.into(), organization: None, email: None, url: None }
    }
}
