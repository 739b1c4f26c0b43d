//! Taking up a stored session again.

use serde::Deserialize;
use serde::de::IgnoredAny;
use wagate_sdk_core::endpoint;
use wagate_sdk_core::wire;

use super::InstanceStatus;
use crate::Ryze;

/// Takes up the stored session again, without a new QR code. It only begins: ask [`ListInstances`](super::ListInstances) how it went.
///
/// `POST /api/instance/reconnect/:instance`, [documented](https://docs.ryzeapi.cloud/en/api/instance/reconnect). The documents call it
/// idempotent in part, so it is sent at most once.
///
/// # Errors
/// [`Error::InstanceOffline`](wagate_sdk_core::Error::InstanceOffline) when there is no stored session: the number was never paired, or was
/// unlinked.
#[derive(Debug, Clone, Copy, Default)]
#[non_exhaustive]
pub struct Reconnect {}

impl Reconnect {
    /// Takes up the session again.
    pub fn new() -> Self {
        Self {}
    }
}

endpoint! {
    Ryze: Reconnect => ReconnectStarted, "instance.reconnect", InstanceOnly, AtMostOnce,
    POST("/api/instance/reconnect/", instance),
    |response| wire::is_success(response.success, response.error.as_ref())
}

/// The answer to [`Reconnect`].
#[derive(Debug, Clone, Deserialize)]
#[non_exhaustive]
pub struct ReconnectStarted {
    /// `false` for a failure that came with a status of success; the call is then an error.
    #[serde(default, deserialize_with = "wire::truth")]
    pub success: Option<bool>,
    /// `connecting`.
    #[serde(default, deserialize_with = "wire::word")]
    pub status: Option<InstanceStatus>,
    #[serde(default)]
    error: Option<IgnoredAny>,
}
