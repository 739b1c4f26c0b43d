//! The WebSocket by which the gateway tells events as they happen. An instance has one set of settings for it, however many sockets are open.

use serde::de::IgnoredAny;
use serde::{Deserialize, Serialize};
use wagate_sdk_core::adapter::Ignored;
use wagate_sdk_core::endpoint;
use wagate_sdk_core::wire;

use crate::Ryze;
use crate::webhooks::EventName;

/// Reads how the WebSocket is set.
///
/// `GET /api/events/getWebsocket/:instance`, [documented](https://docs.ryzeapi.cloud/en/api/events/websocket-read). Reads only.
///
/// # Errors
/// [`Error::NotFound`](wagate_sdk_core::Error::NotFound) when it was never set.
#[derive(Debug, Clone, Copy, Default)]
#[non_exhaustive]
pub struct GetWebSocket {}

impl GetWebSocket {
    /// Reads the settings.
    pub fn new() -> Self {
        Self {}
    }
}

endpoint! {
    Ryze: GetWebSocket => WebSocketRead, "events.websocket.get", InstanceOnly, ReadOnly,
    GET("/api/events/getWebsocket/", instance),
    |response| wire::is_success(response.success, response.error.as_ref())
}

/// The answer to [`GetWebSocket`].
#[derive(Debug, Clone, Deserialize)]
#[non_exhaustive]
pub struct WebSocketRead {
    /// `false` for a failure that came with a status of success; the call is then an error.
    #[serde(default, deserialize_with = "wire::truth")]
    pub success: Option<bool>,
    /// The settings.
    pub websocket: WebSocketSettings,
    #[serde(default)]
    error: Option<IgnoredAny>,
}

/// Sets the WebSocket. Sockets that are open stay open.
///
/// `POST /api/events/websocket/:instance`, [documented](https://docs.ryzeapi.cloud/en/api/events/websocket-configure). Idempotent.
#[derive(Debug, Clone, Serialize)]
#[serde(rename_all = "camelCase")]
#[non_exhaustive]
pub struct SetWebSocket {
    /// Whether sockets may be opened. Turning it off clears the filter.
    pub enabled: bool,
    /// Which events; empty for all.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub events: Vec<EventName>,
    /// Whether files stand in the events, in base64. They do not unless set.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub media_base64: Option<bool>,
}

impl SetWebSocket {
    /// Turns it on, for all events.
    pub fn on() -> Self {
        Self { enabled: true, ..Self::off() }
    }

    /// Turns it off.
    pub fn off() -> Self {
        Self { enabled: false, events: Vec::new(), media_base64: None }
    }
}

endpoint! {
    Ryze: SetWebSocket => WebSocketSet, "events.websocket.set", InstanceOnly, Idempotent,
    POST("/api/events/websocket/", instance), json,
    |response| wire::is_success(response.success, response.error.as_ref())
}

/// The answer to [`SetWebSocket`].
#[derive(Debug, Clone, Deserialize)]
#[non_exhaustive]
pub struct WebSocketSet {
    /// `false` for a failure that came with a status of success; the call is then an error.
    #[serde(default, deserialize_with = "wire::truth")]
    pub success: Option<bool>,
    /// The settings as they are now.
    #[serde(default, deserialize_with = "wire::lenient")]
    pub websocket: Option<WebSocketSettings>,
    #[serde(default)]
    error: Option<IgnoredAny>,
}

/// How the WebSocket is set.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(rename_all = "camelCase")]
#[non_exhaustive]
pub struct WebSocketSettings {
    /// Whether sockets may be opened.
    #[serde(default, deserialize_with = "wire::truth")]
    pub enabled: Option<bool>,
    /// Which events.
    #[serde(default, deserialize_with = "wire::lenient")]
    pub events: Option<Vec<EventName>>,
    /// Whether files stand in the events, in base64.
    #[serde(default, deserialize_with = "wire::truth")]
    pub media_base64: Option<bool>,
}

/// Asks for the WebSocket itself: for [`WebSocket::open`](wagate_sdk_core::adapter::WebSocket::open).
/// [`InstanceClient::events`](wagate_sdk_core::InstanceClient::events) does it, and connects again when it is lost.
///
/// `GET /ws/:instance`, [documented](https://docs.ryzeapi.cloud/en/api/websocket).
///
/// # Errors
/// [`Error::InvalidRequest`](wagate_sdk_core::Error::InvalidRequest) when it was not turned on: see [`SetWebSocket`].
#[derive(Debug, Clone, Copy, Default)]
#[non_exhaustive]
pub struct ConnectWebSocket {}

impl ConnectWebSocket {
    /// Asks for it.
    pub fn new() -> Self {
        Self {}
    }
}

endpoint! {
    Ryze: ConnectWebSocket => Ignored, "ws.connect", InstanceOnly, ReadOnly, GET("/ws/", instance)
}
