//! Reading contacts.

use std::time::SystemTime;

use serde::Deserialize;
use serde_json::{Map, Value};
use wagate_sdk_core::adapter::Path;
use wagate_sdk_core::endpoint;
use wagate_sdk_core::wire::{self, WithRaw};

use crate::Wazzapi;
use crate::endpoints::paging::{Footer, SortOrder, page};

/// Lists the organization's contacts, a page a call.
///
/// `GET /api/v1/contacts`. Source: <https://docs.wazzapi.com/api-reference/contacts/list-contacts>, documented. Read-only.
#[derive(Debug, Clone, Default)]
#[non_exhaustive]
pub struct ListContacts {
    /// The most contacts in the answer, 1 to 100; 50 unless set.
    pub limit: Option<u64>,
    /// How many contacts are skipped.
    pub offset: Option<u64>,
    /// Only those that match this text. What is searched is not documented.
    pub search: Option<String>,
    /// Only those of this source, such as `manual`.
    pub source: Option<String>,
    /// Only those in the contact group with this id, a UUID.
    pub group_id: Option<String>,
    /// The field to sort by; `name` unless set.
    pub sort_by: Option<String>,
    /// The direction; ascending unless set.
    pub sort_order: Option<SortOrder>,
}

impl ListContacts {
    /// The organization's contacts by their names.
    pub fn new() -> Self {
        Self::default()
    }
}

endpoint! {
    Wazzapi: ListContacts => ContactList, "contact.list", Shared, ReadOnly,
    GET;

    fn path(&self, _instance: &str, path: &mut Path) {
        path.literal("/api/v1/contacts");
        page(path, self.limit, self.offset);
        path.query_opt("search", self.search.as_deref())
            .query_opt("source", self.source.as_deref())
            .query_opt("group_id", self.group_id.as_deref())
            .query_opt("sort_by", self.sort_by.as_deref())
            .query_opt("sort_order", self.sort_order.map(SortOrder::as_str));
    }
}

/// A page of contacts.
#[derive(Debug, Clone, Deserialize)]
#[non_exhaustive]
pub struct ContactList {
    /// The contacts, each with its JSON.
    #[serde(deserialize_with = "wire::list")]
    pub contacts: Vec<WithRaw<Contact>>,
    /// How many there are in all.
    #[serde(default, deserialize_with = "wire::number")]
    pub total: Option<u64>,
    /// The most that this page could hold.
    #[serde(default, deserialize_with = "wire::number")]
    pub limit: Option<u64>,
    /// How many were skipped.
    #[serde(default, deserialize_with = "wire::number")]
    pub offset: Option<u64>,
}

impl ContactList {
    /// Where the next page begins, after one that was asked for with this offset and limit; `None` at the end.
    pub fn next_offset(&self, offset: u64, limit: u64) -> Option<u64> {
        let footer =
            Footer { shown: self.contacts.len(), total: self.total, limit: self.limit, ..Footer::default() };
        footer.next(offset, limit)
    }
}

/// Reads one contact.
///
/// `GET /api/v1/contacts/{contact_id}`. Source: <https://docs.wazzapi.com/api-reference/contacts/get-contact>, documented. Read-only.
///
/// # Errors
/// [`Error::NotFound`](wagate_sdk_core::Error::NotFound) when the organization has no such contact.
#[derive(Debug, Clone)]
#[non_exhaustive]
pub struct GetContact {
    /// The contact's id, a UUID.
    pub contact_id: String,
}

impl GetContact {
    /// The contact with this id.
    pub fn new(contact_id: impl Into<String>) -> Self {
        Self { contact_id: contact_id.into() }
    }
}

endpoint! {
    Wazzapi: GetContact => Contact, "contact.get", Shared, ReadOnly,
    GET("/api/v1/contacts/", contact_id)
}

/// A contact. [`ListContacts`] leaves the last three fields out.
#[derive(Debug, Clone, Deserialize)]
#[non_exhaustive]
pub struct Contact {
    /// Its id, a UUID.
    #[serde(deserialize_with = "wire::required_text")]
    pub id: String,
    /// Its number.
    #[serde(default, deserialize_with = "wire::text")]
    pub phone_number: Option<String>,
    /// Where it came from, such as `manual`.
    #[serde(default, deserialize_with = "wire::text")]
    pub source: Option<String>,
    /// Whether it wants no more messages.
    #[serde(default, deserialize_with = "wire::truth")]
    pub is_opted_out: Option<bool>,
    /// Its tags.
    #[serde(default, deserialize_with = "wire::lenient")]
    pub tags: Option<Vec<String>>,
    /// When it was made.
    #[serde(default, deserialize_with = "wire::time")]
    pub created_at: Option<SystemTime>,
    /// The name in the address book.
    #[serde(default, deserialize_with = "wire::text")]
    pub name: Option<String>,
    /// Its e-mail address.
    #[serde(default, deserialize_with = "wire::text")]
    pub email: Option<String>,
    /// The name that it gave itself on WhatsApp.
    #[serde(default, deserialize_with = "wire::text")]
    pub whatsapp_name: Option<String>,
    /// Its picture's URL.
    #[serde(default, deserialize_with = "wire::text")]
    pub profile_picture_url: Option<String>,
    /// More about where it came from: a text in the documents, an object in the official SDKs.
    #[serde(default)]
    pub source_details: Option<Value>,
    /// When the last message was.
    #[serde(default, deserialize_with = "wire::time")]
    pub last_message_at: Option<SystemTime>,
    /// When it last changed.
    #[serde(default, deserialize_with = "wire::time")]
    pub updated_at: Option<SystemTime>,
    /// The organization's own fields.
    #[serde(default, deserialize_with = "wire::lenient")]
    pub custom_fields: Option<Map<String, Value>>,
    /// When it asked for no more messages.
    #[serde(default, deserialize_with = "wire::time")]
    pub opted_out_at: Option<SystemTime>,
}
