//! The webhook of an instance, and the log of what was posted to it. Answered in the envelope.

use std::time::Duration;

use axum::Json;
use axum::body::Bytes;
use axum::extract::{Path, State};
use http::HeaderMap;
use serde::Deserialize;
use serde_json::{Value, json};

use super::errors::{Refusal, body, body_if_any, done, enveloped};
use super::events::ALL;
use super::instances::comma_separated;
use super::line::{Line, required};
use crate::Gateway;
use crate::clock::iso_millis;
use crate::push::{Post, PushedEvent, Retries, WebhookDelivery};
use crate::shared::App;
use crate::world::{Happening, Instance, World};

/// The events that an instance is subscribed to.
pub(super) fn subscribed(instance: &Instance) -> Vec<String> {
    let names = instance.settings.get("events_subscribe").and_then(Value::as_str).unwrap_or_default();
    names.split(',').filter(|name| !name.is_empty()).map(str::to_owned).collect()
}

pub(super) fn selects(names: &[String], event: &str) -> bool {
    names.iter().any(|name| name == event || name == ALL)
}

pub(super) async fn get(line: Line) -> Result<Json<Value>, Refusal> {
    let world = line.world()?;
    let instance = line.instance(&world)?;
    let webhook = instance.settings.get("webhook").cloned().unwrap_or_default();
    Ok(enveloped(json!({ "webhook": webhook, "subscribe": subscribed(instance) })))
}

#[derive(Deserialize)]
struct Wanted {
    // Guess: every spelling that the gateway's own pages and clients have is understood.
    #[serde(rename = "webhookURL", alias = "webhook_url", alias = "url")]
    webhook: Option<String>,
    events: Option<Value>,
}

pub(super) async fn set(line: Line, bytes: Bytes) -> Result<Json<Value>, Refusal> {
    let mut world = line.world()?;
    let Wanted { webhook, events } = body(&bytes)?;
    let webhook = required(webhook, "webhookURL")?;
    if !webhook.starts_with("http://") && !webhook.starts_with("https://") {
        return Err(Refusal::bad_request("invalid webhookURL"));
    }
    let events = events.map(comma_separated).transpose()?;
    let instance = line.instance_mut(&mut world)?;
    instance.settings.insert("webhook".to_owned(), json!(webhook));
    if let Some(events) = events {
        instance.settings.insert("events_subscribe".to_owned(), json!(events));
    }
    let events = subscribed(instance).join(",");
    Ok(enveloped(json!({ "webhook": webhook, "events": events })))
}

/// Where VZaps posts an event.
// Guess: three attempts, and their times. The documents have no schedule; they do have deliveries that failed, and a way
// to repeat them by hand.
pub(crate) fn posts(world: &mut World, happening: &Happening, event: &PushedEvent) -> Vec<Post> {
    let Some(instance) = world.instance(Gateway::Vzaps, &happening.instance) else { return Vec::new() };
    let url = instance.settings.get("webhook").and_then(Value::as_str).unwrap_or_default();
    if url.is_empty() || !selects(&subscribed(instance), &event.name) {
        return Vec::new();
    }
    vec![Post {
        webhook: "webhook".to_owned(),
        event: event.name.clone(),
        url: url.to_owned(),
        headers: HeaderMap::new(),
        body: event.body.to_string().into(),
        retries: Retries {
            waits: vec![Duration::from_secs(5), Duration::from_secs(30)],
            never_after: &[],
            timeout: Some(Duration::from_secs(10)),
        },
    }]
}

#[derive(Default, Deserialize)]
#[serde(default)]
struct Search {
    status: Option<String>,
    page: Option<usize>,
    size: Option<usize>,
}

// Guess: the names of the entries' members but `status`, `payload` and `attempts`; the words of `status` but `failed`;
// the page's members, which are those of the list of instances; the latest first.
pub(super) async fn search(line: Line, bytes: Bytes) -> Result<Json<Value>, Refusal> {
    let world = line.world()?;
    let Search { status: wanted, page, size } = body_if_any(&bytes)?;
    let (page, size) = (page.unwrap_or(1).max(1), size.unwrap_or(20).clamp(1, 100));
    let found: Vec<&WebhookDelivery> = of(&world, &line.id)
        .rev()
        .filter(|delivery| wanted.as_deref().is_none_or(|wanted| wanted == status(delivery)))
        .collect();
    let total = found.len();
    let rows = found.into_iter().skip((page - 1).saturating_mul(size)).take(size);
    Ok(enveloped(json!({
        "page": page,
        "size": size,
        "total": total,
        "total_pages": total.div_ceil(size),
        "content": rows.map(entry).collect::<Vec<_>>(),
    })))
}

type Named = Path<(String, String)>;

pub(super) async fn log(line: Line, Path((_, id)): Named) -> Result<Json<Value>, Refusal> {
    let world = line.world()?;
    let delivery = of(&world, &line.id).find(|delivery| name(delivery) == id);
    let delivery = delivery.ok_or_else(|| Refusal::unknown("Log"))?;
    let mut entry = entry(delivery);
    entry["payload"] = serde_json::from_slice(&delivery.body).unwrap_or_default();
    Ok(enveloped(entry))
}

// Guess: only what failed can be repeated.
pub(super) async fn retry(
    State(app): State<App>,
    line: Line,
    Path((_, id)): Named,
) -> Result<Json<Value>, Refusal> {
    let mut world = line.world()?;
    let delivery = of(&world, &line.id).find(|delivery| name(delivery) == id);
    let delivery = delivery.ok_or_else(|| Refusal::unknown("Log"))?;
    if !delivery.failed {
        return Err(Refusal::bad_request("delivery has not failed"));
    }
    let id = delivery.id;
    app.hub().post_again(&mut world, id);
    Ok(done())
}

fn of<'w>(world: &'w World, id: &'w str) -> impl DoubleEndedIterator<Item = &'w WebhookDelivery> {
    let own =
        move |delivery: &&WebhookDelivery| delivery.gateway == Gateway::Vzaps && delivery.instance == id;
    world.deliveries.iter().filter(own)
}

fn name(delivery: &WebhookDelivery) -> String {
    format!("log_{}", delivery.id)
}

fn status(delivery: &WebhookDelivery) -> &'static str {
    match delivery {
        WebhookDelivery { delivered: true, .. } => "success",
        WebhookDelivery { failed: true, .. } => "failed",
        _ => "pending",
    }
}

fn entry(delivery: &WebhookDelivery) -> Value {
    json!({
        "id": name(delivery),
        "event": delivery.event,
        "url": delivery.url,
        "status": status(delivery),
        "attempts": delivery.attempts.len(),
        "response_status": delivery.attempts.last().copied().flatten(),
        "created_at": iso_millis(delivery.at),
    })
}
