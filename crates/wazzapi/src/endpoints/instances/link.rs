//! Making a device.

use serde::{Deserialize, Serialize};
use wagate_sdk_core::PhoneNumber;
use wagate_sdk_core::endpoint;
use wagate_sdk_core::wire::{self, Members};

use super::Device;
use crate::Wazzapi;

/// Makes a device, the first step of pairing. Its request and its answer are not published: the members go out as they are, and the answer is
/// read tolerantly.
///
/// `POST /api/v1/devices`. Source: the official SDKs, which pass an untyped map. Not repeated when its outcome is unknown: it may have
/// made a device.
///
/// Whether an API key may call it, and under which scope, is not documented.
#[derive(Debug, Clone, Default, Serialize)]
#[serde(transparent)]
#[non_exhaustive]
pub struct LinkDevice {
    /// The request's members.
    pub body: Members,
}

impl LinkDevice {
    /// A request with these members.
    pub fn new(body: impl Into<Members>) -> Self {
        Self { body: body.into() }
    }
}

endpoint! {
    Wazzapi: LinkDevice => LinkedDevice, "device.link", Shared, AtMostOnce,
    POST("/api/v1/devices"), json, |response| response.success != Some(false)
}

/// What can be understood of the answer to [`LinkDevice`]. Its shape is not published, so each field may be absent.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
#[non_exhaustive]
pub struct LinkedDevice {
    /// Whether it worked, where the answer says so.
    #[serde(deserialize_with = "wire::truth")]
    pub success: Option<bool>,
    /// The device's id, as [`Device`] has it.
    #[serde(deserialize_with = "wire::text")]
    pub id: Option<String>,
    /// The device's id, as the calls about messages have it.
    #[serde(deserialize_with = "wire::text")]
    pub whatsapp_account_id: Option<String>,
    /// The device's id, as paths have it.
    #[serde(deserialize_with = "wire::text")]
    pub device_id: Option<String>,
    /// Its name.
    #[serde(deserialize_with = "wire::text")]
    pub name: Option<String>,
    /// Its session name.
    #[serde(deserialize_with = "wire::text")]
    pub session_name: Option<String>,
    /// Its state.
    #[serde(deserialize_with = "wire::text")]
    pub status: Option<String>,
    /// Its number.
    #[serde(deserialize_with = "wire::phone")]
    pub phone_number: Option<PhoneNumber>,
    /// The device, where the answer wraps it.
    #[serde(deserialize_with = "wire::lenient")]
    pub device: Option<Box<Device>>,
}

impl LinkedDevice {
    /// The device's id under whichever name the answer has it: `id`, `device.id`, `whatsapp_account_id`, `device_id`.
    pub fn any_id(&self) -> Option<&str> {
        let wrapped = self.device.as_ref().map(|device| &device.id).filter(|id| !id.is_empty());
        let mut names =
            [self.id.as_ref(), wrapped, self.whatsapp_account_id.as_ref(), self.device_id.as_ref()]
                .into_iter();
        names.find_map(|id| id.map(String::as_str))
    }
}
