//! Pairing, the connection's state, restarting and logging out.

use axum::Json;
use axum::extract::Path;
use serde_json::{Value, json};

use super::errors::{Refusal, enveloped};
use super::line::{Line, members};
use crate::Gateway;
use crate::world::{Instance, digits};

/// In the envelope.
pub(super) async fn status(line: Line) -> Result<Json<Value>, Refusal> {
    let mut world = line.world()?;
    let instance = world.observe(Gateway::Vzaps, &line.id).ok_or_else(Refusal::unknown_instance)?;
    if !instance.is_online() {
        return Ok(enveloped(json!({ "connected": false })));
    }
    let phone = instance.phone.as_deref().unwrap_or_default();
    let profile = &instance.mailbox.profile;
    let said = Some(profile.about.as_str()).filter(|about| !about.is_empty());
    Ok(enveloped(Value::Object(members([
        ("connected", Some(json!(true))),
        ("phone", Some(json!(phone))),
        ("whatsapp_jid", instance.jid().map(Value::from)),
        ("push_name", Some(json!(instance.push_name()))),
        ("profile_picture_url", profile.picture.as_deref().map(Value::from)),
        ("profile_url", Some(json!(format!("https://wa.me/{phone}")))),
        ("about", said.map(Value::from)),
    ]))))
}

/// In the envelope.
pub(super) async fn qr(line: Line) -> Result<Json<Value>, Refusal> {
    let mut world = line.world()?;
    Ok(match world.read_qr(Gateway::Vzaps, &line.id) {
        Some(qr) => enveloped(json!({ "qr_code": qr.data_url() })),
        None => paired(world.instance(Gateway::Vzaps, &line.id)),
    })
}

/// In the envelope.
pub(super) async fn pairing_code(
    line: Line,
    Path((_, phone)): Path<(String, String)>,
) -> Result<Json<Value>, Refusal> {
    let mut world = line.world()?;
    if digits(&phone).is_empty() {
        return Err(Refusal::bad_request("invalid phone"));
    }
    Ok(match world.read_pairing_code(Gateway::Vzaps, &line.id, &phone) {
        Some(code) => {
            let (first, second) = code.split_at(code.len() / 2);
            enveloped(json!({ "LinkingCode": format!("{first}-{second}") }))
        }
        // Guess: as the QR code is answered.
        None => paired(world.instance(Gateway::Vzaps, &line.id)),
    })
}

/// Logs the number out. Flat.
pub(super) async fn disconnect(line: Line) -> Result<Json<Value>, Refusal> {
    line.world()?.log_out(Gateway::Vzaps, &line.id);
    line.changed();
    Ok(action(&line.id, "session disconnected"))
}

/// Starts the instance's runtime again, which brings a paired number back online. Flat.
// Guess: the two tokens are enough; the documents leave it open.
pub(super) async fn restart(line: Line) -> Result<Json<Value>, Refusal> {
    line.world()?.reconnect(Gateway::Vzaps, &line.id);
    line.changed();
    Ok(action(&line.id, "instance restarted"))
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
