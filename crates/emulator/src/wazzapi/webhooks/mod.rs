//! Webhook subscriptions, which belong to the organization: each hears of all its devices.

mod change;
mod deliveries;

pub(super) use change::{create, delete, get, list, update};
pub(super) use deliveries::{list as deliveries, ping};

use std::time::{Duration, SystemTime};

use bytes::Bytes;
use http::header::USER_AGENT;
use http::{HeaderMap, HeaderName, HeaderValue};
use serde_json::{Value, json};

use super::asked::path_id;
use super::errors::Refusal;
use crate::push::{Post, PushedEvent, Retries, sign};
use crate::world::{Happening, World};

/// The minutes between attempts.
const WAITS: [u64; 9] = [1, 5, 15, 30, 60, 120, 240, 480, 1440];
/// How many characters of a secret are shown.
const PREFIX: usize = 8;

/// One subscription.
#[derive(Debug)]
pub(super) struct WebhookSubscription {
    id: String,
    url: String,
    secret: String,
    events: Vec<String>,
    is_active: bool,
    description: Option<String>,
    created_at: SystemTime,
    updated_at: SystemTime,
}

/// The subscription of an id in a path.
fn known<'w>(world: &'w World, id: &str) -> Result<&'w WebhookSubscription, Refusal> {
    let id = path_id("webhook_id", id)?;
    let found = world.wazzapi.webhooks.iter().find(|subscription| subscription.id == id);
    // Guess: the text; the documents have it for messages only.
    found.ok_or_else(|| Refusal::not_found("Webhook not found"))
}

/// Where WazzAPI posts an event.
pub(crate) fn posts(world: &mut World, _happening: &Happening, event: &PushedEvent) -> Vec<Post> {
    let World { ids, wazzapi, .. } = world;
    let wanted = |subscription: &&WebhookSubscription| {
        subscription.is_active && subscription.events.contains(&event.name)
    };
    let subscriptions = wazzapi.webhooks.iter().filter(wanted);
    subscriptions
        .map(|subscription| subscription.post(ids.uuid(), event, !wazzapi.documented_events))
        .collect()
}

impl WebhookSubscription {
    /// An event for this subscription, under an id of its own; with the members that only newer clients know, or
    /// without them.
    fn post(&self, id: String, event: &PushedEvent, newer: bool) -> Post {
        let mut body = event.body.clone();
        body["id"] = json!(id);
        body["webhook_id"] = json!(self.id);
        if newer {
            body["schema_version"] = json!(1);
            body["event_id"] = json!(event.id);
        }
        let body = body.to_string();
        Post {
            webhook: self.id.clone(),
            event: event.name.clone(),
            url: self.url.clone(),
            headers: self.headers(&id, &event.name, body.as_bytes()),
            body: Bytes::from(body),
            retries: Retries {
                waits: WAITS.map(|minutes| Duration::from_secs(minutes * 60)).to_vec(),
                never_after: &[],
                timeout: Some(Duration::from_secs(30)),
            },
        }
    }

    // Guess: all attempts of one event have the same id.
    fn headers(&self, id: &str, event: &str, body: &[u8]) -> HeaderMap {
        let signature = format!("sha256={}", sign::hex(&self.secret, body));
        let own = [
            ("x-wazzapi-signature", signature.as_str()),
            ("x-wazzapi-event", event),
            ("x-wazzapi-event-id", id),
        ];
        let mut headers =
            HeaderMap::from_iter([(USER_AGENT, HeaderValue::from_static("Wazzapi-Webhook/1.0"))]);
        // All of them are visible ASCII.
        headers.extend(own.into_iter().filter_map(|(name, value)| {
            Some((HeaderName::from_static(name), HeaderValue::from_str(value).ok()?))
        }));
        headers
    }

    /// How many events in a row were given up, and when the last attempts were made.
    fn record(&self, world: &World) -> Value {
        let own = world.deliveries.iter().filter(|delivery| delivery.post.webhook == self.id);
        let mut failures = 0;
        let (mut success, mut failure) = (None, None);
        for delivery in own {
            if delivery.delivered {
                (failures, success) = (0, Some(delivery.at));
            } else if !delivery.attempts.is_empty() {
                (failures, failure) = (failures + 1, Some(delivery.at));
            }
        }
        json!({
            "failure_count": failures,
            "last_success_at": success.map(crate::clock::iso_seconds),
            "last_failure_at": failure.map(crate::clock::iso_seconds),
        })
    }
}
