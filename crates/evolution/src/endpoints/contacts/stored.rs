//! Stored contacts.

use std::time::SystemTime;

use serde::{Deserialize, Serialize};
use wagate_sdk_core::endpoint;
use wagate_sdk_core::{open_words, wire};

use crate::Evolution;

open_words! {
    /// What a stored contact is.
    ContactKind {
        /// A group.
        Group = "group",
        /// Somebody.
        Contact = "contact",
        /// Somebody who is only known from a group.
        GroupMember = "group_member",
    }
}

/// Lists stored contacts, groups among them. `POST /chat/findContacts/{instance}`
///
/// Source: `evolution-foundation/evolution-api` 2.3.7, `src/api/routes/chat.router.ts`, `src/validate/chat.schema.ts`;
/// observed on a running server above a stand-in for WhatsApp. It changes nothing.
///
/// # Errors
/// [`Error::InvalidRequest`](wagate_sdk_core::Error::InvalidRequest) when a member of the filter is empty.
#[derive(Debug, Clone, Default, Serialize)]
#[serde(rename_all = "camelCase")]
#[non_exhaustive]
pub struct FindContacts {
    /// Which contacts; all unless told.
    #[serde(rename = "where", skip_serializing_if = "Option::is_none")]
    pub filter: Option<ContactFilter>,
    /// The page, from 1.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub page: Option<u64>,
    /// How many contacts a page has; all unless told.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub offset: Option<u64>,
}

impl FindContacts {
    /// All of them.
    pub fn new() -> Self {
        Self::default()
    }

    /// The one with this number or JID.
    pub fn of(remote_jid: impl Into<String>) -> Self {
        let filter = ContactFilter { remote_jid: Some(remote_jid.into()), ..ContactFilter::default() };
        Self { filter: Some(filter), ..Self::default() }
    }
}

/// Which contacts [`FindContacts`] lists. No member may be empty.
#[derive(Debug, Clone, Default, Serialize)]
#[serde(rename_all = "camelCase")]
#[non_exhaustive]
pub struct ContactFilter {
    /// The contact's id in the server's database.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub id: Option<String>,
    /// The number or JID.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub remote_jid: Option<String>,
    /// The name.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub push_name: Option<String>,
}

impl ContactFilter {
    /// All of them.
    pub fn new() -> Self {
        Self::default()
    }
}

/// One row of [`FindContacts`].
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default, rename_all = "camelCase")]
#[non_exhaustive]
pub struct ContactRow {
    /// The id in the server's database.
    #[serde(deserialize_with = "wire::text")]
    pub id: Option<String>,
    /// The JID.
    #[serde(deserialize_with = "wire::text")]
    pub remote_jid: Option<String>,
    /// The name.
    #[serde(deserialize_with = "wire::text")]
    pub push_name: Option<String>,
    /// The picture.
    #[serde(deserialize_with = "wire::text")]
    pub profile_pic_url: Option<String>,
    /// When it was stored.
    #[serde(deserialize_with = "wire::time")]
    pub created_at: Option<SystemTime>,
    /// When it was last changed.
    #[serde(deserialize_with = "wire::time")]
    pub updated_at: Option<SystemTime>,
    /// The instance's id in the server's database.
    #[serde(deserialize_with = "wire::text")]
    pub instance_id: Option<String>,
    /// Whether it is a group.
    #[serde(deserialize_with = "wire::truth")]
    pub is_group: Option<bool>,
    /// Whether it is in the address book.
    #[serde(deserialize_with = "wire::truth")]
    pub is_saved: Option<bool>,
    /// What it is.
    #[serde(rename = "type", deserialize_with = "wire::word")]
    pub kind: Option<ContactKind>,
}

endpoint! {
    Evolution: FindContacts => Vec<wire::WithRaw<ContactRow>>, "chat.find_contacts", InstanceOnly, ReadOnly,
    POST("/chat/findContacts/", instance), json
}
