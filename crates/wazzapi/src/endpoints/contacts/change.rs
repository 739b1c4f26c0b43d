//! Adding, changing and removing contacts.

use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};
use wagate_sdk_core::Error;
use wagate_sdk_core::adapter::Ignored;
use wagate_sdk_core::endpoint;
use wagate_sdk_core::wire;

use super::Contact;
use crate::Wazzapi;

/// Adds a contact.
///
/// `POST /api/v1/contacts`. Source: the official SDKs (Python `wazzapi` 0.6.0 `resources/contacts.py`, wazzapi-node
/// `src/resources/contacts.ts`). Not repeated when its outcome is unknown.
///
/// # Errors
/// [`Error::Conflict`] when there is a contact with this number; [`Error::Quota`] beyond the plan's number of contacts.
#[derive(Debug, Clone, Serialize)]
#[non_exhaustive]
pub struct CreateContact {
    /// Its number.
    pub phone_number: String,
    /// Its name.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
    /// Its e-mail address.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub email: Option<String>,
    /// Its tags.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub tags: Option<Vec<String>>,
    /// The organization's own fields.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub custom_fields: Option<Map<String, Value>>,
}

impl CreateContact {
    /// A contact with this number.
    pub fn new(phone_number: impl Into<String>) -> Self {
        Self { phone_number: phone_number.into(), name: None, email: None, tags: None, custom_fields: None }
    }
}

endpoint! {
    Wazzapi: CreateContact => Contact, "contact.create", Shared, AtMostOnce,
    POST("/api/v1/contacts"), json
}

/// Changes a contact. What is not set stays as it is; its number cannot be changed.
///
/// `PATCH /api/v1/contacts/{contact_id}`. Source: the official SDKs (Python `wazzapi` 0.6.0 `resources/contacts.py`, wazzapi-node
/// `src/resources/contacts.ts`). Idempotent.
///
/// # Errors
/// [`Error::InvalidRequest`] before anything leaves when nothing is changed; [`Error::NotFound`] when the organization has no such contact.
#[derive(Debug, Clone, Serialize)]
#[non_exhaustive]
pub struct UpdateContact {
    /// The contact's id, a UUID.
    #[serde(skip)]
    pub contact_id: String,
    /// Its new name.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
    /// Its new e-mail address.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub email: Option<String>,
    /// All its tags from now on.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub tags: Option<Vec<String>>,
    /// The organization's own fields. Whether the others are kept is not documented.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub custom_fields: Option<Map<String, Value>>,
    /// Whether it wants no more messages.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub is_opted_out: Option<bool>,
}

impl UpdateContact {
    /// A change of the contact with this id; what changes goes into the other fields.
    pub fn new(contact_id: impl Into<String>) -> Self {
        Self {
            contact_id: contact_id.into(),
            name: None,
            email: None,
            tags: None,
            custom_fields: None,
            is_opted_out: None,
        }
    }

    fn check(&self) -> Result<(), Error> {
        let changes = self.name.is_some()
            || self.email.is_some()
            || self.tags.is_some()
            || self.custom_fields.is_some()
            || self.is_opted_out.is_some();
        if changes { Ok(()) } else { Err(Error::invalid("nothing of the contact is changed")) }
    }
}

endpoint! {
    Wazzapi: UpdateContact => Contact, "contact.update", Shared, Idempotent,
    PATCH("/api/v1/contacts/", contact_id), checked
}

/// Removes a contact.
///
/// `DELETE /api/v1/contacts/{contact_id}`. Source: the official SDKs (Python `wazzapi` 0.6.0 `resources/contacts.py`, wazzapi-node
/// `src/resources/contacts.ts`). Idempotent: a second time is answered with [`Error::NotFound`].
///
/// # Errors
/// [`Error::NotFound`] when the organization has no such contact.
#[derive(Debug, Clone)]
#[non_exhaustive]
pub struct DeleteContact {
    /// The contact's id, a UUID.
    pub contact_id: String,
}

impl DeleteContact {
    /// Removes the contact with this id.
    pub fn new(contact_id: impl Into<String>) -> Self {
        Self { contact_id: contact_id.into() }
    }
}

endpoint! {
    Wazzapi: DeleteContact => Ignored, "contact.delete", Shared, Idempotent,
    DELETE("/api/v1/contacts/", contact_id)
}

/// Removes several contacts.
///
/// `POST /api/v1/contacts/bulk-delete`. Source: the official SDKs (Python `wazzapi` 0.6.0 `resources/contacts.py`, wazzapi-node
/// `src/resources/contacts.ts`). Idempotent: a second time removes none.
///
/// # Errors
/// [`Error::InvalidRequest`] before anything leaves when none is named.
#[derive(Debug, Clone, Serialize)]
#[non_exhaustive]
pub struct BulkDeleteContacts {
    /// The contacts' ids, UUIDs.
    pub contact_ids: Vec<String>,
}

impl BulkDeleteContacts {
    /// Removes the contacts with these ids.
    pub fn new(contact_ids: Vec<String>) -> Self {
        Self { contact_ids }
    }

    fn check(&self) -> Result<(), Error> {
        if self.contact_ids.is_empty() {
            return Err(Error::invalid("no contact is named"));
        }
        Ok(())
    }
}

endpoint! {
    Wazzapi: BulkDeleteContacts => ContactsDeleted, "contact.bulk_delete", Shared, Idempotent,
    POST("/api/v1/contacts/bulk-delete"), checked, |deleted| deleted.success != Some(false)
}

/// The answer to [`BulkDeleteContacts`].
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
#[non_exhaustive]
pub struct ContactsDeleted {
    /// Whether it worked; `false` makes the call an error.
    #[serde(deserialize_with = "wire::truth")]
    pub success: Option<bool>,
    /// How many were removed.
    #[serde(deserialize_with = "wire::number")]
    pub deleted: Option<u64>,
}
