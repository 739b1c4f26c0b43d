//! Making a group.

use serde::Serialize;
use wagate_sdk_core::adapter::TimeoutClass;
use wagate_sdk_core::endpoint;

use super::{GroupAnswer, GroupSettings};
use crate::Ryze;

/// Makes a group, also within a community.
///
/// `POST /api/group/create/:instance`, [documented](https://docs.ryzeapi.cloud/en/api/groups/create). Not idempotent.
#[derive(Debug, Clone, Serialize)]
#[serde(rename_all = "camelCase")]
#[non_exhaustive]
pub struct CreateGroup {
    /// Its name. The longest is not documented.
    pub name: String,
    /// Its first members: numbers or JIDs.
    pub participants: Vec<String>,
    /// Its description.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub description: Option<String>,
    /// Its picture: a public URL. That a `data:` URL is taken, as in profiles, is not documented.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub image: Option<String>,
    /// The JID of the community that it belongs to.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub community_jid: Option<String>,
    /// What members may do.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub group_settings: Option<GroupSettings>,
}

impl CreateGroup {
    /// A group of this name with these members: numbers or JIDs.
    pub fn new(name: impl Into<String>, participants: Vec<String>) -> Self {
        Self {
            name: name.into(),
            participants,
            description: None,
            image: None,
            community_jid: None,
            group_settings: None,
        }
    }
}

endpoint! {
    Ryze: CreateGroup => GroupAnswer, "group.create", InstanceOnly, AtMostOnce,
    POST("/api/group/create/", instance), json, |response| response.succeeded();

    const TIMEOUT: TimeoutClass = TimeoutClass::Media;
}
