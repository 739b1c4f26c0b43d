//! Events by Socket.IO.

use std::time::SystemTime;

use serde::{Deserialize, Serialize};
use wagate_sdk_core::adapter::{Decode, DecodeError, Received};
use wagate_sdk_core::endpoint;
use wagate_sdk_core::wire;

use crate::Evolution;

/// Which events of the instance go out by Socket.IO. `POST /websocket/set/{instance}`
///
/// Source: `evolution-foundation/evolution-api` 2.3.7, `src/api/integrations/event/websocket`; observed on a running server. Doing it again
/// leaves the same state.
///
/// # Errors
/// [`Error::InvalidRequest`](wagate_sdk_core::Error::InvalidRequest) when an event has a name that the server does not know.
#[derive(Debug, Clone, Serialize)]
#[non_exhaustive]
pub struct SetWebsocket {
    /// The settings.
    pub websocket: WebsocketSettings,
}

impl SetWebsocket {
    /// These events, such as `MESSAGES_UPSERT`; none at all means all.
    pub fn new<T: Into<String>>(events: impl IntoIterator<Item = T>) -> Self {
        let events = events.into_iter().map(Into::into).collect();
        Self { websocket: WebsocketSettings { enabled: true, events } }
    }

    /// No event.
    pub fn off() -> Self {
        Self { websocket: WebsocketSettings { enabled: false, events: Vec::new() } }
    }
}

/// What [`SetWebsocket`] sets.
#[derive(Debug, Clone, Serialize)]
#[non_exhaustive]
pub struct WebsocketSettings {
    /// Whether events go out.
    pub enabled: bool,
    /// Which events; none at all means all. The member must be there: without it the server breaks off.
    pub events: Vec<String>,
}

/// Reads which events go out by Socket.IO. `GET /websocket/find/{instance}`
///
/// Source: `evolution-foundation/evolution-api` 2.3.7, `src/api/integrations/event/websocket`; observed on a running server. It changes nothing.
#[derive(Debug, Clone, Default, Serialize)]
#[non_exhaustive]
pub struct FindWebsocket {}

impl FindWebsocket {
    /// There is nothing to set.
    pub fn new() -> Self {
        Self {}
    }
}

/// The answer to [`SetWebsocket`] and [`FindWebsocket`].
#[derive(Debug, Clone)]
#[non_exhaustive]
pub enum WebsocketTold {
    /// What is set.
    Row(WebsocketRow),
    /// Nothing was set for this instance.
    Nothing,
    /// The server answered with success and an empty body: it has Socket.IO switched off, and did nothing. `WEBSOCKET_ENABLED=true` switches it on.
    SwitchedOff,
}

impl Decode for WebsocketTold {
    fn decode(received: &Received<'_>) -> Result<Self, DecodeError> {
        if received.body.trim_ascii().is_empty() {
            return Ok(Self::SwitchedOff);
        }
        Ok(Option::<WebsocketRow>::decode(received)?.map_or(Self::Nothing, Self::Row))
    }
}

/// What is set for an instance.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default, rename_all = "camelCase")]
#[non_exhaustive]
pub struct WebsocketRow {
    /// Its id in the server's database.
    #[serde(deserialize_with = "wire::text")]
    pub id: Option<String>,
    /// Whether events go out.
    #[serde(deserialize_with = "wire::truth")]
    pub enabled: Option<bool>,
    /// Which events.
    #[serde(deserialize_with = "wire::lenient")]
    pub events: Option<Vec<String>>,
    /// When it was made.
    #[serde(deserialize_with = "wire::time")]
    pub created_at: Option<SystemTime>,
    /// When it was last changed.
    #[serde(deserialize_with = "wire::time")]
    pub updated_at: Option<SystemTime>,
    /// The instance's id in the server's database.
    #[serde(deserialize_with = "wire::text")]
    pub instance_id: Option<String>,
}

endpoint! {
    Evolution: SetWebsocket => WebsocketTold, "websocket.set", InstanceOnly, Idempotent,
    POST("/websocket/set/", instance), json
}

endpoint! {
    Evolution: FindWebsocket => WebsocketTold, "websocket.find", InstanceOnly, ReadOnly,
    GET("/websocket/find/", instance)
}
