//! Making a group.

use serde::Serialize;
use wagate_sdk_core::endpoint;

use super::Group;
use crate::{Loose, Vzaps};

/// Makes a group. `POST /instances/{id}/group/create`
///
/// Source: the official Python and Go clients. It is sent at most once: a second call makes a second group.
#[derive(Debug, Clone, Serialize)]
#[non_exhaustive]
pub struct CreateGroup {
    /// Its name.
    pub group_name: String,
    /// Its first members: digits with the country code.
    pub participants: Vec<String>,
    /// Its description.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub group_description: Option<String>,
    /// Its picture, by its URL.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub group_image: Option<String>,
    /// A delay. Neither its unit nor what waits is documented.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub delay_message: Option<u64>,
}

impl CreateGroup {
    /// A group of this name with these members.
    pub fn new(group_name: impl Into<String>, participants: Vec<String>) -> Self {
        Self {
            group_name: group_name.into(),
            participants,
            group_description: None,
            group_image: None,
            delay_message: None,
        }
    }
}

endpoint! {
    Vzaps: CreateGroup => Loose<Group>, "group.create", InstanceOnly, AtMostOnce,
    POST("/instances/", instance, "/group/create"), json, |answer| answer.is_good()
}
