//! The address book, and who is blocked.

use serde::de::IgnoredAny;
use serde::{Deserialize, Serialize};
use wagate_sdk_core::adapter::Path;
use wagate_sdk_core::endpoint;
use wagate_sdk_core::wire::{self, WithRaw};

use crate::Ryze;

/// Reads the contacts that were taken over from the phone, or one of them. WhatsApp is not asked, so whether a number is on WhatsApp is not
/// told: for that ask [`GetProfile`](crate::profile::GetProfile).
///
/// `GET /api/chat/contacts/:instance`, [documented](https://docs.ryzeapi.cloud/en/api/chat/contacts-list). Reads only. There are no pages.
#[derive(Debug, Clone, Default)]
#[non_exhaustive]
pub struct ListContacts {
    /// Only this one: digits or a JID. All unless set.
    pub number: Option<String>,
}

impl ListContacts {
    /// All of them.
    pub fn new() -> Self {
        Self::default()
    }

    /// The one with this number or JID.
    pub fn of(number: impl Into<String>) -> Self {
        Self { number: Some(number.into()) }
    }
}

endpoint! {
    Ryze: ListContacts => Contacts, "chat.contacts", InstanceOnly, ReadOnly,
    GET, |response| wire::is_success(response.success, response.error.as_ref());

    fn path(&self, instance: &str, path: &mut Path) {
        path.literal("/api/chat/contacts/").segment(instance);
        path.query_opt("number", self.number.as_deref());
    }
}

/// The answer to [`ListContacts`].
#[derive(Debug, Clone, Deserialize)]
#[non_exhaustive]
pub struct Contacts {
    /// `false` for a failure that came with a status of success; the call is then an error.
    #[serde(default, deserialize_with = "wire::truth")]
    pub success: Option<bool>,
    /// The contacts, each with its JSON, when no number was given.
    #[serde(default)]
    pub contacts: Option<Vec<WithRaw<Contact>>>,
    /// How many there are, when no number was given.
    #[serde(default, deserialize_with = "wire::number")]
    pub total: Option<u64>,
    /// The contact with its JSON, when a number was given. [`Contact::found`] tells whether there is one.
    #[serde(default)]
    pub contact: Option<WithRaw<Contact>>,
    #[serde(default)]
    error: Option<IgnoredAny>,
}

/// A contact. The documents were read only in part: of the names that they tell of, the spelling of all but the first is inferred. Whatever
/// came is in the JSON beside it.
#[derive(Debug, Clone, Deserialize)]
#[non_exhaustive]
pub struct Contact {
    /// `false` when the number that was asked for is not in the address book.
    #[serde(default, deserialize_with = "wire::truth")]
    pub found: Option<bool>,
    /// Its JID.
    #[serde(default, deserialize_with = "wire::text")]
    pub jid: Option<String>,
    /// Its LID.
    #[serde(default, deserialize_with = "wire::text")]
    pub lid: Option<String>,
    /// Its first name.
    #[serde(default, deserialize_with = "wire::text")]
    pub first_name: Option<String>,
    /// Its whole name.
    #[serde(default, deserialize_with = "wire::text")]
    pub full_name: Option<String>,
    /// The name that the person chose.
    #[serde(default, deserialize_with = "wire::text")]
    pub push_name: Option<String>,
}

/// Blocks a person, or unblocks it. Groups cannot be blocked. No event tells of it.
///
/// `POST /api/chat/block/:instance`, [documented](https://docs.ryzeapi.cloud/en/api/chat/block). Idempotent.
#[derive(Debug, Clone, Serialize)]
#[serde(rename_all = "camelCase")]
#[non_exhaustive]
pub struct BlockContact {
    /// The person.
    pub number: String,
    /// `false` unblocks it.
    pub block: bool,
}

impl BlockContact {
    /// Blocks this person, or unblocks it.
    pub fn new(number: impl Into<String>, block: bool) -> Self {
        Self { number: number.into(), block }
    }
}

endpoint! {
    Ryze: BlockContact => ContactBlocked, "chat.block", InstanceOnly, Idempotent,
    POST("/api/chat/block/", instance), json, |response| wire::is_success(response.success, response.error.as_ref())
}

/// The answer to [`BlockContact`].
#[derive(Debug, Clone, Deserialize)]
#[non_exhaustive]
pub struct ContactBlocked {
    /// `false` for a failure that came with a status of success; the call is then an error.
    #[serde(default, deserialize_with = "wire::truth")]
    pub success: Option<bool>,
    /// The person.
    #[serde(default, deserialize_with = "wire::text")]
    pub contact_jid: Option<String>,
    /// Whether it is blocked now.
    #[serde(default, deserialize_with = "wire::truth")]
    pub blocked: Option<bool>,
    /// How many are blocked now.
    #[serde(default, deserialize_with = "wire::number")]
    pub blocked_count: Option<u64>,
    #[serde(default)]
    error: Option<IgnoredAny>,
}
