//! Connecting, restarting and unlinking.

use axum::Json;
use axum::extract::{Path, Query, State};
use http::HeaderMap;
use serde::Deserialize;
use serde_json::{Value, json};

use crate::Gateway;
use crate::evolution::call::auth;
use crate::evolution::errors::Refusal;
use crate::shared::App;
use crate::world::{State as Connection, World};

/// Evolution's word for a state.
pub(in crate::evolution) fn word(state: Connection) -> &'static str {
    match state {
        Connection::Created | Connection::Disconnected | Connection::LoggedOut => "close",
        Connection::AwaitingScan => "connecting",
        Connection::Online => "open",
    }
}

/// Begins or goes on with pairing and gives the QR code; none when the instance is open.
///
/// Whether there is a pairing code too is settled when pairing begins: a number that is named later changes nothing.
pub(super) fn qr_answer(world: &mut World, name: &str, number: Option<&str>) -> Option<Value> {
    if world.instance(Gateway::Evolution, name)?.state != Connection::AwaitingScan {
        world.evolution.pairing_numbers.remove(name);
        if let Some(number) = number {
            world.evolution.pairing_numbers.insert(name.to_owned(), number.to_owned());
        }
    }
    let (qr, code) = match world.evolution.pairing_numbers.get(name).cloned() {
        Some(number) => {
            let (qr, code) = world.read_qr_and_pairing_code(Gateway::Evolution, name, &number)?;
            (qr, Some(code))
        }
        None => (world.read_qr(Gateway::Evolution, name)?, None),
    };
    Some(json!({ "pairingCode": code, "code": qr.text, "base64": qr.data_url(), "count": qr.count }))
}

#[derive(Deserialize)]
pub(super) struct Connect {
    number: Option<String>,
}

/// The QR code, or that there is none to scan.
// Guess: at once, where the real server waits 2 seconds; and a paired instance whose connection is down resumes its
// session, which leaves no QR code to show.
pub(super) async fn connect(
    State(app): State<App>,
    Path(name): Path<String>,
    Query(Connect { number }): Query<Connect>,
    headers: HeaderMap,
) -> Result<Json<Value>, Refusal> {
    let answer = {
        let mut world = app.world();
        let state = auth::instance(&app, &world, &headers, &name)?.state;
        if state == Connection::Disconnected && world.reconnect(Gateway::Evolution, &name) {
            json!({ "count": 0 })
        } else {
            let number = number.filter(|number| !number.is_empty());
            qr_answer(&mut world, &name, number.as_deref()).unwrap_or_else(|| state_answer(&name, "open"))
        }
    };
    Ok(Json(answer))
}

pub(super) async fn state(
    State(app): State<App>,
    Path(name): Path<String>,
    headers: HeaderMap,
) -> Result<Json<Value>, Refusal> {
    let mut world = app.world();
    auth::instance(&app, &world, &headers, &name)?;
    let state = world.observe(Gateway::Evolution, &name).map(|instance| word(instance.state));
    Ok(Json(state_answer(&name, state.unwrap_or("close"))))
}

/// A closed instance is refused with success, in words that show a mistake of the server's.
// Guess: an open instance is open again at once.
pub(super) async fn restart(
    State(app): State<App>,
    Path(name): Path<String>,
    headers: HeaderMap,
) -> Result<Json<Value>, Refusal> {
    let answer = {
        let mut world = app.world();
        match word(auth::instance(&app, &world, &headers, &name)?.state) {
            "close" => json!({ "error": true, "message": "[object Object]" }),
            "open" => state_answer(&name, "open"),
            _ => qr_answer(&mut world, &name, None).unwrap_or_else(|| state_answer(&name, "open")),
        }
    };
    Ok(Json(answer))
}

pub(super) async fn logout(
    State(app): State<App>,
    Path(name): Path<String>,
    headers: HeaderMap,
) -> Result<Json<Value>, Refusal> {
    {
        let mut world = app.world();
        if word(auth::instance(&app, &world, &headers, &name)?.state) == "close" {
            return Err(Refusal::bad_request(format!("The \"{name}\" instance is not connected")));
        }
        world.log_out(Gateway::Evolution, &name);
    }
    Ok(Json(json!({ "status": "SUCCESS", "error": false, "response": { "message": "Instance logged out" } })))
}

fn state_answer(name: &str, state: &str) -> Value {
    json!({ "instance": { "instanceName": name, "state": state } })
}
