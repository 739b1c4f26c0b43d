//! Pairing, disconnecting and resuming.
// Guess: every shape in this file. The documents give the paths, and `phone` as the one member of a pairing request.

use axum::Json;
use axum::body::Bytes;
use axum::extract::{Path, State};
use serde_json::{Value, json};

use super::{known, word};
use crate::Gateway;
use crate::shared::App;
use crate::wazzapi::errors::Refusal;
use crate::wazzapi::fields::Fields;
use crate::world::World;

pub(in crate::wazzapi) async fn qr(
    State(app): State<App>,
    Path(id): Path<String>,
) -> Result<Json<Value>, Refusal> {
    let mut world = app.world();
    let id = known(&world, &id)?;
    let qr = world.read_qr(Gateway::Wazzapi, &id).ok_or_else(already_connected)?;
    Ok(Json(json!({
        "device_id": id,
        "status": status_of(&world, &id),
        "qr_code": qr.text,
        "qr_image": qr.data_url(),
    })))
}

pub(in crate::wazzapi) async fn pair_phone(
    State(app): State<App>,
    Path(id): Path<String>,
    bytes: Bytes,
) -> Result<Json<Value>, Refusal> {
    let mut world = app.world();
    let id = known(&world, &id)?;
    let mut body = Fields::read(&bytes)?;
    body.required(&["phone"]);
    let phone = body.text("phone").unwrap_or_default();
    body.check()?;
    let code = world.read_pairing_code(Gateway::Wazzapi, &id, &phone).ok_or_else(already_connected)?;
    Ok(Json(json!({
        "device_id": id,
        "status": status_of(&world, &id),
        "phone": phone,
        "pairing_code": code,
    })))
}

pub(in crate::wazzapi) async fn status(
    State(app): State<App>,
    Path(id): Path<String>,
) -> Result<Json<Value>, Refusal> {
    let mut world = app.world();
    let id = known(&world, &id)?;
    let device = world.observe(Gateway::Wazzapi, &id);
    Ok(Json(json!({
        "device_id": id,
        "status": device.map(|device| word(device.state)),
        "connected": device.is_some_and(|device| device.is_online()),
        "phone_number": device.and_then(|device| device.phone.as_deref()),
    })))
}

/// The connection goes down and the pairing stays, so that a reconnect finds it.
pub(in crate::wazzapi) async fn disconnect(
    State(app): State<App>,
    Path(id): Path<String>,
) -> Result<Json<Value>, Refusal> {
    let mut world = app.world();
    let id = known(&world, &id)?;
    if world.instance(Gateway::Wazzapi, &id).is_some_and(|device| device.is_online()) {
        world.drop_connection(Gateway::Wazzapi, &id);
    }
    Ok(Json(json!({ "success": true, "device_id": id, "status": status_of(&world, &id) })))
}

pub(in crate::wazzapi) async fn reconnect(
    State(app): State<App>,
    Path(id): Path<String>,
) -> Result<Json<Value>, Refusal> {
    let mut world = app.world();
    let id = known(&world, &id)?;
    if !world.reconnect(Gateway::Wazzapi, &id) {
        return Err(Refusal::bad_request("Device has no stored credentials"));
    }
    Ok(Json(json!({ "success": true, "device_id": id, "status": status_of(&world, &id) })))
}

fn already_connected() -> Refusal {
    Refusal::bad_request("Device is already connected")
}

fn status_of(world: &World, id: &str) -> Option<&'static str> {
    world.instance(Gateway::Wazzapi, id).map(|device| word(device.state))
}
