//! How an instance behaves.

use serde::{Deserialize, Serialize};
use wagate_sdk_core::wire;

use crate::Evolution;
use crate::instances::SettingsRow;
use wagate_sdk_core::SecretText;
use wagate_sdk_core::endpoint;

/// Reads the settings. `GET /settings/find/{instance}`
///
/// The answer is nothing when there are none.
///
/// Source: `evolution-foundation/evolution-api` 2.3.7, `src/api/services/settings.service.ts`;
/// observed on a running server. It changes nothing.
#[derive(Debug, Clone, Default, Serialize)]
#[non_exhaustive]
pub struct FindSettings {}

impl FindSettings {
    /// There is nothing to set.
    pub fn new() -> Self {
        Self {}
    }
}

/// Replaces the settings. `POST /settings/set/{instance}`
///
/// The server demands all six truths: read them first, as [`SetSettings::keeping`] does, to change one.
///
/// Source: `evolution-foundation/evolution-api` 2.3.7, `src/validate/settings.schema.ts`;
/// observed on a running server. Doing it again leaves the same state.
///
/// # Errors
/// [`Error::InvalidRequest`](wagate_sdk_core::Error::InvalidRequest) when a truth is missing or of another type.
#[derive(Debug, Clone, Default, Serialize)]
#[serde(rename_all = "camelCase")]
#[non_exhaustive]
pub struct SetSettings {
    /// Whether to reject calls.
    pub reject_call: bool,
    /// What to write to somebody whose call was rejected.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub msg_call: Option<String>,
    /// Whether to ignore groups.
    pub groups_ignore: bool,
    /// Whether to show the number as always online.
    pub always_online: bool,
    /// Whether to mark incoming messages as read.
    pub read_messages: bool,
    /// Whether to mark statuses as read.
    pub read_status: bool,
    /// Whether to fetch the whole history when the number is paired.
    pub sync_full_history: bool,
    /// The token of the voice service Wavoip.
    #[serde(skip_serializing_if = "Option::is_none", serialize_with = "wire::write_secret")]
    pub wavoip_token: Option<SecretText>,
}

impl SetSettings {
    /// All six truths, in the order of the fields.
    pub fn new(
        reject_call: bool,
        groups_ignore: bool,
        always_online: bool,
        read_messages: bool,
        read_status: bool,
        sync_full_history: bool,
    ) -> Self {
        Self {
            reject_call,
            msg_call: None,
            groups_ignore,
            always_online,
            read_messages,
            read_status,
            sync_full_history,
            wavoip_token: None,
        }
    }

    /// The settings as they were read; what was not told is `false`.
    pub fn keeping(read: &SettingsRow) -> Self {
        let truth = |told: Option<bool>| told.unwrap_or_default();
        Self {
            reject_call: truth(read.reject_call),
            msg_call: read.msg_call.clone(),
            groups_ignore: truth(read.groups_ignore),
            always_online: truth(read.always_online),
            read_messages: truth(read.read_messages),
            read_status: truth(read.read_status),
            sync_full_history: truth(read.sync_full_history),
            wavoip_token: read.wavoip_token.clone(),
        }
    }
}

/// The answer to [`SetSettings`].
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
#[non_exhaustive]
pub struct SettingsSet {
    /// What was saved.
    pub settings: Option<SavedSettings>,
}

/// What [`SetSettings`] saved.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default, rename_all = "camelCase")]
#[non_exhaustive]
pub struct SavedSettings {
    /// The instance's name.
    #[serde(deserialize_with = "wire::text")]
    pub instance_name: Option<String>,
    /// The settings as they were sent.
    pub settings: Option<SettingsRow>,
}

endpoint! {
    Evolution: FindSettings => Option<SettingsRow>, "settings.find", InstanceOnly, ReadOnly,
    GET("/settings/find/", instance)
}

endpoint! {
    Evolution: SetSettings => SettingsSet, "settings.set", InstanceOnly, Idempotent,
    POST("/settings/set/", instance), json, |answer| answer.settings.is_some()
}
