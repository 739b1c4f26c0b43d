//! What is kept with an instance: its settings, its proxy, and where its events go.

mod proxy;
mod settings;
mod webhook;
mod websocket;

use serde_json::{Value, json};

use super::events::EVENTS;
use crate::face::Face;

pub(super) use webhook::Webhook;

/// The routes.
pub(super) fn routes(face: Face) -> Face {
    face.post("settings.set", "/settings/set/{instanceName}", settings::set)
        .get("settings.find", "/settings/find/{instanceName}", settings::find)
        .post("proxy.set", "/proxy/set/{instanceName}", proxy::set)
        .get("proxy.find", "/proxy/find/{instanceName}", proxy::find)
        .post("webhook.set", "/webhook/set/{instanceName}", webhook::set)
        .get("webhook.find", "/webhook/find/{instanceName}", webhook::find)
        .post("websocket.set", "/websocket/set/{instanceName}", websocket::set)
        .get("websocket.find", "/websocket/find/{instanceName}", websocket::find)
}

/// The events that are kept: none for what is switched off, all for an empty list.
pub(super) fn wanted(enabled: bool, events: Option<&Value>) -> Value {
    let given = events.and_then(Value::as_array).filter(|events| !events.is_empty());
    match given {
        _ if !enabled => json!([]),
        Some(events) => json!(events),
        None => json!(EVENTS),
    }
}
