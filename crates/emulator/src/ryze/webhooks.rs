//! An instance's webhooks, each with a label.

use std::time::Duration;

use axum::Json;
use axum::body::Bytes;
use axum::extract::Query;
use http::header::AUTHORIZATION;
use http::{HeaderMap, HeaderValue, StatusCode};
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

use super::errors::{Refusal, body};
use super::events::{NAMES, with_media};
use super::line::Line;
use crate::Gateway;
use crate::push::{Post, PushedEvent, Retries, doubling};
use crate::world::{Happening, World};

/// How many webhooks of an instance can be enabled at once.
const MOST: usize = 3;

/// One webhook as it is kept and shown.
#[derive(Clone, Deserialize, Serialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct Webhook {
    #[serde(default)]
    label: String,
    #[serde(default)]
    enabled: bool,
    url: Option<String>,
    authorization: Option<String>,
    #[serde(default)]
    by_events: bool,
    events: Option<Vec<String>>,
    #[serde(default)]
    media_base64: bool,
}

/// The events that were chosen: all where none was named. One that is not known is refused.
pub(super) fn chosen(events: Option<Vec<String>>) -> Result<Vec<String>, Refusal> {
    let events = events.filter(|events| !events.is_empty());
    let events = events.unwrap_or_else(|| NAMES.map(str::to_owned).to_vec());
    match events.iter().find(|event| !NAMES.contains(&event.as_str())) {
        // Guess: the text after the colon.
        Some(event) => Err(Refusal::bad_request(format!("Invalid request body: unknown event {event}"))),
        None => Ok(events),
    }
}

/// Remembers the webhook that a creation has set, so that it is listed.
pub(super) fn from_creation(world: &mut World, instance: &str) {
    let Some(found) = world.instance(Gateway::Ryze, instance) else { return };
    let block = found.settings.get("webhook").filter(|block| block["enabled"] == json!(true));
    let Some(webhook) = block.and_then(|block| serde_json::from_value(block.clone()).ok()) else { return };
    let key = (found.id.clone(), "default".to_owned());
    world.ryze.webhooks.insert(key, webhook);
}

// Guess: the texts of all refusals, and the status of a fourth webhook.
pub(super) async fn set(line: Line, bytes: Bytes) -> Result<Json<Value>, Refusal> {
    let mut world = line.world()?;
    let mut webhook: Webhook = body(&bytes)?;
    if webhook.label.is_empty() {
        "default".clone_into(&mut webhook.label);
    }
    if webhook.enabled {
        let url = webhook.url.as_deref().unwrap_or_default();
        if !url.starts_with("http://") && !url.starts_with("https://") {
            return Err(Refusal::bad_request("Invalid request body: url is required"));
        }
        if webhook.authorization.as_deref().is_some_and(|value| HeaderValue::from_str(value).is_err()) {
            return Err(Refusal::bad_request("Invalid request body: authorization is no header value"));
        }
        webhook.events = Some(chosen(webhook.events)?);
    } else {
        webhook = Webhook {
            url: None,
            authorization: None,
            events: Some(Vec::new()),
            media_base64: false,
            ..webhook
        };
    }
    let id = line.instance(&world)?.id.clone();
    let others = of(&world, &id).filter(|other| other.label != webhook.label && other.enabled).count();
    if webhook.enabled && others >= MOST {
        let message = "Maximum of 3 enabled webhooks per instance";
        return Err(Refusal::new(StatusCode::CONFLICT, message));
    }
    let shown = json!(webhook);
    if let Some(instance) =
        world.instance_mut(Gateway::Ryze, &line.name).filter(|_| webhook.label == "default")
    {
        instance.settings.insert("webhook".to_owned(), shown.clone());
    }
    world.ryze.webhooks.insert((id, webhook.label.clone()), webhook);
    Ok(Json(json!({ "success": true, "message": "Webhook configured", "webhook": shown })))
}

#[derive(Deserialize)]
pub(super) struct Which {
    label: Option<String>,
}

pub(super) async fn get(line: Line, Query(Which { label }): Query<Which>) -> Result<Json<Value>, Refusal> {
    let world = line.world()?;
    let id = &line.instance(&world)?.id;
    let Some(label) = label else {
        let rows: Vec<Value> = of(&world, id).map(|webhook| json!(webhook)).collect();
        return Ok(Json(json!({ "success": true, "message": "Webhooks retrieved", "webhooks": rows })));
    };
    let label = if label.is_empty() { "default".to_owned() } else { label };
    let found = world.ryze.webhooks.get(&(id.clone(), label));
    // Guess: the text.
    let webhook = found.ok_or_else(|| Refusal::new(StatusCode::NOT_FOUND, "Webhook not found"))?;
    Ok(Json(json!({ "success": true, "message": "Webhook retrieved", "webhook": webhook })))
}

/// An instance's webhooks, sorted by label.
fn of<'w>(world: &'w World, id: &str) -> impl Iterator<Item = &'w Webhook> {
    world.ryze.webhooks.iter().filter(move |((owner, _), _)| owner == id).map(|(_, webhook)| webhook)
}

/// Where RyzeAPI posts an event.
// Guess: five retries after 1, 2, 4, 8 and 16 seconds, and 10 seconds for an answer. That there is a queue with retries
// and a backoff is documented, its numbers are not.
pub(crate) fn posts(world: &mut World, happening: &Happening, event: &PushedEvent) -> Vec<Post> {
    let Some(instance) = world.instance(Gateway::Ryze, &happening.instance) else { return Vec::new() };
    let wants = |webhook: &&Webhook| {
        webhook.enabled && webhook.events.as_ref().is_none_or(|events| events.contains(&event.name))
    };
    let post = |webhook: &Webhook| {
        let url = webhook.url.as_deref()?;
        let url = if webhook.by_events {
            format!("{}/{}", url.trim_end_matches('/'), event.name)
        } else {
            url.to_owned()
        };
        let mut headers = HeaderMap::new();
        let authorization = webhook.authorization.as_deref().filter(|value| !value.is_empty());
        headers.extend(
            authorization.and_then(|value| HeaderValue::from_str(value).ok()).map(|v| (AUTHORIZATION, v)),
        );
        let with = webhook.media_base64.then(|| with_media(happening, &event.body));
        Some(Post {
            webhook: webhook.label.clone(),
            event: event.name.clone(),
            url,
            headers,
            body: with.as_ref().unwrap_or(&event.body).to_string().into(),
            retries: Retries {
                waits: doubling(Duration::from_secs(1), 5, Duration::from_secs(60)),
                never_after: &[],
                timeout: Some(Duration::from_secs(10)),
            },
        })
    };
    of(world, &instance.id).filter(wants).filter_map(post).collect()
}
