//! What was posted, and a post to try.

use std::time::{Duration, Instant};

use axum::Json;
use axum::extract::{Path, Query, State};
use serde_json::{Value, json};

use super::known;
use crate::WebhookDelivery;
use crate::clock::iso_seconds;
use crate::push::{PushedEvent, send};
use crate::shared::App;
use crate::wazzapi::asked::Asked;
use crate::wazzapi::errors::Refusal;
use crate::wazzapi::events::ORGANIZATION;

// Guess: newest first; the words of `status`.
pub(in crate::wazzapi) async fn list(
    State(app): State<App>,
    Path(id): Path<String>,
    Query(asked): Query<Asked>,
) -> Result<Json<Value>, Refusal> {
    let page = asked.page(500)?;
    let world = app.world();
    let id = &known(&world, &id)?.id;
    let own = world.deliveries.iter().rev().filter(|delivery| delivery.post.webhook == *id);
    let mut rows: Vec<Value> = own.map(row).collect();
    let total = page.cut(&mut rows);
    Ok(Json(json!({ "events": rows, "total": total })))
}

fn row(delivery: &WebhookDelivery) -> Value {
    let status = match () {
        () if delivery.delivered => "delivered",
        () if delivery.failed => "failed",
        () if delivery.attempts.is_empty() => "pending",
        () => "retrying",
    };
    let id = delivery.post.headers.get("x-wazzapi-event-id").and_then(|id| id.to_str().ok());
    let answered = delivery.attempts.last().copied();
    let error = answered.filter(|_| !delivery.delivered).map(|status| match status {
        Some(status) => format!("HTTP {status}"),
        None => "No response".to_owned(),
    });
    json!({
        "id": id,
        "event_type": delivery.event,
        "status": status,
        "retry_count": delivery.attempts.len().saturating_sub(1),
        "response_code": answered.flatten(),
        "error_message": error,
        "created_at": iso_seconds(delivery.at),
        "delivered_at": delivery.delivered.then(|| iso_seconds(delivery.at)),
    })
}

/// Posts a test event now, whether or not it is asked for, and tells how that went.
// Guess: what is posted.
pub(in crate::wazzapi) async fn ping(
    State(app): State<App>,
    Path(id): Path<String>,
) -> Result<Json<Value>, Refusal> {
    let post = {
        let mut world = app.world();
        let delivery = world.ids.uuid();
        let now = iso_seconds(world.clock.now());
        let name = "webhook.ping".to_owned();
        let body = json!({
            "event_type": name,
            "timestamp": now,
            "organization_id": ORGANIZATION,
            "data": {},
        });
        let event = PushedEvent { name, body, id: None };
        let newer = !world.wazzapi.documented_events;
        known(&world, &id)?.post(delivery, &event, newer)
    };
    let begun = Instant::now();
    let limit = post.retries.timeout.unwrap_or(Duration::MAX);
    let status = tokio::time::timeout(limit, send(&post)).await.ok().and_then(Result::ok);
    let took = u64::try_from(begun.elapsed().as_millis()).unwrap_or(u64::MAX);
    let error = match status {
        Some(status) if status.is_success() => None,
        Some(status) => Some(format!("HTTP {}", status.as_u16())),
        None => Some("No response".to_owned()),
    };
    Ok(Json(json!({
        "success": error.is_none(),
        "status_code": status.map(|status| status.as_u16()),
        "response_time_ms": status.map(|_| took),
        "error": error,
    })))
}
