//! The webhook.

use std::time::SystemTime;

use serde_json::{Map, Value, json};

use super::wanted;
use crate::clock::iso_millis;
use crate::evolution::address::row_id;
use crate::evolution::call::{Answer, Call, done, read};
use crate::evolution::errors::Refusal;
use crate::evolution::events::EVENTS;
use crate::evolution::schema::Rules;
use crate::world::{Instance, World};

/// Where an instance's events are posted.
#[derive(Clone, Debug)]
pub(in crate::evolution) struct Webhook {
    pub(in crate::evolution) url: String,
    /// An object, or null.
    pub(in crate::evolution) headers: Value,
    pub(in crate::evolution) enabled: bool,
    /// A list of names.
    pub(in crate::evolution) events: Value,
    pub(in crate::evolution) by_events: bool,
    pub(in crate::evolution) base64: bool,
    created_at: SystemTime,
    updated_at: SystemTime,
}

impl Webhook {
    /// What a block of a body says, over what was kept: the address, the events and whether it is on take the place
    /// of what was there, anything else that is left out stays.
    fn of(block: &Map<String, Value>, enabled: bool, kept: Option<&Self>, now: SystemTime) -> Self {
        let flag = |name: &str| block.get(name).and_then(Value::as_bool);
        let headers = block.get("headers").or(kept.map(|kept| &kept.headers));
        Self {
            url: block.get("url").and_then(Value::as_str).unwrap_or_default().to_owned(),
            headers: headers.cloned().unwrap_or_default(),
            enabled,
            events: wanted(enabled, block.get("events")),
            by_events: flag("byEvents").or(kept.map(|kept| kept.by_events)).unwrap_or_default(),
            base64: flag("base64").or(kept.map(|kept| kept.base64)).unwrap_or_default(),
            created_at: kept.map_or(now, |kept| kept.created_at),
            updated_at: now,
        }
    }

    /// Keeps the webhook that an instance is created with, which is on whatever it says.
    pub(in crate::evolution) fn create(world: &mut World, instance_id: &str, body: &Map<String, Value>) {
        let now = world.clock.now();
        if let Some(block) = body.get("webhook").and_then(Value::as_object) {
            let webhook = Self::of(block, true, None, now);
            world.evolution.webhooks.insert(instance_id.to_owned(), webhook);
        }
    }

    fn row(&self, instance: &Instance) -> Value {
        json!({
            "id": row_id(&[&instance.id, "webhook"]),
            "url": self.url,
            "headers": self.headers,
            "enabled": self.enabled,
            "events": self.events,
            "webhookByEvents": self.by_events,
            "webhookBase64": self.base64,
            "createdAt": iso_millis(self.created_at),
            "updatedAt": iso_millis(self.updated_at),
            "instanceId": instance.id,
        })
    }
}

pub(super) async fn set(call: Call) -> Answer {
    Rules::of(&call.body)
        .object("webhook", |webhook| {
            webhook
                .booleans(&["enabled"])
                .strings(&["url"])
                .any_object("headers")
                .booleans(&["byEvents", "base64"])
                .words("events", &EVENTS)
                .required(&["enabled", "url"])
        })
        .required(&["webhook"])
        .check()?;
    let block = call.body.get("webhook").and_then(Value::as_object).cloned().unwrap_or_default();
    let enabled = block.get("enabled").and_then(Value::as_bool).unwrap_or_default();
    has_events(enabled, &block)?;
    let mut world = call.world();
    let now = world.clock.now();
    let id = call.instance(&world)?.id.clone();
    let webhook = Webhook::of(&block, enabled, world.evolution.webhooks.get(&id), now);
    let row = webhook.row(call.instance(&world)?);
    world.evolution.webhooks.insert(id, webhook);
    done(row)
}

pub(super) async fn find(call: Call) -> Answer {
    let world = call.world();
    let instance = call.instance(&world)?;
    read(world.evolution.webhooks.get(&instance.id).map_or(Value::Null, |webhook| webhook.row(instance)))
}

/// The server reads the length of a list of events that it does not check for.
pub(super) fn has_events(enabled: bool, block: &Map<String, Value>) -> Result<(), Refusal> {
    if enabled && !block.contains_key("events") {
        return Err(Refusal::crash("Cannot read properties of undefined (reading 'length')"));
    }
    Ok(())
}
