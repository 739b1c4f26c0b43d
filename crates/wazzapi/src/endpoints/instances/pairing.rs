//! Pairing a device with a phone. WazzAPI publishes no shape for these answers.

use std::fmt;

use serde::{Deserialize, Deserializer, Serialize};
use wagate_sdk_core::adapter::TimeoutClass;
use wagate_sdk_core::endpoint;
use wagate_sdk_core::wire;

use crate::Wazzapi;

/// Gets the QR code that a phone scans to link itself to the device. Its answer is not published and is read tolerantly.
///
/// `GET /api/v1/devices/{device_id}/qr`. Source: the official SDKs, which leave the answer untyped. It may start pairing; asking again
/// leaves the same state.
///
/// # Errors
/// [`Error::NotFound`](wagate_sdk_core::Error::NotFound) when the organization has no such device.
#[derive(Debug, Clone)]
#[non_exhaustive]
pub struct GetQr {
    /// The device's id, a UUID.
    pub device_id: String,
}

impl GetQr {
    /// The QR code of the device with this id.
    pub fn new(device_id: impl Into<String>) -> Self {
        Self { device_id: device_id.into() }
    }
}

endpoint! {
    Wazzapi: GetQr => DeviceQr, "device.qr", Shared, Idempotent,
    GET("/api/v1/devices/", device_id, "/qr"), |response| response.success != Some(false);

    const TIMEOUT: TimeoutClass = TimeoutClass::Pairing;
}

/// What can be understood of the answer to [`GetQr`]: each field is one name that a gateway of this kind gives a QR code.
///
/// A code links whoever scans it to the device, so `Debug` shows none.
#[derive(Clone, Default, Deserialize)]
#[serde(default)]
#[non_exhaustive]
pub struct DeviceQr {
    /// Whether it worked, where the answer says so.
    #[serde(deserialize_with = "wire::truth")]
    pub success: Option<bool>,
    /// The device's state, in the gateway's words.
    #[serde(deserialize_with = "wire::text")]
    pub status: Option<String>,
    /// The code as a text or an image.
    #[serde(deserialize_with = "code")]
    pub qr: Option<String>,
    /// The same.
    #[serde(deserialize_with = "code")]
    pub qr_code: Option<String>,
    /// The same.
    #[serde(deserialize_with = "code")]
    pub qrcode: Option<String>,
    /// The same.
    #[serde(deserialize_with = "code")]
    pub code: Option<String>,
    /// The code as an image.
    #[serde(deserialize_with = "code")]
    pub qr_image: Option<String>,
    /// The same.
    #[serde(deserialize_with = "code")]
    pub image: Option<String>,
    /// The same.
    #[serde(deserialize_with = "code")]
    pub base64: Option<String>,
    /// The answer, where it is wrapped once more.
    #[serde(deserialize_with = "wire::lenient")]
    pub data: Option<Box<DeviceQr>>,
}

/// A text, white space around it removed; an empty one, and what is no text, is `None`. Unlike `wire::text` a number is none: it would be a
/// status, not a code to scan.
fn code<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<String>, D::Error> {
    let text: Option<String> = wire::lenient(deserializer)?;
    Ok(text.map(|text| text.trim().to_owned()).filter(|text| !text.is_empty()))
}

impl fmt::Debug for DeviceQr {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("DeviceQr").field("status", &self.status).finish_non_exhaustive()
    }
}

/// Asks for the code that is typed on the phone with this number, instead of scanning a QR code. Its answer is not published and is read
/// tolerantly.
///
/// `POST /api/v1/devices/{device_id}/pair-phone`. Source: Python SDK `wazzapi` 0.6.0 `resources/devices.py` (`pair_phone`). Asking again gives a
/// code again and leaves the same state.
///
/// # Errors
/// [`Error::NotFound`](wagate_sdk_core::Error::NotFound) when the organization has no such device.
#[derive(Debug, Clone, Serialize)]
#[non_exhaustive]
pub struct PairPhone {
    /// The device's id, a UUID.
    #[serde(skip)]
    pub device_id: String,
    /// The number in digits, country code first. The field is `phone` here, not `phone_number`.
    pub phone: String,
}

impl PairPhone {
    /// A code for this number on the device with this id.
    pub fn new(device_id: impl Into<String>, phone: impl Into<String>) -> Self {
        Self { device_id: device_id.into(), phone: phone.into() }
    }
}

endpoint! {
    Wazzapi: PairPhone => PhonePairing, "device.pair_phone", Shared, Idempotent,
    POST("/api/v1/devices/", device_id, "/pair-phone"), json, |response| response.success != Some(false);

    const TIMEOUT: TimeoutClass = TimeoutClass::Pairing;
}

/// What can be understood of the answer to [`PairPhone`]: each field is one name that a gateway of this kind gives a pairing code.
/// `Debug` shows none.
#[derive(Clone, Default, Deserialize)]
#[serde(default)]
#[non_exhaustive]
pub struct PhonePairing {
    /// Whether it worked, where the answer says so.
    #[serde(deserialize_with = "wire::truth")]
    pub success: Option<bool>,
    /// The pairing code.
    #[serde(deserialize_with = "wire::text")]
    pub code: Option<String>,
    /// The same.
    #[serde(deserialize_with = "wire::text")]
    pub pairing_code: Option<String>,
    /// The same.
    #[serde(deserialize_with = "wire::text")]
    pub linking_code: Option<String>,
    /// The answer, where it is wrapped once more.
    #[serde(deserialize_with = "wire::lenient")]
    pub data: Option<Box<PhonePairing>>,
}

impl fmt::Debug for PhonePairing {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("PhonePairing").field("success", &self.success).finish_non_exhaustive()
    }
}
