//! The instance's own profile.

use serde::Serialize;
use wagate_sdk_core::Error;
use wagate_sdk_core::adapter::{Body, TimeoutClass};
use wagate_sdk_core::endpoint;

use super::Updated;
use crate::Evolution;
use crate::messages::MediaFile;

/// Changes the own name. `POST /chat/updateProfileName/{instance}`
///
/// Source: `evolution-foundation/evolution-api` 2.3.7, `src/api/routes/chat.router.ts`, `src/validate/chat.schema.ts`;
/// observed on a running server above a stand-in for WhatsApp. Doing it again leaves the same state.
#[derive(Debug, Clone, Serialize)]
#[serde(rename_all = "camelCase")]
#[non_exhaustive]
pub struct UpdateProfileName {
    /// The name; not empty.
    pub name: String,
}

impl UpdateProfileName {
    /// This name.
    pub fn new(name: impl Into<String>) -> Self {
        Self { name: name.into() }
    }
}

/// Changes the own "about". `POST /chat/updateProfileStatus/{instance}`
///
/// Source: `evolution-foundation/evolution-api` 2.3.7, `src/api/routes/chat.router.ts`, `src/validate/chat.schema.ts`;
/// observed on a running server above a stand-in for WhatsApp. Doing it again leaves the same state.
#[derive(Debug, Clone, Serialize)]
#[serde(rename_all = "camelCase")]
#[non_exhaustive]
pub struct UpdateProfileStatus {
    /// The text; not empty.
    pub status: String,
}

impl UpdateProfileStatus {
    /// This text.
    pub fn new(status: impl Into<String>) -> Self {
        Self { status: status.into() }
    }
}

/// Changes the own picture. `POST /chat/updateProfilePicture/{instance}`
///
/// The server connects to WhatsApp again afterwards.
///
/// Source: `evolution-foundation/evolution-api` 2.3.7, `src/api/routes/chat.router.ts`, `src/validate/chat.schema.ts`;
/// observed on a running server above a stand-in for WhatsApp. Doing it again leaves the same state.
///
/// # Errors
/// A 500, as for what is no picture, leaves the outcome unknown. Before anything leaves, [`Error::InvalidRequest`] for base64
/// with a `data:` prefix.
#[derive(Debug, Clone, Serialize)]
#[serde(rename_all = "camelCase")]
#[non_exhaustive]
pub struct UpdateProfilePicture {
    /// The picture.
    pub picture: MediaFile,
}

impl UpdateProfilePicture {
    /// This picture.
    pub fn new(picture: MediaFile) -> Self {
        Self { picture }
    }
}

/// Removes the own picture. `DELETE /chat/removeProfilePicture/{instance}`
///
/// The server connects to WhatsApp again afterwards.
///
/// Source: `evolution-foundation/evolution-api` 2.3.7, `src/api/routes/chat.router.ts`;
/// observed on a running server above a stand-in for WhatsApp. Doing it again leaves the same state.
#[derive(Debug, Clone, Default, Serialize)]
#[non_exhaustive]
pub struct RemoveProfilePicture {}

impl RemoveProfilePicture {
    /// There is nothing to set.
    pub fn new() -> Self {
        Self {}
    }
}

endpoint! {
    Evolution: UpdateProfileName => Updated, "chat.update_profile_name", InstanceOnly, Idempotent,
    POST("/chat/updateProfileName/", instance), json, |answer| answer.update.is_some()
}

endpoint! {
    Evolution: UpdateProfileStatus => Updated, "chat.update_profile_status", InstanceOnly, Idempotent,
    POST("/chat/updateProfileStatus/", instance), json, |answer| answer.update.is_some()
}

endpoint! {
    Evolution: UpdateProfilePicture => Updated, "chat.update_profile_picture", InstanceOnly, Idempotent,
    POST("/chat/updateProfilePicture/", instance), |answer| answer.update.is_some();

    const TIMEOUT: TimeoutClass = TimeoutClass::Media;

    fn body(&self) -> Result<Body, Error> {
        self.picture.json_of(self)
    }
}

endpoint! {
    Evolution: RemoveProfilePicture => Updated, "chat.remove_profile_picture", InstanceOnly, Idempotent,
    DELETE("/chat/removeProfilePicture/", instance), |answer| answer.update.is_some()
}
