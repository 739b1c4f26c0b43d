//! Evolution API, version 2.3.7.

mod answer;
mod auth;
mod body;
mod errors;
mod instances;
mod lifecycle;
mod media;
mod messages;
mod multipart;
mod rows;
mod schema;

use std::collections::HashMap;

use axum::Json;
use axum::extract::State;
use axum::middleware;
use http::HeaderMap;
use http::header::HOST;
use serde_json::{Value, json};

use crate::face::Face;
use crate::shared::App;

use errors::Refusal;

/// What only Evolution has.
#[derive(Debug, Default)]
pub(crate) struct EvolutionState {
    /// Whether `fetchInstances` leaves the tokens out.
    pub(crate) hides_tokens: bool,
    /// Whether the server refuses to work until its licence is activated.
    pub(crate) license_required: bool,
    /// The numbers that running pairings were begun with, by instance. A pairing without one has no pairing code.
    pairing_numbers: HashMap<String, String>,
}

/// All routes. Those before the layer need the licence.
pub(crate) fn face() -> Face {
    Face::new(errors::unknown_route)
        .post("root.verify_creds", "/verify-creds", verify_creds)
        .post("instance.create", "/instance/create", instances::create)
        .get("instance.fetch", "/instance/fetchInstances", rows::fetch)
        .delete("instance.delete", "/instance/delete/{instanceName}", instances::delete)
        .get("instance.connect", "/instance/connect/{instanceName}", lifecycle::connect)
        .get("instance.connection_state", "/instance/connectionState/{instanceName}", lifecycle::state)
        .post("instance.restart", "/instance/restart/{instanceName}", lifecycle::restart)
        .delete("instance.logout", "/instance/logout/{instanceName}", lifecycle::logout)
        .send("message.send_text", "/message/sendText/{instanceName}", messages::text)
        .send("message.send_media", "/message/sendMedia/{instanceName}", media::media)
        .map_router(|router| router.route_layer(middleware::from_fn(errors::licensed)))
        .get("root.info", "/", info)
}

async fn info(headers: HeaderMap) -> Json<Value> {
    let host = headers.get(HOST).and_then(|host| host.to_str().ok()).unwrap_or("127.0.0.1");
    Json(json!({
        "status": 200,
        "message": "Welcome to the Evolution API, it is working!",
        "version": "2.3.7",
        "clientName": rows::CLIENT_NAME,
        "manager": format!("http://{host}/manager"),
        "documentation": "https://doc.evolution-api.com",
        "whatsappWebVersion": "2.3000.1027934701",
    }))
}

async fn verify_creds(State(app): State<App>, headers: HeaderMap) -> Result<Json<Value>, Refusal> {
    auth::account(&app, &app.world(), &headers)?;
    Ok(Json(json!({ "status": 200, "message": "Credentials are valid" })))
}
