//! Changing a group.

use http::Method;
use serde::{Deserialize, Serialize};
use wagate_sdk_core::Error;
use wagate_sdk_core::adapter::{Body, Endpoint, Ignored, InstanceOnly, Path, Safety, TimeoutClass};
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

impl Endpoint for UpdateSubject {
    type Provider = Evolution;
    type Scope = InstanceOnly;
    type Response = Updated;

    const NAME: &'static str = "group.update_subject";
    const METHOD: Method = Method::POST;
    const SAFETY: Safety = Safety::Idempotent;

    fn path(&self, instance: &str, path: &mut Path) {
        path.literal("/group/updateGroupSubject/").segment(instance).query("groupJid", &self.group_jid);
    }

    fn body(&self) -> Result<Body, Error> {
        Body::json(self)
    }

    fn succeeded(answer: &Updated) -> bool {
        answer.update.is_some()
    }
}

impl Endpoint for UpdateDescription {
    type Provider = Evolution;
    type Scope = InstanceOnly;
    type Response = Updated;

    const NAME: &'static str = "group.update_description";
    const METHOD: Method = Method::POST;
    const SAFETY: Safety = Safety::Idempotent;

    fn path(&self, instance: &str, path: &mut Path) {
        path.literal("/group/updateGroupDescription/").segment(instance).query("groupJid", &self.group_jid);
    }

    fn body(&self) -> Result<Body, Error> {
        Body::json(self)
    }

    fn succeeded(answer: &Updated) -> bool {
        answer.update.is_some()
    }
}

impl Endpoint for UpdatePicture {
    type Provider = Evolution;
    type Scope = InstanceOnly;
    type Response = Updated;

    const NAME: &'static str = "group.update_picture";
    const METHOD: Method = Method::POST;
    const SAFETY: Safety = Safety::Idempotent;
    const TIMEOUT: TimeoutClass = TimeoutClass::Media;

    fn path(&self, instance: &str, path: &mut Path) {
        path.literal("/group/updateGroupPicture/").segment(instance).query("groupJid", &self.group_jid);
    }

    fn body(&self) -> Result<Body, Error> {
        self.image.check()?;
        Body::json(self)
    }

    fn succeeded(answer: &Updated) -> bool {
        answer.update.is_some()
    }
}

impl Endpoint for UpdateSetting {
    type Provider = Evolution;
    type Scope = InstanceOnly;
    type Response = Ignored;

    const NAME: &'static str = "group.update_setting";
    const METHOD: Method = Method::POST;
    const SAFETY: Safety = Safety::Idempotent;

    fn path(&self, instance: &str, path: &mut Path) {
        path.literal("/group/updateSetting/").segment(instance).query("groupJid", &self.group_jid);
    }

    fn body(&self) -> Result<Body, Error> {
        Body::json(self)
    }
}

impl Endpoint for ToggleEphemeral {
    type Provider = Evolution;
    type Scope = InstanceOnly;
    type Response = Toggled;

    const NAME: &'static str = "group.toggle_ephemeral";
    const METHOD: Method = Method::POST;
    const SAFETY: Safety = Safety::Idempotent;

    fn path(&self, instance: &str, path: &mut Path) {
        path.literal("/group/toggleEphemeral/").segment(instance).query("groupJid", &self.group_jid);
    }

    fn body(&self) -> Result<Body, Error> {
        Body::json(self)
    }

    fn succeeded(answer: &Toggled) -> bool {
        answer.success == Some(true)
    }
}
