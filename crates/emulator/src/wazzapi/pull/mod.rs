//! Pull subscriptions: events that wait to be fetched.

mod change;
mod log;
mod poll;

pub(super) use change::{create, delete, get, list, rotate_token, skip, update};
pub(super) use poll::poll;

use std::time::SystemTime;

use serde_json::{Value, json};

use super::asked::path_id;
use super::errors::Refusal;
use super::events::ORGANIZATION;
use crate::clock::iso_seconds;
use crate::push::PushedEvent;
use crate::world::{Ids, World};

use log::Log;

/// How much of a token is shown after it was given out.
const PREFIX: usize = "wzpull_live_".len() + 2;

/// One subscription.
#[derive(Debug)]
pub(super) struct PullSubscription {
    id: String,
    events: Vec<String>,
    is_active: bool,
    description: Option<String>,
    token: String,
    log: Log,
    /// Who reads, and until when nobody else may.
    lease: Option<(String, SystemTime)>,
    last_poll_at: Option<SystemTime>,
    created_at: SystemTime,
    updated_at: SystemTime,
}

impl PullSubscription {
    /// How it is shown, without its token.
    // Guess: `paused`.
    fn row(&self) -> Value {
        json!({
            "id": self.id,
            "subscribed_events": self.events,
            "is_active": self.is_active,
            "status": if self.is_active { "active" } else { "paused" },
            "token_prefix": self.token.get(..PREFIX),
            "next_offset": self.log.next(),
            "head_offset": self.log.head(),
            "earliest_offset": self.log.earliest(),
            "pending_count": self.log.pending(),
            "last_poll_at": self.last_poll_at.map(iso_seconds),
            "description": self.description,
            "created_at": iso_seconds(self.created_at),
            "updated_at": iso_seconds(self.updated_at),
        })
    }
}

fn token(ids: &mut Ids) -> String {
    format!("wzpull_live_{}", ids.text(b"abcdefghijklmnopqrstuvwxyz0123456789", 32))
}

/// The subscription of an id in a path, after what is too old was forgotten.
fn known<'w>(world: &'w mut World, id: &str) -> Result<&'w mut PullSubscription, Refusal> {
    let id = path_id("subscription_id", id)?;
    let now = world.clock.now();
    let found = world.wazzapi.pull.iter_mut().find(|subscription| subscription.id == id);
    // Guess: the text; the documents have it for messages only.
    let subscription = found.ok_or_else(|| Refusal::not_found("Pull subscription not found"))?;
    subscription.log.expire(now);
    Ok(subscription)
}

/// Puts an event where it is asked for.
// Guess: nothing is collected while a subscription is not active.
pub(super) fn collect(world: &mut World, event: &PushedEvent) {
    let now = world.clock.now();
    let World { ids, wazzapi, .. } = world;
    let wanted = |subscription: &&mut PullSubscription| {
        subscription.is_active && subscription.events.contains(&event.name)
    };
    for subscription in wazzapi.pull.iter_mut().filter(wanted) {
        let (delivery, id) = (ids.uuid(), &subscription.id);
        subscription.log.add(now, |sequence| {
            json!({
                "schema_version": 1,
                "id": delivery,
                "event_id": event.id,
                "event_type": event.name,
                "timestamp": event.body["timestamp"],
                "organization_id": ORGANIZATION,
                "pull_subscription_id": id,
                "sequence": sequence,
                "data": event.body["data"],
            })
        });
    }
}
