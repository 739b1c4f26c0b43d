//! The address book, and which numbers are on WhatsApp.

use serde::{Deserialize, Serialize};
use wagate_sdk_core::{endpoint, wire};

use crate::{Confirmed, Envelope, Listed, Vzaps};

/// Lists the contacts. `GET /instances/{id}/contact/list`
///
/// Source: the official Python client. No document shows the answer, and none tells it from [`ListUserContacts`]. It only reads.
#[derive(Debug, Clone, Default)]
#[non_exhaustive]
pub struct ListContacts {}

impl ListContacts {
    /// All of them.
    pub fn new() -> Self {
        Self::default()
    }
}

endpoint! {
    Vzaps: ListContacts => Listed<Contact>, "contact.list", InstanceOnly, ReadOnly,
    GET("/instances/", instance, "/contact/list"), |answer| answer.is_good()
}

/// Lists the contacts, among the routes about users. `GET /instances/{id}/user/contacts`
///
/// Source: the official Python client. No document shows the answer. It only reads.
#[derive(Debug, Clone, Default)]
#[non_exhaustive]
pub struct ListUserContacts {}

impl ListUserContacts {
    /// All of them.
    pub fn new() -> Self {
        Self::default()
    }
}

endpoint! {
    Vzaps: ListUserContacts => Listed<Contact>, "user.contacts", InstanceOnly, ReadOnly,
    GET("/instances/", instance, "/user/contacts"), |answer| answer.is_good()
}

/// A contact. No document shows one: it is read by the names that [`AddContact`] and [`Chat`](crate::chats::Chat) have, and the rest is in
/// the JSON beside it.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
#[non_exhaustive]
pub struct Contact {
    /// The number.
    #[serde(deserialize_with = "wire::text")]
    pub phone: Option<String>,
    /// The JID.
    #[serde(deserialize_with = "wire::text")]
    pub jid: Option<String>,
    /// The name.
    #[serde(deserialize_with = "wire::text")]
    pub name: Option<String>,
    /// The first name.
    #[serde(deserialize_with = "wire::text")]
    pub first_name: Option<String>,
    /// The whole name.
    #[serde(deserialize_with = "wire::text")]
    pub full_name: Option<String>,
    /// The name that the number shows.
    #[serde(deserialize_with = "wire::text")]
    pub push_name: Option<String>,
    /// The business's name.
    #[serde(deserialize_with = "wire::text")]
    pub business_name: Option<String>,
}

/// Adds a contact. `POST /instances/{id}/contact/add`
///
/// Source: the official Python and Go clients. It is sent at most once: whether a second call changes the contact or makes another is not
/// documented.
#[derive(Debug, Clone, Serialize)]
#[non_exhaustive]
pub struct AddContact {
    /// The number: digits with the country code.
    pub phone: String,
    /// The first name.
    pub first_name: String,
    /// The whole name.
    pub full_name: String,
}

impl AddContact {
    /// This number under these names.
    pub fn new(
        phone: impl Into<String>,
        first_name: impl Into<String>,
        full_name: impl Into<String>,
    ) -> Self {
        Self { phone: phone.into(), first_name: first_name.into(), full_name: full_name.into() }
    }
}

endpoint! {
    Vzaps: AddContact => Confirmed, "contact.add", InstanceOnly, AtMostOnce,
    POST("/instances/", instance, "/contact/add"), json, |answer| answer.is_good()
}

/// Asks which numbers are on WhatsApp. `POST /instances/{id}/user/check`
///
/// Source: <https://docs.vzaps.com/api-reference/usuarios-avatar-e-contatos/validate-users-on-whatsapp> (documented). The types of three
/// official clients have one number in place of the list; the reference's list is sent. It only reads.
#[derive(Debug, Clone, Serialize)]
#[non_exhaustive]
pub struct CheckNumbers {
    /// The numbers: digits with the country code. How many there may be is not documented.
    pub phone: Vec<String>,
}

impl CheckNumbers {
    /// These numbers.
    pub fn new(phone: Vec<String>) -> Self {
        Self { phone }
    }
}

endpoint! {
    Vzaps: CheckNumbers => Envelope<CheckedNumbers>, "user.check", InstanceOnly, ReadOnly,
    POST("/instances/", instance, "/user/check"), json, |answer| answer.is_good()
}

/// The answer to [`CheckNumbers`].
#[derive(Debug, Clone, Deserialize)]
#[non_exhaustive]
pub struct CheckedNumbers {
    /// What is known of each number.
    #[serde(deserialize_with = "wire::list")]
    pub users: Vec<CheckedNumber>,
}

/// What is known of one number.
#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize)]
#[serde(default)]
#[non_exhaustive]
pub struct CheckedNumber {
    /// The number.
    #[serde(deserialize_with = "wire::text")]
    pub phone: Option<String>,
    /// Whether it is on WhatsApp.
    #[serde(deserialize_with = "wire::truth")]
    pub exists: Option<bool>,
    /// Its JID there.
    #[serde(deserialize_with = "wire::text")]
    pub jid: Option<String>,
}
