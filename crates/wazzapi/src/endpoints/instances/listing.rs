//! Reading the organization's devices.

use std::time::SystemTime;

use serde::Deserialize;
use wagate_sdk_core::PhoneNumber;
use wagate_sdk_core::adapter::Path;
use wagate_sdk_core::endpoint;
use wagate_sdk_core::wire::{self, WithRaw};

use crate::Wazzapi;
use crate::endpoints::paging::{Footer, SortOrder, page};

/// Lists the organization's devices, a page a call.
///
/// `GET /api/v1/devices`. Source: the official SDKs (Python `wazzapi` 0.6.0 `resources/devices.py`, wazzapi-node `src/resources/devices.ts`); the
/// page of the API reference is not known. Read-only.
#[derive(Debug, Clone, Default)]
#[non_exhaustive]
pub struct ListDevices {
    /// The most devices in the answer. The default and the greatest value are not published.
    pub limit: Option<u64>,
    /// How many devices are skipped.
    pub offset: Option<u64>,
    /// Only devices with this status, such as `connected`.
    pub status: Option<String>,
    /// Only devices that match this text. What is searched is not documented.
    pub search: Option<String>,
    /// The field to sort by; `created_at` is the one that is known.
    pub sort_by: Option<String>,
    /// The direction.
    pub sort_order: Option<SortOrder>,
}

impl ListDevices {
    /// The gateway's first page, in its own order.
    pub fn new() -> Self {
        Self::default()
    }
}

endpoint! {
    Wazzapi: ListDevices => DeviceList, "device.list", Shared, ReadOnly,
    GET;

    fn path(&self, _instance: &str, path: &mut Path) {
        path.literal("/api/v1/devices");
        page(path, self.limit, self.offset);
        path.query_opt("status", self.status.as_deref())
            .query_opt("search", self.search.as_deref())
            .query_opt("sort_by", self.sort_by.as_deref())
            .query_opt("sort_order", self.sort_order.map(SortOrder::as_str));
    }
}

/// A page of devices.
#[derive(Debug, Clone, Deserialize)]
#[non_exhaustive]
pub struct DeviceList {
    /// The devices, each with its JSON.
    #[serde(deserialize_with = "wire::list")]
    pub devices: Vec<WithRaw<Device>>,
    /// How many there are in all.
    #[serde(default, deserialize_with = "wire::number")]
    pub total: Option<u64>,
    /// The most that this page could hold.
    #[serde(default, deserialize_with = "wire::number")]
    pub limit: Option<u64>,
    /// How many were skipped.
    #[serde(default, deserialize_with = "wire::number")]
    pub offset: Option<u64>,
}

impl DeviceList {
    /// Where the next page begins, after one that was asked for with this offset and limit; `None` at the end.
    pub fn next_offset(&self, offset: u64, limit: u64) -> Option<u64> {
        let footer =
            Footer { shown: self.devices.len(), total: self.total, limit: self.limit, ..Footer::default() };
        footer.next(offset, limit)
    }
}

/// A device, that is one WhatsApp number. [`ListDevices`] leaves the last five fields out, [`GetDevice`] gives all.
#[derive(Debug, Clone, Deserialize)]
#[non_exhaustive]
pub struct Device {
    /// Its id, a UUID: the `whatsapp_account_id` of the calls about messages.
    pub id: String,
    /// The name that its owner gave it.
    #[serde(default, deserialize_with = "wire::text")]
    pub name: Option<String>,
    /// What the calls about groups name the device by. It is not the id.
    #[serde(default, deserialize_with = "wire::text")]
    pub session_name: Option<String>,
    /// Its state in the gateway's words. `connected` is the one that is known; no list is published.
    #[serde(default, deserialize_with = "wire::text")]
    pub status: Option<String>,
    /// Whether it is the organization's first choice.
    #[serde(default, deserialize_with = "wire::truth")]
    pub is_primary: Option<bool>,
    /// Whether the paid warm-up of the number is on.
    #[serde(default, deserialize_with = "wire::truth")]
    pub auto_warmer_enabled: Option<bool>,
    /// Messages sent so far.
    #[serde(default, deserialize_with = "wire::number")]
    pub total_messages_sent: Option<u64>,
    /// Messages received so far.
    #[serde(default, deserialize_with = "wire::number")]
    pub total_messages_received: Option<u64>,
    /// Contacts that were synchronized from the phone.
    #[serde(default, deserialize_with = "wire::number")]
    pub contacts_synced_count: Option<u64>,
    /// When it was linked.
    #[serde(default, deserialize_with = "wire::time")]
    pub created_at: Option<SystemTime>,
    /// When it last changed.
    #[serde(default, deserialize_with = "wire::time")]
    pub updated_at: Option<SystemTime>,
    /// Its number, once it is paired.
    #[serde(default, deserialize_with = "wire::phone")]
    pub phone_number: Option<PhoneNumber>,
    /// When it was last connected.
    #[serde(default, deserialize_with = "wire::time")]
    pub last_connected_at: Option<SystemTime>,
    /// When the gateway last checked it.
    #[serde(default, deserialize_with = "wire::time")]
    pub last_health_check_at: Option<SystemTime>,
    /// When its contacts were last synchronized.
    #[serde(default, deserialize_with = "wire::time")]
    pub last_contact_sync_at: Option<SystemTime>,
    /// How that went, in the gateway's words.
    #[serde(default, deserialize_with = "wire::text")]
    pub last_contact_sync_status: Option<String>,
    /// Its time zone, such as `Asia/Jakarta`.
    #[serde(default, deserialize_with = "wire::text")]
    pub timezone: Option<String>,
    /// How often the gateway tried to connect it.
    #[serde(default, deserialize_with = "wire::number")]
    pub connection_attempts: Option<u64>,
    /// The most messages that it sends in a day.
    #[serde(default, deserialize_with = "wire::number")]
    pub daily_message_limit: Option<u64>,
    /// The pause that the gateway makes between two of its messages, in milliseconds.
    #[serde(default, deserialize_with = "wire::number")]
    pub message_delay_ms: Option<u64>,
    /// The gateway's server that it runs on.
    #[serde(default, deserialize_with = "wire::text")]
    pub backend_id: Option<String>,
}

/// Reads one device with all its details.
///
/// `GET /api/v1/devices/{device_id}`. Source: <https://docs.wazzapi.com/api-reference/devices/get-device>, documented. Read-only.
///
/// # Errors
/// [`Error::NotFound`](wagate_sdk_core::Error::NotFound) when the organization has no such device.
#[derive(Debug, Clone)]
#[non_exhaustive]
pub struct GetDevice {
    /// The device's id, a UUID.
    pub device_id: String,
}

impl GetDevice {
    /// The device with this id.
    pub fn new(device_id: impl Into<String>) -> Self {
        Self { device_id: device_id.into() }
    }
}

endpoint! {
    Wazzapi: GetDevice => Device, "device.get", Shared, ReadOnly,
    GET("/api/v1/devices/", device_id)
}
