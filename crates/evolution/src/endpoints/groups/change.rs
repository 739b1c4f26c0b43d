//! Changing a group.

use serde::{Deserialize, Serialize};
use wagate_sdk_core::Error;
use wagate_sdk_core::adapter::{Body, Ignored, TimeoutClass};
use wagate_sdk_core::endpoint;
use wagate_sdk_core::wire;

use super::Updated;
use crate::Evolution;
use crate::messages::MediaFile;

/// Changes the subject. `POST /group/updateGroupSubject/{instance}`
///
/// Source: `evolution-foundation/evolution-api` 2.3.7, `src/api/routes/group.router.ts`, `src/validate/group.schema.ts`;
/// observed on a running server above a stand-in for WhatsApp. Doing it again leaves the same state.
#[derive(Debug, Clone, Serialize)]
#[serde(rename_all = "camelCase")]
#[non_exhaustive]
pub struct UpdateSubject {
    /// The group's JID; it stands in the query.
    #[serde(skip)]
    pub group_jid: String,
    /// The subject.
    pub subject: String,
}

impl UpdateSubject {
    /// A subject for the group with this JID.
    pub fn new(group_jid: impl Into<String>, subject: impl Into<String>) -> Self {
        Self { group_jid: group_jid.into(), subject: subject.into() }
    }
}

/// Changes the description. `POST /group/updateGroupDescription/{instance}`
///
/// Source: `evolution-foundation/evolution-api` 2.3.7, `src/api/routes/group.router.ts`, `src/validate/group.schema.ts`;
/// observed on a running server above a stand-in for WhatsApp. Doing it again leaves the same state.
#[derive(Debug, Clone, Serialize)]
#[serde(rename_all = "camelCase")]
#[non_exhaustive]
pub struct UpdateDescription {
    /// The group's JID; it stands in the query.
    #[serde(skip)]
    pub group_jid: String,
    /// The description; not empty.
    pub description: String,
}

impl UpdateDescription {
    /// A description for the group with this JID.
    pub fn new(group_jid: impl Into<String>, description: impl Into<String>) -> Self {
        Self { group_jid: group_jid.into(), description: description.into() }
    }
}

/// Changes the picture. `POST /group/updateGroupPicture/{instance}`
///
/// Source: `evolution-foundation/evolution-api` 2.3.7, `src/api/routes/group.router.ts`, `src/validate/group.schema.ts`;
/// observed on a running server above a stand-in for WhatsApp. Doing it again leaves the same state.
///
/// # Errors
/// Before anything leaves, [`Error::InvalidRequest`] for base64 with a `data:` prefix.
#[derive(Debug, Clone, Serialize)]
#[serde(rename_all = "camelCase")]
#[non_exhaustive]
pub struct UpdatePicture {
    /// The group's JID; it stands in the query.
    #[serde(skip)]
    pub group_jid: String,
    /// The picture.
    pub image: MediaFile,
}

impl UpdatePicture {
    /// A picture for the group with this JID.
    pub fn new(group_jid: impl Into<String>, image: MediaFile) -> Self {
        Self { group_jid: group_jid.into(), image }
    }
}

/// Changes who may write or edit. `POST /group/updateSetting/{instance}`
///
/// The answer says nothing.
///
/// Source: `evolution-foundation/evolution-api` 2.3.7, `src/api/routes/group.router.ts`, `src/validate/group.schema.ts`;
/// observed on a running server above a stand-in for WhatsApp. Doing it again leaves the same state.
#[derive(Debug, Clone, Serialize)]
#[serde(rename_all = "camelCase")]
#[non_exhaustive]
pub struct UpdateSetting {
    /// The group's JID; it stands in the query.
    #[serde(skip)]
    pub group_jid: String,
    /// What changes.
    pub action: GroupSetting,
}

impl UpdateSetting {
    /// A setting for the group with this JID.
    pub fn new(group_jid: impl Into<String>, action: GroupSetting) -> Self {
        Self { group_jid: group_jid.into(), action }
    }
}

/// What [`UpdateSetting`] changes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum GroupSetting {
    /// Only admins may write.
    Announcement,
    /// Everybody may write.
    NotAnnouncement,
    /// Only admins may edit the group.
    Locked,
    /// Everybody may edit the group.
    Unlocked,
}

/// Makes new messages disappear after some time, or stops that. `POST /group/toggleEphemeral/{instance}`
///
/// Source: `evolution-foundation/evolution-api` 2.3.7, `src/api/routes/group.router.ts`, `src/validate/group.schema.ts`;
/// observed on a running server above a stand-in for WhatsApp. Doing it again leaves the same state.
///
/// # Errors
/// [`Error::InvalidRequest`] for any other number of seconds.
#[derive(Debug, Clone, Serialize)]
#[serde(rename_all = "camelCase")]
#[non_exhaustive]
pub struct ToggleEphemeral {
    /// The group's JID; it stands in the query.
    #[serde(skip)]
    pub group_jid: String,
    /// After how many seconds: 86400, 604800 or 7776000; 0 stops it.
    pub expiration: u32,
}

impl ToggleEphemeral {
    /// So many seconds for the group with this JID.
    pub fn new(group_jid: impl Into<String>, expiration: u32) -> Self {
        Self { group_jid: group_jid.into(), expiration }
    }
}

/// The answer to [`ToggleEphemeral`].
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
#[non_exhaustive]
pub struct Toggled {
    /// That it was done.
    #[serde(deserialize_with = "wire::truth")]
    pub success: Option<bool>,
}

endpoint! {
    Evolution: UpdateSubject => Updated, "group.update_subject", InstanceOnly, Idempotent,
    POST("/group/updateGroupSubject/", instance; "groupJid" = group_jid), json, |answer| answer.update.is_some()
}

endpoint! {
    Evolution: UpdateDescription => Updated, "group.update_description", InstanceOnly, Idempotent,
    POST("/group/updateGroupDescription/", instance; "groupJid" = group_jid), json, |answer| answer.update.is_some()
}

endpoint! {
    Evolution: UpdatePicture => Updated, "group.update_picture", InstanceOnly, Idempotent,
    POST("/group/updateGroupPicture/", instance; "groupJid" = group_jid), |answer| answer.update.is_some();

    const TIMEOUT: TimeoutClass = TimeoutClass::Media;

    fn body(&self) -> Result<Body, Error> {
        self.image.json_of(self)
    }
}

endpoint! {
    Evolution: UpdateSetting => Ignored, "group.update_setting", InstanceOnly, Idempotent,
    POST("/group/updateSetting/", instance; "groupJid" = group_jid), json
}

endpoint! {
    Evolution: ToggleEphemeral => Toggled, "group.toggle_ephemeral", InstanceOnly, Idempotent,
    POST("/group/toggleEphemeral/", instance; "groupJid" = group_jid), json, |answer| answer.success == Some(true)
}
