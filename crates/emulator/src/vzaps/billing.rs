//! Subscriptions. All answers are flat, and only a JWT opens these routes.

use std::time::Duration;

use axum::Json;
use axum::extract::{Path, State};
use http::HeaderMap;
use serde_json::{Value, json};

use super::auth;
use super::errors::Refusal;
use crate::Gateway;
use crate::clock::iso_seconds;
use crate::shared::App;
use crate::world::World;

/// The rest of a paid month, for a cancellation at its end.
const PERIOD: Duration = Duration::from_secs(30 * 86_400);

pub(super) async fn subscribe(
    State(app): State<App>,
    headers: HeaderMap,
    Path(id): Path<String>,
) -> Result<Json<Value>, Refusal> {
    let mut world = app.world();
    auth::owner(&world, &headers, &id)?;
    let subscription = format!("sub_{}", world.ids.hex(14));
    // Guess: the word for a paid instance; only `TRIALING` is documented.
    set(&mut world, &id, "billing_status", json!("ACTIVE"));
    Ok(Json(json!({ "url": "", "session_id": "", "mode": "direct", "subscription_id": subscription })))
}

pub(super) async fn resume(
    State(app): State<App>,
    headers: HeaderMap,
    Path(id): Path<String>,
) -> Result<Json<Value>, Refusal> {
    let mut world = app.world();
    auth::owner(&world, &headers, &id)?;
    // Guess: also answered `ok` where nothing was cancelled.
    set(&mut world, &id, "cancel_at", Value::Null);
    Ok(Json(json!({ "status": "ok" })))
}

/// The cancellation, under both of its verbs.
pub(super) async fn cancel(
    State(app): State<App>,
    headers: HeaderMap,
    Path(id): Path<String>,
) -> Result<Json<Value>, Refusal> {
    let mut world = app.world();
    auth::owner(&world, &headers, &id)?;
    // Guess: at the end of the period, so that it can be resumed.
    let end = iso_seconds(world.clock.now() + PERIOD);
    set(&mut world, &id, "cancel_at", json!(end));
    Ok(Json(json!({ "message": "Instance canceled" })))
}

fn set(world: &mut World, id: &str, name: &str, value: Value) {
    let now = world.clock.now();
    if let Some(instance) = world.instance_mut(Gateway::Vzaps, id) {
        instance.settings.insert(name.to_owned(), value);
        instance.updated_at = now;
    }
}
