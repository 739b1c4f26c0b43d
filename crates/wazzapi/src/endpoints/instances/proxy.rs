//! The proxy by which a device reaches WhatsApp. No member of it is published: they go out, and come back, as they are.

use serde::{Deserialize, Serialize};
use serde_json::Value;
use wagate_sdk_core::endpoint;
use wagate_sdk_core::wire::Members;

use crate::Wazzapi;

/// Reads a device's proxy.
///
/// `GET /api/v1/devices/{device_id}/proxy`. Source: the official SDKs, which leave the answer untyped. Read-only.
///
/// # Errors
/// [`Error::NotFound`](wagate_sdk_core::Error::NotFound) when the organization has no such device.
#[derive(Debug, Clone)]
#[non_exhaustive]
pub struct GetProxy {
    /// The device's id, a UUID.
    pub device_id: String,
}

impl GetProxy {
    /// The proxy of the device with this id.
    pub fn new(device_id: impl Into<String>) -> Self {
        Self { device_id: device_id.into() }
    }
}

endpoint! {
    Wazzapi: GetProxy => DeviceProxy, "device.proxy.get", Shared, ReadOnly,
    GET("/api/v1/devices/", device_id, "/proxy"), |answer| answer.is_success()
}

/// Changes a device's proxy.
///
/// `PATCH /api/v1/devices/{device_id}/proxy`. Source: the official SDKs, which pass an untyped map. Idempotent.
///
/// # Errors
/// [`Error::NotFound`](wagate_sdk_core::Error::NotFound) when the organization has no such device.
#[derive(Debug, Clone, Serialize)]
#[serde(transparent)]
#[non_exhaustive]
pub struct UpdateProxy {
    /// The device's id, a UUID.
    #[serde(skip)]
    pub device_id: String,
    /// What is changed. `Debug` shows the names only.
    pub members: Members,
}

impl UpdateProxy {
    /// These members for the device with this id.
    pub fn new(device_id: impl Into<String>, members: impl Into<Members>) -> Self {
        Self { device_id: device_id.into(), members: members.into() }
    }
}

endpoint! {
    Wazzapi: UpdateProxy => DeviceProxy, "device.proxy.update", Shared, Idempotent,
    PATCH("/api/v1/devices/", device_id, "/proxy"), json, |answer| answer.is_success()
}

/// Tries a proxy without keeping it.
///
/// `POST /api/v1/devices/proxy/test`. Source: the official SDKs, which pass an untyped map. Read-only.
#[derive(Debug, Clone, Serialize)]
#[serde(transparent)]
#[non_exhaustive]
pub struct TestProxy {
    /// The proxy. `Debug` shows the names only.
    pub members: Members,
}

impl TestProxy {
    /// Tries the proxy of these members.
    pub fn new(members: impl Into<Members>) -> Self {
        Self { members: members.into() }
    }
}

endpoint! {
    Wazzapi: TestProxy => DeviceProxy, "device.proxy.test", Shared, ReadOnly,
    POST("/api/v1/devices/proxy/test"), json, |answer| answer.is_success()
}

/// The answer to [`GetProxy`], [`UpdateProxy`] and [`TestProxy`], whose shape is not published.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(transparent)]
#[non_exhaustive]
pub struct DeviceProxy {
    /// All of it. `Debug` shows the names only: a password may stand there.
    pub members: Members,
}

impl DeviceProxy {
    fn is_success(&self) -> bool {
        self.members.0.get("success") != Some(&Value::Bool(false))
    }
}
