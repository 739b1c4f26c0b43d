//! Connecting, restarting, and the state of a connection.

use std::fmt;

use serde::{Deserialize, Serialize};
use wagate_sdk_core::adapter::{Path, TimeoutClass};
use wagate_sdk_core::wire;

use crate::Evolution;
use wagate_sdk_core::endpoint;
use wagate_sdk_core::open_words;

open_words! {
    /// The server's word for an instance's connection.
    InstanceStatus {
        /// Connected: messages go out.
        Open = "open",
        /// Connecting, or waiting for a phone to scan its code.
        Connecting = "connecting",
        /// Down. Whether the number is still paired is not told.
        Close = "close",
    }
}

/// Starts the session, or reads the current QR code or pairing code. `GET /instance/connect/{instance}`
///
/// There are four answers with HTTP 200: the codes; `instance` when it is open already; a `count` of 0 when no code exists yet; and
/// `error: true`, which is an error here. From the state `close` the server takes 2 s to answer.
///
/// Source: `evolution-foundation/evolution-api` 2.3.7, `src/api/controllers/instance.controller.ts`; observed on a running server.
/// Although it is a `GET` it starts something; asking again leaves the same state.
#[derive(Debug, Clone, Default, Serialize)]
#[non_exhaustive]
pub struct Connect {
    /// The phone, in digits, that a pairing code is asked for. It counts only while the state is `close`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub number: Option<String>,
}

impl Connect {
    /// A QR code.
    pub fn new() -> Self {
        Self::default()
    }

    /// A pairing code for this phone, in digits.
    pub fn with_number(number: impl Into<String>) -> Self {
        Self { number: Some(number.into()) }
    }
}

/// Drops the connection to WhatsApp and opens it again. `POST /instance/restart/{instance}`
///
/// When the instance is closed, the server answers HTTP 200 with `{"error":true,"message":"[object Object]"}`, which is an error here.
/// It may answer with a QR code.
///
/// Source: `evolution-foundation/evolution-api` 2.3.7, `src/api/controllers/instance.controller.ts`; observed on a running server.
/// Doing it again leaves the same state.
#[derive(Debug, Clone, Default, Serialize)]
#[non_exhaustive]
pub struct Restart {}

impl Restart {
    /// There is nothing to set.
    pub fn new() -> Self {
        Self {}
    }
}

/// The answer to [`Connect`] and [`Restart`]: a code, or the state. `Debug` does not show the codes: they link whoever has them.
#[derive(Clone, Default, Deserialize)]
#[serde(default, rename_all = "camelCase")]
#[non_exhaustive]
pub struct ConnectAnswer {
    /// The code to type on the phone, eight characters, where one was asked for.
    #[serde(deserialize_with = "wire::text")]
    pub pairing_code: Option<String>,
    /// The content of the QR code.
    #[serde(deserialize_with = "wire::text")]
    pub code: Option<String>,
    /// The QR code as a `data:image/png;base64,…` URL.
    #[serde(deserialize_with = "wire::text")]
    pub base64: Option<String>,
    /// How many QR codes there have been; 0 when there is none yet.
    #[serde(deserialize_with = "wire::number")]
    pub count: Option<u64>,
    /// The state, instead of a code, when the instance is open.
    #[serde(deserialize_with = "wire::lenient")]
    pub instance: Option<InstanceState>,
    /// Whether it failed.
    #[serde(deserialize_with = "wire::truth")]
    pub error: Option<bool>,
}

impl fmt::Debug for ConnectAnswer {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("ConnectAnswer")
            .field("pairing_code", &self.pairing_code.is_some())
            .field("code", &self.code.is_some())
            .field("count", &self.count)
            .field("instance", &self.instance)
            .field("error", &self.error)
            .finish_non_exhaustive()
    }
}

/// A QR code of a new instance. `Debug` does not show it.
#[derive(Clone, Default, Deserialize)]
#[serde(default, rename_all = "camelCase")]
#[non_exhaustive]
pub struct QrCode {
    /// The code to type on the phone, where a number was given.
    #[serde(deserialize_with = "wire::text")]
    pub pairing_code: Option<String>,
    /// The content of the QR code.
    #[serde(deserialize_with = "wire::text")]
    pub code: Option<String>,
    /// The QR code as a `data:image/png;base64,…` URL.
    #[serde(deserialize_with = "wire::text")]
    pub base64: Option<String>,
    /// How many QR codes there have been; 0 when none came in time.
    #[serde(deserialize_with = "wire::number")]
    pub count: Option<u64>,
}

impl fmt::Debug for QrCode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("QrCode")
            .field("pairing_code", &self.pairing_code.is_some())
            .field("code", &self.code.is_some())
            .field("count", &self.count)
            .finish_non_exhaustive()
    }
}

/// Whether the instance is connected, as the running server knows it. `GET /instance/connectionState/{instance}`
///
/// Source: `evolution-foundation/evolution-api` 2.3.7, `src/api/controllers/instance.controller.ts`; observed on a running server.
/// It changes nothing.
#[derive(Debug, Clone, Default, Serialize)]
#[non_exhaustive]
pub struct GetConnectionState {}

impl GetConnectionState {
    /// There is nothing to set.
    pub fn new() -> Self {
        Self {}
    }
}

/// The answer to [`GetConnectionState`].
#[derive(Debug, Clone, Deserialize)]
#[non_exhaustive]
pub struct StateAnswer {
    /// The instance.
    pub instance: InstanceState,
}

/// An instance's name and state.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default, rename_all = "camelCase")]
#[non_exhaustive]
pub struct InstanceState {
    /// Its name.
    #[serde(deserialize_with = "wire::text")]
    pub instance_name: Option<String>,
    /// Its state; absent when the server has the instance in its database but has not loaded it.
    #[serde(deserialize_with = "wire::word")]
    pub state: Option<InstanceStatus>,
}

endpoint! {
    Evolution: Connect => ConnectAnswer, "instance.connect", InstanceOnly, Idempotent,
    GET, |answer| answer.error != Some(true);

    const TIMEOUT: TimeoutClass = TimeoutClass::Pairing;

    fn path(&self, instance: &str, path: &mut Path) {
        path.literal("/instance/connect/").segment(instance).query_opt("number", self.number.as_deref());
    }
}

endpoint! {
    Evolution: Restart => ConnectAnswer, "instance.restart", InstanceOnly, Idempotent,
    POST("/instance/restart/", instance), |answer| answer.error != Some(true);

    const TIMEOUT: TimeoutClass = TimeoutClass::Pairing;
}

endpoint! {
    Evolution: GetConnectionState => StateAnswer, "instance.connection_state", InstanceOnly, ReadOnly,
    GET("/instance/connectionState/", instance)
}
