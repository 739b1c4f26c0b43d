//! Making, reading and changing webhook subscriptions.

use axum::Json;
use axum::body::Bytes;
use axum::extract::{Path, Query, State};
use http::StatusCode;
use serde_json::{Value, json};

use super::{PREFIX, WebhookSubscription, known};
use crate::clock::iso_seconds;
use crate::shared::App;
use crate::wazzapi::asked::{Asked, path_id};
use crate::wazzapi::errors::Refusal;
use crate::wazzapi::events::names;
use crate::wazzapi::fields::Fields;
use crate::world::World;

pub(in crate::wazzapi) async fn list(
    State(app): State<App>,
    Query(asked): Query<Asked>,
) -> Result<Json<Value>, Refusal> {
    let page = asked.page(500)?;
    let active_only = asked.flag("active_only")?;
    let world = app.world();
    let wanted = |subscription: &&WebhookSubscription| !active_only || subscription.is_active;
    let subscriptions = world.wazzapi.webhooks.iter().filter(wanted);
    let mut rows: Vec<Value> = subscriptions.map(|subscription| summary(&world, subscription)).collect();
    let total = page.cut(&mut rows);
    Ok(Json(json!({ "webhooks": rows, "total": total })))
}

/// A secret that the gateway makes is never shown but for its beginning.
// Guess: any text that begins like an address of the web is a URL.
pub(in crate::wazzapi) async fn create(
    State(app): State<App>,
    bytes: Bytes,
) -> Result<(StatusCode, Json<Value>), Refusal> {
    let mut body = Fields::read(&bytes)?;
    body.required(&["url", "subscribed_events"]);
    let (url, events) = (url(&mut body), names(&mut body));
    let (secret, description) = (body.text("secret"), body.any_text("description"));
    body.check()?;
    let mut world = app.world();
    let now = world.clock.now();
    let subscription = WebhookSubscription {
        id: world.ids.uuid(),
        url: url.unwrap_or_default(),
        secret: secret.unwrap_or_else(|| format!("whsec_{}", world.ids.hex(48))),
        events: events.unwrap_or_default(),
        is_active: true,
        description,
        created_at: now,
        updated_at: now,
    };
    let row = detail(&world, &subscription);
    world.wazzapi.webhooks.push(subscription);
    Ok((StatusCode::OK, Json(row)))
}

pub(in crate::wazzapi) async fn get(
    State(app): State<App>,
    Path(id): Path<String>,
) -> Result<Json<Value>, Refusal> {
    let world = app.world();
    Ok(Json(detail(&world, known(&world, &id)?)))
}

/// Whatever is given takes the place of what was there.
pub(in crate::wazzapi) async fn update(
    State(app): State<App>,
    Path(id): Path<String>,
    bytes: Bytes,
) -> Result<Json<Value>, Refusal> {
    let mut world = app.world();
    known(&world, &id)?;
    let id = path_id("webhook_id", &id)?;
    let mut body = Fields::read(&bytes)?;
    let (url, events) = (url(&mut body), names(&mut body));
    let (active, description) = (body.flag("is_active"), body.any_text("description"));
    body.check()?;
    let now = world.clock.now();
    if let Some(kept) = world.wazzapi.webhooks.iter_mut().find(|subscription| subscription.id == id) {
        kept.url = url.unwrap_or_else(|| std::mem::take(&mut kept.url));
        kept.events = events.unwrap_or_else(|| std::mem::take(&mut kept.events));
        kept.is_active = active.unwrap_or(kept.is_active);
        kept.description = description.or_else(|| kept.description.take());
        kept.updated_at = now;
    }
    Ok(Json(detail(&world, known(&world, &id)?)))
}

pub(in crate::wazzapi) async fn delete(
    State(app): State<App>,
    Path(id): Path<String>,
) -> Result<StatusCode, Refusal> {
    let mut world = app.world();
    let id = known(&world, &id)?.id.clone();
    world.wazzapi.webhooks.retain(|subscription| subscription.id != id);
    Ok(StatusCode::NO_CONTENT)
}

fn url(body: &mut Fields) -> Option<String> {
    let url = body.text("url")?;
    if !["http://", "https://"].iter().any(|scheme| url.starts_with(scheme)) {
        body.wrong("url", "Input should be a valid URL", "url_parsing");
    }
    Some(url)
}

/// A subscription as lists have it.
fn summary(world: &World, subscription: &WebhookSubscription) -> Value {
    let mut row = subscription.record(world);
    let own = json!({
        "id": subscription.id,
        "url": subscription.url,
        "subscribed_events": subscription.events,
        "is_active": subscription.is_active,
        "status": if subscription.is_active { "active" } else { "paused" },
        "description": subscription.description,
        "created_at": iso_seconds(subscription.created_at),
    });
    if let (Value::Object(row), Value::Object(own)) = (&mut row, own) {
        row.extend(own);
    }
    row
}

/// A subscription by itself.
fn detail(world: &World, subscription: &WebhookSubscription) -> Value {
    let mut row = summary(world, subscription);
    let shown: String = subscription.secret.chars().take(PREFIX).collect();
    row["secret_prefix"] = json!(shown);
    row["updated_at"] = json!(iso_seconds(subscription.updated_at));
    row
}
