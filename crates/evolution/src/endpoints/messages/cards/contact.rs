//! Contact cards.

use serde::Serialize;

use wagate_sdk_core::endpoint;

use crate::Evolution;
use crate::messages::SentMessage;

/// Sends one or more contact cards. `POST /message/sendContact/{instance}`
///
/// It can neither wait, nor quote, nor mention.
///
/// Source: `evolution-foundation/evolution-api` 2.3.7, `src/api/routes/sendMessage.router.ts`, `src/validate/message.schema.ts`,
/// `src/api/dto/sendMessage.dto.ts`; observed on a running server above a stand-in for WhatsApp. It is sent at most once.
///
/// # Errors
/// [`Error::InvalidRequest`](wagate_sdk_core::Error::InvalidRequest) when a phone number is too short; [`Error::RecipientInvalid`](wagate_sdk_core::Error::RecipientInvalid) when the number is not on WhatsApp;
/// [`Error::Unsupported`](wagate_sdk_core::Error::Unsupported) on [`Integration::Evolution`](crate::Integration::Evolution). A 400 "Timed Out" or "Connection Closed", and every
/// 500, leaves the outcome unknown.
#[derive(Debug, Clone, Serialize)]
#[serde(rename_all = "camelCase")]
#[non_exhaustive]
pub struct SendContact {
    /// The recipient, as in [`SendText`](crate::messages::SendText).
    pub number: String,
    /// The cards, at least one, none twice.
    pub contact: Vec<ContactCard>,
}

impl SendContact {
    /// Cards to a number or JID.
    pub fn new(number: impl Into<String>, contact: impl IntoIterator<Item = ContactCard>) -> Self {
        Self { number: number.into(), contact: contact.into_iter().collect() }
    }
}

/// A contact card.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
#[non_exhaustive]
pub struct ContactCard {
    /// The name; not empty.
    pub full_name: String,
    /// The phone number as it is shown, ten characters or more.
    pub phone_number: String,
    /// The number by which the card opens a chat, in digits, ten characters or more. The server makes a JID of `phone_number` without it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub wuid: Option<String>,
    /// The organization.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub organization: Option<String>,
    /// The e-mail address.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub email: Option<String>,
    /// The web address.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub url: Option<String>,
}

impl ContactCard {
    /// Somebody with a phone number.
    pub fn new(full_name: impl Into<String>, phone_number: impl Into<String>) -> Self {
        Self {
            full_name: full_name.into(),
            phone_number: phone_number.into(),
            wuid: None,
            organization: None,
            email: None,
            url: None,
        }
    }
}

endpoint! {
    Evolution: SendContact => SentMessage, "message.send_contact", InstanceOnly, AtMostOnce,
    POST("/message/sendContact/", instance), json, |sent| sent.id().is_some()
}
