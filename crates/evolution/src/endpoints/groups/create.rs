//! Making a group.

use serde::Serialize;

use super::GroupInfo;
use wagate_sdk_core::endpoint;

use crate::Evolution;

/// Makes a group. `POST /group/create/{instance}`
///
/// Numbers that are not on WhatsApp are left out without a word: compare the answer's members.
///
/// Source: `evolution-foundation/evolution-api` 2.3.7, `src/api/routes/group.router.ts`, `src/validate/group.schema.ts`;
/// observed on a running server above a stand-in for WhatsApp. It is sent at most once.
///
/// # Errors
/// [`Error::InvalidRequest`](wagate_sdk_core::Error::InvalidRequest) when a number is too short; [`Error::Unsupported`](wagate_sdk_core::Error::Unsupported) on
/// [`Integration::Evolution`](crate::Integration::Evolution). A 500 leaves the outcome unknown: the server makes the group first, then sets
/// the description and promotes members.
#[derive(Debug, Clone, Serialize)]
#[serde(rename_all = "camelCase")]
#[non_exhaustive]
pub struct CreateGroup {
    /// The subject; not empty.
    pub subject: String,
    /// Numbers or JIDs of ten characters or more, at least one, none twice.
    pub participants: Vec<String>,
    /// The description; not empty.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub description: Option<String>,
    /// Whether all of them become admins.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub promote_participants: Option<bool>,
    /// The server takes it and ignores it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub profile_picture: Option<String>,
}

impl CreateGroup {
    /// A group with a subject and members.
    pub fn new<T: Into<String>>(
        subject: impl Into<String>,
        participants: impl IntoIterator<Item = T>,
    ) -> Self {
        Self {
            subject: subject.into(),
            participants: participants.into_iter().map(Into::into).collect(),
            description: None,
            promote_participants: None,
            profile_picture: None,
        }
    }
}

endpoint! {
    Evolution: CreateGroup => GroupInfo, "group.create", InstanceOnly, AtMostOnce,
    POST("/group/create/", instance), json, |group| group.id.is_some()
}
