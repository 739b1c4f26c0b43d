//! The events that an instance's namespace of the Socket.IO server gets.

use axum::Json;
use axum::response::{IntoResponse as _, Response};
use http::StatusCode;
use serde_json::{Map, Value, json};

use super::{wanted, webhook};
use crate::clock::iso_millis;
use crate::evolution::address::row_id;
use crate::evolution::call::Call;
use crate::evolution::errors::Refusal;
use crate::evolution::events::EVENTS;
use crate::evolution::schema::Rules;

/// Where the server has no such transport, success without a body.
pub(super) async fn set(call: Call) -> Result<Response, Refusal> {
    Rules::of(&call.body)
        .object("websocket", |websocket| {
            websocket.booleans(&["enabled"]).words("events", &EVENTS).required(&["enabled"])
        })
        .check()?;
    let mut world = call.world();
    if world.evolution.websocket_off {
        return Ok(StatusCode::CREATED.into_response());
    }
    let Some(block) = call.body.get("websocket").and_then(Value::as_object) else {
        return Err(Refusal::crash("Cannot set properties of undefined (setting 'events')"));
    };
    let enabled = block.get("enabled").and_then(Value::as_bool).unwrap_or_default();
    webhook::has_events(enabled, block)?;
    let now = iso_millis(world.clock.now());
    let instance = call.instance_mut(&mut world)?;
    let kept = instance.settings.get("Websocket").and_then(Value::as_object);
    let mut row = kept.cloned().unwrap_or_else(|| {
        Map::from_iter([
            ("id".to_owned(), json!(row_id(&[&instance.id, "websocket"]))),
            ("createdAt".to_owned(), json!(now)),
            ("instanceId".to_owned(), json!(instance.id)),
        ])
    });
    row.insert("enabled".to_owned(), json!(enabled));
    row.insert("events".to_owned(), wanted(enabled, block.get("events")));
    row.insert("updatedAt".to_owned(), json!(now));
    instance.settings.insert("Websocket".to_owned(), Value::Object(row.clone()));
    Ok((StatusCode::CREATED, Json(row)).into_response())
}

pub(super) async fn find(call: Call) -> Result<Response, Refusal> {
    let world = call.world();
    if world.evolution.websocket_off {
        return Ok(StatusCode::OK.into_response());
    }
    let row = call.instance(&world)?.settings.get("Websocket").cloned().unwrap_or_default();
    Ok(Json(row).into_response())
}
