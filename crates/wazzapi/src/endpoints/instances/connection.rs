//! A device's connection to WhatsApp.

use serde::Deserialize;
use wagate_sdk_core::endpoint;
use wagate_sdk_core::wire;

use crate::Wazzapi;

/// Asks for a device's live connection. Its answer is not published; [`GetDevice`](super::GetDevice) has a documented status.
///
/// `GET /api/v1/devices/{device_id}/status`. Source: the official SDKs, which leave the answer untyped. Read-only.
///
/// # Errors
/// [`Error::NotFound`](wagate_sdk_core::Error::NotFound) when the organization has no such device.
#[derive(Debug, Clone)]
#[non_exhaustive]
pub struct GetStatus {
    /// The device's id, a UUID.
    pub device_id: String,
}

impl GetStatus {
    /// The connection of the device with this id.
    pub fn new(device_id: impl Into<String>) -> Self {
        Self { device_id: device_id.into() }
    }
}

endpoint! {
    Wazzapi: GetStatus => DeviceReport, "device.status", Shared, ReadOnly,
    GET("/api/v1/devices/", device_id, "/status"), |report| report.success != Some(false)
}

/// Disconnects a device. Whether that also unlinks its number is not documented.
///
/// `POST /api/v1/devices/{device_id}/disconnect`. Source: the official SDKs, which leave the answer untyped. Idempotent.
///
/// # Errors
/// [`Error::NotFound`](wagate_sdk_core::Error::NotFound) when the organization has no such device.
#[derive(Debug, Clone)]
#[non_exhaustive]
pub struct DisconnectDevice {
    /// The device's id, a UUID.
    pub device_id: String,
}

impl DisconnectDevice {
    /// Disconnects the device with this id.
    pub fn new(device_id: impl Into<String>) -> Self {
        Self { device_id: device_id.into() }
    }
}

endpoint! {
    Wazzapi: DisconnectDevice => DeviceReport, "device.disconnect", Shared, Idempotent,
    POST("/api/v1/devices/", device_id, "/disconnect"), |report| report.success != Some(false)
}

/// Connects a device again from the credentials that the gateway keeps of its pairing.
///
/// `POST /api/v1/devices/{device_id}/reconnect`. Source: the official SDKs, which leave the answer untyped. Idempotent.
///
/// # Errors
/// [`Error::NotFound`](wagate_sdk_core::Error::NotFound) when the organization has no such device.
#[derive(Debug, Clone)]
#[non_exhaustive]
pub struct ReconnectDevice {
    /// The device's id, a UUID.
    pub device_id: String,
}

impl ReconnectDevice {
    /// Connects the device with this id.
    pub fn new(device_id: impl Into<String>) -> Self {
        Self { device_id: device_id.into() }
    }
}

endpoint! {
    Wazzapi: ReconnectDevice => DeviceReport, "device.reconnect", Shared, Idempotent,
    POST("/api/v1/devices/", device_id, "/reconnect"), |report| report.success != Some(false)
}

/// What can be understood of the answer to [`GetStatus`], [`DisconnectDevice`] and [`ReconnectDevice`]. Its shape is not published, so each
/// field may be absent.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
#[non_exhaustive]
pub struct DeviceReport {
    /// Whether it worked, where the answer says so.
    #[serde(deserialize_with = "wire::truth")]
    pub success: Option<bool>,
    /// The device's state, in the gateway's words.
    #[serde(deserialize_with = "wire::text")]
    pub status: Option<String>,
    /// A text for people.
    #[serde(deserialize_with = "wire::text")]
    pub message: Option<String>,
}
