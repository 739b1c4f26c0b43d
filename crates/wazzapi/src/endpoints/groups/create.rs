//! Making a group.

use std::time::SystemTime;

use serde::{Deserialize, Serialize};
use wagate_sdk_core::endpoint;
use wagate_sdk_core::wire;

use crate::Wazzapi;

/// Makes a group.
///
/// `POST /api/v1/groups/create`. Not repeated when its outcome is unknown: it may have made a group.
#[derive(Debug, Clone, Serialize)]
#[non_exhaustive]
pub struct CreateGroup {
    /// The device's session name.
    pub session_name: String,
    /// The group's name.
    pub name: String,
    /// Its first members: numbers, which the official SDKs' documents write with `+`.
    pub participants: Vec<String>,
}

impl CreateGroup {
    /// A group of this name with these members, made by the device with this session name.
    pub fn new(session_name: impl Into<String>, name: impl Into<String>, participants: Vec<String>) -> Self {
        Self { session_name: session_name.into(), name: name.into(), participants }
    }
}

endpoint! {
    Wazzapi: CreateGroup => GroupCreated, "group.create", Shared, AtMostOnce,
    POST("/api/v1/groups/create"), json, |created| created.success != Some(false)
}

/// The answer to [`CreateGroup`].
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
#[non_exhaustive]
pub struct GroupCreated {
    /// Whether it worked; `false` makes the call an error.
    #[serde(deserialize_with = "wire::truth")]
    pub success: Option<bool>,
    /// The group's JID.
    #[serde(deserialize_with = "wire::text")]
    pub jid: Option<String>,
    /// Its name.
    #[serde(deserialize_with = "wire::text")]
    pub name: Option<String>,
    /// The JID of its owner.
    #[serde(deserialize_with = "wire::text")]
    pub owner_jid: Option<String>,
    /// When it was made.
    #[serde(deserialize_with = "wire::time")]
    pub group_created: Option<SystemTime>,
}
