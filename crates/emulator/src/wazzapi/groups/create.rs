//! Making a group.

use axum::Json;
use axum::body::Bytes;
use axum::extract::State;
use serde_json::{Value, json};

use super::Session;
use crate::clock::iso_seconds;
use crate::shared::App;
use crate::wazzapi::errors::Refusal;
use crate::wazzapi::fields::Fields;
use crate::world::jid;

// Guess: 200; at least one participant; who is not on WhatsApp is left out.
pub(in crate::wazzapi) async fn create(State(app): State<App>, bytes: Bytes) -> Result<Json<Value>, Refusal> {
    let mut body = Fields::read(&bytes)?;
    body.required(&["session_name", "name", "participants"]);
    let session = body.text("session_name").unwrap_or_default();
    let name = body.text("name").unwrap_or_default();
    let members = body.texts("participants");
    if members.as_ref().is_some_and(Vec::is_empty) {
        let message = "List should have at least 1 item after validation, not 0";
        body.wrong("participants", message, "too_short");
    }
    body.check()?;
    let mut world = app.world();
    let session = Session::named(&world, &session)?;
    let group = world.create_group(&name, &session.own, &members.unwrap_or_default());
    Ok(Json(json!({
        "success": true,
        "jid": group.jid,
        "name": group.subject,
        "owner_jid": jid(&group.owner),
        "group_created": iso_seconds(group.created_at),
    })))
}
