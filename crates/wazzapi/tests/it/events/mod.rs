//! Events: how they are read and verified, where they are posted, and how they are fetched.

mod mutation;
mod reading;
mod signature;
mod webhooks;

use std::sync::OnceLock;

use serde_json::Value;
use wagate_sdk_core::adapter::Events;
use wagate_sdk_core::{EventEnvelope, EventOrigin, EventTransport, Raw};
use wagate_wazzapi::Wazzapi;

const FILE: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../../tests/contracts/events/wazzapi.json");

/// What the contract tells of events.
fn contract() -> &'static Value {
    static CONTRACT: OnceLock<Value> = OnceLock::new();
    CONTRACT.get_or_init(|| serde_json::from_str(&std::fs::read_to_string(FILE).unwrap()).unwrap())
}

/// The contract's examples, and two of the SDK's newer model.
fn examples() -> impl Iterator<Item = &'static Value> {
    ["examples", "newer_model"].into_iter().flat_map(|list| contract()[list].as_array().unwrap())
}

/// The contract's example of an event.
pub(crate) fn example(name: &str) -> Value {
    examples().find(|example| example["event_type"] == name).unwrap().clone()
}

fn parse(body: &Value) -> EventEnvelope {
    parse_text(body.to_string())
}

fn parse_text(body: String) -> EventEnvelope {
    Wazzapi::parse_event(Raw::from(body), &EventOrigin::new(EventTransport::Webhook)).unwrap()
}
