//! Changing a group: its name, its description, its picture, and what members may do.

use serde::{Deserialize, Serialize};
use wagate_sdk_core::Error;
use wagate_sdk_core::adapter::TimeoutClass;
use wagate_sdk_core::endpoint;
use wagate_sdk_core::open_words;
use wagate_sdk_core::wire;

use crate::Wazzapi;

/// Changes a group's name.
///
/// `POST /api/v1/groups/{group_jid}/name`. Idempotent.
#[derive(Debug, Clone, Serialize)]
#[non_exhaustive]
pub struct SetName {
    /// The device's session name.
    pub session_name: String,
    /// The group's JID.
    #[serde(skip)]
    pub group_jid: String,
    /// The new name.
    pub name: String,
}

impl SetName {
    /// This name for that group, by the device with this session name.
    pub fn new(
        session_name: impl Into<String>,
        group_jid: impl Into<String>,
        name: impl Into<String>,
    ) -> Self {
        Self { session_name: session_name.into(), group_jid: group_jid.into(), name: name.into() }
    }
}

endpoint! {
    Wazzapi: SetName => GroupChanged, "group.set_name", Shared, Idempotent,
    POST("/api/v1/groups/", group_jid, "/name"), json, |changed| changed.success != Some(false)
}

/// Changes a group's description, which is called its topic here.
///
/// `POST /api/v1/groups/{group_jid}/topic`. Idempotent.
#[derive(Debug, Clone, Serialize)]
#[non_exhaustive]
pub struct SetTopic {
    /// The device's session name.
    pub session_name: String,
    /// The group's JID.
    #[serde(skip)]
    pub group_jid: String,
    /// The new description.
    pub topic: String,
}

impl SetTopic {
    /// This description for that group, by the device with this session name.
    pub fn new(
        session_name: impl Into<String>,
        group_jid: impl Into<String>,
        topic: impl Into<String>,
    ) -> Self {
        Self { session_name: session_name.into(), group_jid: group_jid.into(), topic: topic.into() }
    }
}

endpoint! {
    Wazzapi: SetTopic => GroupChanged, "group.set_topic", Shared, Idempotent,
    POST("/api/v1/groups/", group_jid, "/topic"), json, |changed| changed.success != Some(false)
}

/// Changes who may write in a group.
///
/// `POST /api/v1/groups/{group_jid}/announce`. Idempotent.
#[derive(Debug, Clone, Serialize)]
#[non_exhaustive]
pub struct SetAnnounce {
    /// The device's session name.
    pub session_name: String,
    /// The group's JID.
    #[serde(skip)]
    pub group_jid: String,
    /// `true`: admins alone; `false`: all members.
    pub announce: bool,
}

impl SetAnnounce {
    /// Lets admins alone write in that group, or all members, by the device with this session name.
    pub fn new(session_name: impl Into<String>, group_jid: impl Into<String>, announce: bool) -> Self {
        Self { session_name: session_name.into(), group_jid: group_jid.into(), announce }
    }
}

endpoint! {
    Wazzapi: SetAnnounce => GroupChanged, "group.set_announce", Shared, Idempotent,
    POST("/api/v1/groups/", group_jid, "/announce"), json, |changed| changed.success != Some(false)
}

/// Changes who may edit a group's name, description and picture.
///
/// `POST /api/v1/groups/{group_jid}/locked`. Idempotent.
#[derive(Debug, Clone, Serialize)]
#[non_exhaustive]
pub struct SetLocked {
    /// The device's session name.
    pub session_name: String,
    /// The group's JID.
    #[serde(skip)]
    pub group_jid: String,
    /// `true`: admins alone; `false`: all members.
    pub locked: bool,
}

impl SetLocked {
    /// Lets admins alone edit that group, or all members, by the device with this session name.
    pub fn new(session_name: impl Into<String>, group_jid: impl Into<String>, locked: bool) -> Self {
        Self { session_name: session_name.into(), group_jid: group_jid.into(), locked }
    }
}

endpoint! {
    Wazzapi: SetLocked => GroupChanged, "group.set_locked", Shared, Idempotent,
    POST("/api/v1/groups/", group_jid, "/locked"), json, |changed| changed.success != Some(false)
}

/// Changes after what time a group's messages disappear.
///
/// `POST /api/v1/groups/{group_jid}/ephemeral`. Idempotent.
#[derive(Debug, Clone, Serialize)]
#[non_exhaustive]
pub struct SetEphemeral {
    /// The device's session name.
    pub session_name: String,
    /// The group's JID.
    #[serde(skip)]
    pub group_jid: String,
    /// The time.
    pub duration: EphemeralDuration,
}

impl SetEphemeral {
    /// This time for that group, by the device with this session name.
    pub fn new(
        session_name: impl Into<String>,
        group_jid: impl Into<String>,
        duration: EphemeralDuration,
    ) -> Self {
        Self { session_name: session_name.into(), group_jid: group_jid.into(), duration }
    }
}

endpoint! {
    Wazzapi: SetEphemeral => GroupChanged, "group.set_ephemeral", Shared, Idempotent,
    POST("/api/v1/groups/", group_jid, "/ephemeral"), json, |changed| changed.success != Some(false)
}

open_words! {
    /// After what time messages disappear.
    EphemeralDuration {
        /// Never.
        Off = "off",
        /// After 24 hours.
        Day = "24h",
        /// After 7 days.
        Week = "7d",
        /// After 90 days.
        Quarter = "90d",
    }
}

/// Changes a group's picture.
///
/// `POST /api/v1/groups/{group_jid}/photo`. Idempotent.
///
/// # Errors
/// [`Error::InvalidRequest`] before anything leaves for what is no `data:` URI.
#[derive(Debug, Clone, Serialize)]
#[non_exhaustive]
pub struct SetPhoto {
    /// The device's session name.
    pub session_name: String,
    /// The group's JID.
    #[serde(skip)]
    pub group_jid: String,
    /// The picture as a `data:` URI in base64, such as `data:image/jpeg;base64,…`. Which formats are taken is not documented.
    pub image_data_uri: String,
}

impl SetPhoto {
    /// This picture for that group, by the device with this session name.
    pub fn new(
        session_name: impl Into<String>,
        group_jid: impl Into<String>,
        image_data_uri: impl Into<String>,
    ) -> Self {
        Self {
            session_name: session_name.into(),
            group_jid: group_jid.into(),
            image_data_uri: image_data_uri.into(),
        }
    }

    fn check(&self) -> Result<(), Error> {
        if !self.image_data_uri.starts_with("data:") {
            return Err(Error::invalid(
                "a group's picture goes as a `data:` URI in base64, not as a URL or bare base64",
            ));
        }
        Ok(())
    }
}

endpoint! {
    Wazzapi: SetPhoto => GroupChanged, "group.set_photo", Shared, Idempotent,
    POST("/api/v1/groups/", group_jid, "/photo"), checked, |changed| changed.success != Some(false);

    const TIMEOUT: TimeoutClass = TimeoutClass::Media;
}

/// Removes a group's picture.
///
/// `DELETE /api/v1/groups/{group_jid}/photo`. Idempotent.
#[derive(Debug, Clone)]
#[non_exhaustive]
pub struct RemovePhoto {
    /// The device's session name.
    pub session_name: String,
    /// The group's JID.
    pub group_jid: String,
}

impl RemovePhoto {
    /// Removes the picture of this group, by the device with this session name.
    pub fn new(session_name: impl Into<String>, group_jid: impl Into<String>) -> Self {
        Self { session_name: session_name.into(), group_jid: group_jid.into() }
    }
}

endpoint! {
    Wazzapi: RemovePhoto => GroupChanged, "group.remove_photo", Shared, Idempotent,
    DELETE("/api/v1/groups/", group_jid, "/photo"; "session_name" = session_name),
    |changed| changed.success != Some(false)
}

/// The answer to every change of a group.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
#[non_exhaustive]
pub struct GroupChanged {
    /// Whether it worked; `false` makes the call an error.
    #[serde(deserialize_with = "wire::truth")]
    pub success: Option<bool>,
    /// A text for people.
    #[serde(deserialize_with = "wire::text")]
    pub details: Option<String>,
}
