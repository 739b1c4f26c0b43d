//! Evolution API, version 2.3.7.

mod address;
mod call;
mod channel;
mod chats;
mod config;
mod errors;
pub(crate) mod events;
mod groups;
mod instances;
mod labels;
mod messages;
mod profile;
mod schema;
pub(crate) mod socket;
mod trouble;
pub(crate) mod webhooks;

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
    /// Whether the server has no Socket.IO.
    pub(crate) websocket_off: bool,
    /// Whether the root namespace of Socket.IO hears of everything.
    pub(crate) websocket_global: bool,
    /// Where the server runs.
    pub(crate) site: events::Site,
    pub(crate) sockets: Option<socket::Sockets>,
    /// The address that each instance's events tell as the sender, by the instance's id.
    senders: HashMap<String, String>,
    /// By the instance's id.
    webhooks: HashMap<String, config::Webhook>,
    /// The numbers that running pairings were begun with, by instance. A pairing without one has no pairing code.
    pairing_numbers: HashMap<String, String>,
}

impl EvolutionState {
    /// The server is reached at this address from now on.
    pub(crate) fn start(&mut self, app: &App, url: String) {
        self.site.url = url;
        self.sockets = Some(socket::Sockets::new(app));
    }

    /// Only the server itself is still there.
    pub(crate) fn reset(&mut self) {
        let mut sockets = self.sockets.take();
        if let Some(sockets) = &mut sockets {
            sockets.forget();
        }
        *self = Self { site: std::mem::take(&mut self.site), sockets, ..Self::default() };
    }
}

/// All routes. Those before the layer need the licence.
pub(crate) fn face() -> Face {
    let areas = [
        instances::routes,
        config::routes,
        messages::routes,
        chats::routes,
        profile::routes,
        groups::routes,
        labels::routes,
    ];
    let face = Face::new(errors::unknown_route).post("root.verify_creds", "/verify-creds", verify_creds);
    areas
        .into_iter()
        .fold(face, |face, routes| routes(face))
        .map_router(|router| router.route_layer(middleware::from_fn(errors::licensed)))
        .get("root.info", "/", info)
        .get("socket.io", "/socket.io/", socket::transport)
        .post("socket.io", "/socket.io/", socket::transport)
}

async fn info(headers: HeaderMap) -> Json<Value> {
    let host = headers.get(HOST).and_then(|host| host.to_str().ok()).unwrap_or("127.0.0.1");
    Json(json!({
        "status": 200,
        "message": "Welcome to the Evolution API, it is working!",
        "version": "2.3.7",
        "clientName": instances::CLIENT_NAME,
        "manager": format!("http://{host}/manager"),
        "documentation": "https://doc.evolution-api.com",
        "whatsappWebVersion": "2.3000.1027934701",
    }))
}

async fn verify_creds(State(app): State<App>, headers: HeaderMap) -> Result<Json<Value>, Refusal> {
    call::auth::account(&app, &app.world(), &headers)?;
    Ok(Json(json!({ "status": 200, "message": "Credentials are valid" })))
}
