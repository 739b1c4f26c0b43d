//! Where events are posted.

use std::time::Duration;

use bytes::Bytes;
use http::header::AUTHORIZATION;
use http::{HeaderMap, HeaderName, HeaderValue};
use serde_json::{Value, json};

use super::config::Webhook;
use super::events::path;
use crate::Gateway;
use crate::clock::epoch_seconds;
use crate::push::{Post, PushedEvent, Retries, doubling, sign};
use crate::world::{Happening, World};

/// The key of the headers that is no header but the secret behind one.
const JWT_KEY: &str = "jwt_key";
/// Answers after which a post is not tried again.
const NEVER_AFTER: &[u16] = &[400, 401, 403, 404, 422];

/// Where Evolution API posts an event.
pub(crate) fn posts(world: &mut World, happening: &Happening, event: &PushedEvent) -> Vec<Post> {
    let Some(instance) = world.instance(Gateway::Evolution, &happening.instance) else { return Vec::new() };
    let wants = |webhook: &&Webhook| {
        let listed =
            webhook.events.as_array().is_some_and(|events| events.iter().any(|one| event.name == *one));
        webhook.enabled
            && listed
            && ["http://", "https://"].iter().any(|scheme| webhook.url.starts_with(scheme))
    };
    let Some(webhook) = world.evolution.webhooks.get(&instance.id).filter(wants) else { return Vec::new() };
    let mut body = event.body.clone();
    body["destination"] = json!(webhook.url);
    let wire = body["event"].as_str().unwrap_or_default();
    let url = if webhook.by_events { format!("{}/{}", webhook.url, path(wire)) } else { webhook.url.clone() };
    // Ten attempts.
    // Guess: without the real server's jitter between them.
    let waits = doubling(Duration::from_secs(5), 9, Duration::from_secs(300));
    vec![Post {
        webhook: instance.id.clone(),
        event: event.name.clone(),
        url,
        headers: headers(&webhook.headers, epoch_seconds(happening.at)),
        body: Bytes::from(body.to_string()),
        retries: Retries { waits, never_after: NEVER_AFTER, timeout: Some(Duration::from_secs(30)) },
    }]
}

/// The headers that were configured; a JWT in place of the key that it is signed with.
fn headers(configured: &Value, now: u64) -> HeaderMap {
    let mut headers = HeaderMap::new();
    headers.insert(http::header::USER_AGENT, HeaderValue::from_static("axios/1.13.2"));
    for (name, value) in configured.as_object().into_iter().flatten() {
        let value = value.as_str().map_or_else(|| value.to_string(), str::to_owned);
        let (name, value) = match name.as_str() {
            JWT_KEY => (
                Ok(AUTHORIZATION),
                format!("Bearer {}", sign::jwt(&value, now, &[("app", "evolution"), ("action", "webhook")])),
            ),
            name => (HeaderName::try_from(name), value),
        };
        // Guess: what can be no header is left out.
        if let (Ok(name), Ok(value)) = (name, HeaderValue::try_from(value)) {
            headers.insert(name, value);
        }
    }
    headers
}
