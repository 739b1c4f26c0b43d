//! Changing a group.

use serde::Serialize;
use wagate_sdk_core::Error;
use wagate_sdk_core::adapter::{Body, TimeoutClass};
use wagate_sdk_core::endpoint;

use super::{GroupAnswer, GroupSettings};
use crate::Ryze;

/// Changes a group. What is `None` stays as it is.
///
/// `PUT /api/group/update/:instance`, [documented](https://docs.ryzeapi.cloud/en/api/groups/update). The documents call it idempotent in
/// part, so it is sent at most once. Several changes are not one: after a failure some may have been made.
///
/// # Errors
/// [`Error::InvalidRequest`] before anything leaves when nothing is set; [`Error::NotFound`] when there is no such group, or the number is
/// not in it; [`Error::Forbidden`] when it must be an admin.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
#[non_exhaustive]
pub struct UpdateGroup {
    /// The group: its JID, an invite code, or a `https://chat.whatsapp.com/…` link.
    pub identifier: String,
    /// Its name.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
    /// Its description; an empty one clears it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub description: Option<String>,
    /// Its picture, as in [`CreateGroup::image`](super::CreateGroup::image).
    #[serde(skip_serializing_if = "Option::is_none")]
    pub image: Option<String>,
    /// Whether the picture is removed. It wins over [`image`](Self::image).
    #[serde(skip_serializing_if = "Option::is_none")]
    pub remove_image: Option<bool>,
    /// What members may do.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub group_settings: Option<GroupSettings>,
}

impl UpdateGroup {
    /// Changes nothing of this group until a part is set.
    pub fn new(identifier: impl Into<String>) -> Self {
        Self {
            identifier: identifier.into(),
            name: None,
            description: None,
            image: None,
            remove_image: None,
            group_settings: None,
        }
    }
}

endpoint! {
    Ryze: UpdateGroup => GroupAnswer, "group.update", InstanceOnly, AtMostOnce,
    PUT("/api/group/update/", instance), |response| response.succeeded();

    const TIMEOUT: TimeoutClass = TimeoutClass::Media;

    fn body(&self) -> Result<Body, Error> {
        if *self == Self::new(self.identifier.as_str()) {
            return Err(Error::invalid("at least one part of the group must be set"));
        }
        Body::json(self)
    }
}
