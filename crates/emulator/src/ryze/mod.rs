//! RyzeAPI.

mod auth;
mod blocks;
mod errors;
mod instances;
mod lifecycle;
mod limits;
mod media;
mod messages;

pub use limits::RateLimits;

use axum::Json;
use axum::extract::State;
use axum::middleware;
use serde_json::{Value, json};

use crate::clock::iso_seconds;
use crate::face::Face;
use crate::shared::App;

use limits::Buckets;

/// What only RyzeAPI has.
#[derive(Debug, Default)]
pub(crate) struct RyzeState {
    /// How many instances the account may have; `None` for any number.
    pub(crate) quota: Option<usize>,
    buckets: Buckets,
}

/// All routes. Those before the layer need a token and count against the rate limit.
pub(crate) fn face() -> Face {
    Face::new(errors::unknown_route)
        .post("instance.create", "/api/instance/new", instances::create)
        .get("instance.list", "/api/instance/list", instances::list)
        .delete("instance.delete", "/api/instance/delete/{instance}", instances::delete)
        .get("instance.connect", "/api/instance/connect/{instance}", lifecycle::connect)
        .post("instance.reconnect", "/api/instance/reconnect/{instance}", lifecycle::reconnect)
        .delete("instance.logout", "/api/instance/logout/{instance}", lifecycle::logout)
        .send("message.text", "/api/message/text/{instance}", messages::text)
        .send("message.media", "/api/message/media/{instance}", media::media)
        .map_router(|router| router.route_layer(middleware::from_fn(auth::authenticate)))
        .get("health", "/health", health)
}

async fn health(State(app): State<App>) -> Json<Value> {
    let now = iso_seconds(app.world().clock.now());
    Json(json!({
        "status": "ok",
        "service": "RyzeAPI",
        // Guess: an emulator's uptime interests nobody; the shape is a Go duration's.
        "uptime": "1h0m0s",
        "timestamp": now,
        "checks": { "db": "ok" },
    }))
}
