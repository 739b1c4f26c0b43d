//! Instances: making, listing, setting up, pairing, unlinking and deleting them.

mod create;
mod listing;
mod proxy;
mod reconnect;
mod settings;

use serde::Deserialize;
use serde::de::IgnoredAny;
use wagate_sdk_core::adapter::{Path, TimeoutClass};
use wagate_sdk_core::endpoint;
use wagate_sdk_core::wire;

pub use create::{ChatwootOutcome, CreateInstance, CreatedData, CreatedRow, EventName, InstanceCreated};
pub use listing::{
    BlockSummary, InstanceConnection, InstanceList, InstanceProfile, InstanceRow, ListInstances, ListMeta,
};
pub use proxy::{GetProxy, InstanceProxy, ProxyProtocol, ProxyRead, ProxyUpdated, UpdateProxy};
pub use reconnect::{Reconnect, ReconnectStarted};
pub use settings::{GetSettings, InstanceSettings, SettingsRead, SettingsUpdated, UpdateSettings};

use crate::Ryze;

/// Starts pairing: gives a QR code, or a pairing code when [`number`](Self::number) is set.
///
/// `GET /api/instance/connect/:instance`, [documented](https://docs.ryzeapi.cloud/en/api/instance/connect). It blocks for up to about 60 s
/// while WhatsApp makes the code. A GET that changes something: the documents say never to repeat it automatically, so it is sent at most
/// once. A QR code lives about 20 s; a pairing code can be used once. Ask [`ListInstances`] whether the phone has linked itself.
#[derive(Debug, Clone, Default)]
#[non_exhaustive]
pub struct Connect {
    /// The digits of the number to pair, with its country code: asks for a pairing code instead of a QR code.
    pub number: Option<String>,
    /// How many days of history are taken over at the first pairing. Setting it overrides
    /// [`disable_history_sync`](CreateInstance::disable_history_sync).
    pub history: Option<u32>,
}

impl Connect {
    /// Asks for a QR code.
    pub fn new() -> Self {
        Self::default()
    }

    /// Asks for a pairing code.
    pub fn with_number(digits: impl Into<String>) -> Self {
        Self { number: Some(digits.into()), history: None }
    }
}

endpoint! {
    Ryze: Connect => PairingStarted, "instance.connect", InstanceOnly, AtMostOnce,
    GET, |response| wire::is_success(response.success, response.error.as_ref());

    const TIMEOUT: TimeoutClass = TimeoutClass::Pairing;

    fn path(&self, instance: &str, path: &mut Path) {
        path.literal("/api/instance/connect/").segment(instance);
        path.query_opt("number", self.number.as_deref());
        path.query_opt("history", self.history.map(|days| days.to_string()).as_deref());
    }
}

/// The answer to [`Connect`].
#[derive(Clone, Deserialize)]
#[serde(rename_all = "camelCase")]
#[non_exhaustive]
pub struct PairingStarted {
    /// `false` for a failure that came with a status of success; the call is then an error.
    #[serde(default, deserialize_with = "wire::truth")]
    pub success: Option<bool>,
    /// The QR code's content.
    #[serde(default, deserialize_with = "wire::text")]
    pub qr_code: Option<String>,
    /// The QR code as an image: `data:image/png;base64,…`, perhaps without what stands before the comma.
    #[serde(default, deserialize_with = "wire::text")]
    pub qr_code_base64: Option<String>,
    /// The pairing code: eight characters, perhaps with a hyphen in the middle.
    #[serde(default, deserialize_with = "wire::text")]
    pub pairing_code: Option<String>,
    /// `qr` with a QR code; `connected` when the number is paired already.
    #[serde(default, deserialize_with = "wire::word")]
    pub status: Option<InstanceStatus>,
    #[serde(default)]
    error: Option<IgnoredAny>,
}

/// A code links whoever uses it, so it is not shown.
impl std::fmt::Debug for PairingStarted {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("PairingStarted")
            .field("qr_code", &self.qr_code.is_some())
            .field("qr_code_base64", &self.qr_code_base64.is_some())
            .field("pairing_code", &self.pairing_code.is_some())
            .field("status", &self.status)
            .finish_non_exhaustive()
    }
}

/// Unlinks the number. The instance and its token stay; it must be paired again.
///
/// `DELETE /api/instance/logout/:instance`, [documented](https://docs.ryzeapi.cloud/en/api/instance/logout). Idempotent.
#[derive(Debug, Clone, Copy, Default)]
#[non_exhaustive]
pub struct Logout {}

impl Logout {
    /// Unlinks the number.
    pub fn new() -> Self {
        Self {}
    }
}

endpoint! {
    Ryze: Logout => InstanceEnded, "instance.logout", InstanceOnly, Idempotent,
    DELETE("/api/instance/logout/", instance),
    |response| wire::is_success(response.success, response.error.as_ref())
}

/// Deletes an instance and all its records. It cannot be undone; files in a bucket of the customer's own stay.
///
/// `DELETE /api/instance/delete/:instance`, [documented](https://docs.ryzeapi.cloud/en/api/instance/delete). Idempotent. It takes the
/// account's token only.
///
/// # Errors
/// [`Error::NotFound`](wagate_sdk_core::Error::NotFound) when there is none of that name;
/// [`Error::Forbidden`](wagate_sdk_core::Error::Forbidden) when it is another account's.
#[derive(Debug, Clone)]
#[non_exhaustive]
pub struct DeleteInstance {
    /// The instance's name.
    pub name: String,
}

impl DeleteInstance {
    /// Deletes the instance of this name.
    pub fn new(name: impl Into<String>) -> Self {
        Self { name: name.into() }
    }
}

endpoint! {
    Ryze: DeleteInstance => InstanceEnded, "instance.delete", AccountOnly, Idempotent,
    DELETE("/api/instance/delete/", name), |response| wire::is_success(response.success, response.error.as_ref())
}

/// The answer to [`Logout`] and [`DeleteInstance`].
#[derive(Debug, Clone, Deserialize)]
#[non_exhaustive]
pub struct InstanceEnded {
    /// `false` for a failure that came with a status of success; the call is then an error.
    #[serde(default, deserialize_with = "wire::truth")]
    pub success: Option<bool>,
    /// What is left of the instance.
    #[serde(default, deserialize_with = "wire::lenient")]
    pub instance: Option<EndedRow>,
    #[serde(default)]
    error: Option<IgnoredAny>,
}

/// What is left of an instance.
#[derive(Debug, Clone, Deserialize)]
#[non_exhaustive]
pub struct EndedRow {
    /// `loggedout` or `deleted`.
    #[serde(default, deserialize_with = "wire::word")]
    pub status: Option<InstanceStatus>,
}

wagate_sdk_core::open_words! {
    /// The gateway's word for an instance's state.
    InstanceStatus {
        /// It is connected.
        Connected = "connected",
        /// It is connecting.
        Connecting = "connecting",
        /// It is down.
        Disconnected = "disconnected",
        /// Its number was unlinked.
        LoggedOut = "loggedout" | "logged_out",
        /// A QR code waits to be scanned. The second word is that of the events.
        Qr = "qr" | "qr_ready",
        /// A word that clients of the gateway expect and its documents do not name.
        Closed = "closed",
        /// Likewise; banned for a time is banned too.
        Banned = "banned" | "temp_banned",
        /// It was deleted.
        Deleted = "deleted",
    }
}
