//! How an instance behaves.

use serde::de::IgnoredAny;
use serde::{Deserialize, Serialize};
use wagate_sdk_core::adapter::Body;
use wagate_sdk_core::endpoint;
use wagate_sdk_core::{Error, wire};

use crate::Ryze;

/// Reads how the instance behaves.
///
/// `GET /api/instance/getSettings/:instance`, [documented](https://docs.ryzeapi.cloud/en/api/instance/settings-read). Reads only.
#[derive(Debug, Clone, Copy, Default)]
#[non_exhaustive]
pub struct GetSettings {}

impl GetSettings {
    /// Reads the settings.
    pub fn new() -> Self {
        Self {}
    }
}

endpoint! {
    Ryze: GetSettings => SettingsRead, "instance.settings.get", InstanceOnly, ReadOnly,
    GET("/api/instance/getSettings/", instance),
    |response| wire::is_success(response.success, response.error.as_ref())
}

/// The answer to [`GetSettings`].
#[derive(Debug, Clone, Deserialize)]
#[non_exhaustive]
pub struct SettingsRead {
    /// `false` for a failure that came with a status of success; the call is then an error.
    #[serde(default, deserialize_with = "wire::truth")]
    pub success: Option<bool>,
    /// The settings.
    pub settings: InstanceSettings,
    #[serde(default)]
    error: Option<IgnoredAny>,
}

/// Changes how the instance behaves. What is `None` stays as it is.
///
/// `POST /api/instance/settings/:instance`, [documented](https://docs.ryzeapi.cloud/en/api/instance/settings-update). Idempotent.
///
/// # Errors
/// [`Error::InvalidRequest`] before anything leaves when nothing is set.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
#[non_exhaustive]
pub struct UpdateSettings {
    /// Whether incoming calls are rejected.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub auto_reject_calls: Option<bool>,
    /// What a rejected caller is sent.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub call_reject_message: Option<String>,
    /// Whether messages of groups are ignored.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub ignore_group_messages: Option<bool>,
    /// Whether the number always shows as online. It takes effect at once when the instance is connected.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub keep_online_status: Option<bool>,
    /// Whether incoming messages are marked as read.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub auto_read_messages: Option<bool>,
    /// Whether history is not taken over at pairing.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub disable_history_sync: Option<bool>,
    /// Whether statuses (stories) are ignored.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub ignore_status: Option<bool>,
}

impl UpdateSettings {
    /// Changes nothing until a setting is set.
    pub fn new() -> Self {
        Self::default()
    }
}

endpoint! {
    Ryze: UpdateSettings => SettingsUpdated, "instance.settings.update", InstanceOnly, Idempotent,
    POST("/api/instance/settings/", instance),
    |response| wire::is_success(response.success, response.error.as_ref());

    fn body(&self) -> Result<Body, Error> {
        if *self == Self::default() {
            return Err(Error::invalid("at least one setting must be set"));
        }
        Body::json(self)
    }
}

/// The answer to [`UpdateSettings`].
#[derive(Debug, Clone, Deserialize)]
#[non_exhaustive]
pub struct SettingsUpdated {
    /// `false` for a failure that came with a status of success; the call is then an error.
    #[serde(default, deserialize_with = "wire::truth")]
    pub success: Option<bool>,
    /// All settings as they are now.
    #[serde(default, deserialize_with = "wire::lenient")]
    pub settings: Option<InstanceSettings>,
    #[serde(default)]
    error: Option<IgnoredAny>,
}

/// How an instance behaves.
#[derive(Debug, Clone, Deserialize)]
#[serde(rename_all = "camelCase")]
#[non_exhaustive]
pub struct InstanceSettings {
    /// Whether incoming calls are rejected.
    #[serde(default, deserialize_with = "wire::truth")]
    pub auto_reject_calls: Option<bool>,
    /// What a rejected caller is sent.
    #[serde(default, deserialize_with = "wire::text")]
    pub call_reject_message: Option<String>,
    /// Whether messages of groups are ignored.
    #[serde(default, deserialize_with = "wire::truth")]
    pub ignore_group_messages: Option<bool>,
    /// Whether the number always shows as online.
    #[serde(default, deserialize_with = "wire::truth")]
    pub keep_online_status: Option<bool>,
    /// Whether incoming messages are marked as read.
    #[serde(default, deserialize_with = "wire::truth")]
    pub auto_read_messages: Option<bool>,
    /// Whether history is not taken over at pairing. It is not unless changed.
    #[serde(default, deserialize_with = "wire::truth")]
    pub disable_history_sync: Option<bool>,
    /// Whether statuses (stories) are ignored.
    #[serde(default, deserialize_with = "wire::truth")]
    pub ignore_status: Option<bool>,
}
