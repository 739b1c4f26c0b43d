//! Connecting, resuming and unlinking.

use axum::Extension;
use axum::Json;
use axum::extract::{Path, Query, State};
use serde::Deserialize;
use serde_json::{Value, json};

use super::auth::Caller;
use super::errors::Refusal;
use crate::Gateway;
use crate::shared::App;

#[derive(Deserialize)]
pub(super) struct Connect {
    number: Option<String>,
}

/// A QR code, or a pairing code for a number.
// Guess: the answer comes at once. The gateway may take up to a minute, because it waits for WhatsApp; there is
// nothing to wait for here.
pub(super) async fn connect(
    State(app): State<App>,
    Extension(caller): Extension<Caller>,
    Path(name): Path<String>,
    Query(Connect { number }): Query<Connect>,
) -> Result<Json<Value>, Refusal> {
    let mut world = app.world();
    caller.instance(&world, &name)?;
    let already = json!({
        "success": true,
        "message": "Instance is already connected",
        "status": "connected",
    });
    let number = number.filter(|number| !number.is_empty());
    let answer = match number {
        // Guess: the word in `status`; clients only look at `pairingCode`.
        Some(number) => world.read_pairing_code(Gateway::Ryze, &name, &number).map(|code| {
            json!({
                "success": true,
                "message": "Pairing code generated",
                "pairingCode": code,
                "status": "pairing",
            })
        }),
        None => world.read_qr(Gateway::Ryze, &name).map(|qr| {
            json!({
                "success": true,
                "message": "QR code generated",
                "qrCode": qr.text,
                "qrCodeBase64": qr.data_url(),
                "status": "qr",
            })
        }),
    };
    Ok(Json(answer.unwrap_or(already)))
}

pub(super) async fn reconnect(
    State(app): State<App>,
    Extension(caller): Extension<Caller>,
    Path(name): Path<String>,
) -> Result<Json<Value>, Refusal> {
    {
        let mut world = app.world();
        caller.instance(&world, &name)?;
        if !world.reconnect(Gateway::Ryze, &name) {
            return Err(Refusal::bad_request("Instance has no saved session — call /connect first"));
        }
    }
    app.changed();
    Ok(Json(json!({ "success": true, "message": "Reconnect initiated", "status": "connecting" })))
}

pub(super) async fn logout(
    State(app): State<App>,
    Extension(caller): Extension<Caller>,
    Path(name): Path<String>,
) -> Result<Json<Value>, Refusal> {
    {
        let mut world = app.world();
        caller.instance(&world, &name)?;
        world.log_out(Gateway::Ryze, &name);
    }
    app.changed();
    Ok(Json(json!({
        "success": true,
        "message": "Instance logged out successfully",
        "instance": { "status": "loggedout" },
    })))
}
