//! Pairing, the connection's state, restarting and logging out.

use axum::Json;
use axum::extract::{Path, State};
use http::HeaderMap;
use serde_json::{Value, json};

use super::auth;
use super::errors::{Refusal, enveloped};
use crate::Gateway;
use crate::shared::App;
use crate::world::{Instance, digits};

/// In the envelope.
pub(super) async fn status(
    State(app): State<App>,
    headers: HeaderMap,
    Path(id): Path<String>,
) -> Result<Json<Value>, Refusal> {
    let mut world = app.world();
    auth::either(&app, &world, &headers, &id)?;
    let instance = world.observe(Gateway::Vzaps, &id).ok_or_else(Refusal::unknown_instance)?;
    if !instance.is_online() {
        return Ok(enveloped(json!({ "connected": false })));
    }
    let phone = instance.phone.as_deref().unwrap_or_default();
    Ok(enveloped(json!({
        "connected": true,
        "phone": phone,
        "whatsapp_jid": instance.jid(),
        "push_name": instance.push_name(),
        "profile_url": format!("https://wa.me/{phone}"),
    })))
}

/// In the envelope.
pub(super) async fn qr(
    State(app): State<App>,
    headers: HeaderMap,
    Path(id): Path<String>,
) -> Result<Json<Value>, Refusal> {
    let mut world = app.world();
    auth::either(&app, &world, &headers, &id)?;
    Ok(match world.read_qr(Gateway::Vzaps, &id) {
        Some(qr) => enveloped(json!({ "qr_code": qr.data_url() })),
        None => paired(world.instance(Gateway::Vzaps, &id)),
    })
}

/// In the envelope.
pub(super) async fn pairing_code(
    State(app): State<App>,
    headers: HeaderMap,
    Path((id, phone)): Path<(String, String)>,
) -> Result<Json<Value>, Refusal> {
    let mut world = app.world();
    auth::either(&app, &world, &headers, &id)?;
    if digits(&phone).is_empty() {
        return Err(Refusal::bad_request("invalid phone"));
    }
    Ok(match world.read_pairing_code(Gateway::Vzaps, &id, &phone) {
        Some(code) => {
            let (first, second) = code.split_at(code.len() / 2);
            enveloped(json!({ "LinkingCode": format!("{first}-{second}") }))
        }
        // Guess: as the QR code is answered.
        None => paired(world.instance(Gateway::Vzaps, &id)),
    })
}

/// Logs the number out. Flat.
pub(super) async fn disconnect(
    State(app): State<App>,
    headers: HeaderMap,
    Path(id): Path<String>,
) -> Result<Json<Value>, Refusal> {
    {
        let mut world = app.world();
        auth::either(&app, &world, &headers, &id)?;
        world.log_out(Gateway::Vzaps, &id);
    }
    app.changed();
    Ok(action(&id, "session disconnected"))
}

/// Starts the instance's runtime again, which brings a paired number back online. Flat.
// Guess: the two tokens are enough; the documents leave it open.
pub(super) async fn restart(
    State(app): State<App>,
    headers: HeaderMap,
    Path(id): Path<String>,
) -> Result<Json<Value>, Refusal> {
    {
        let mut world = app.world();
        auth::either(&app, &world, &headers, &id)?;
        world.reconnect(Gateway::Vzaps, &id);
    }
    app.changed();
    Ok(action(&id, "instance restarted"))
}

// Guess: the words of `status` and `details`.
fn action(id: &str, details: &str) -> Json<Value> {
    Json(json!({ "instance_id": id, "status": "ok", "details": details }))
}

/// What the QR code's route answers once there is nothing to pair.
// Guess: the word of `status`.
fn paired(instance: Option<&Instance>) -> Json<Value> {
    enveloped(json!({
        "status": "connected",
        "phone": instance.and_then(|instance| instance.phone.as_deref()),
    }))
}
