//! Every event that the server's documents and recordings show, and every way to bend one.

mod bent;
mod key;
mod recorded;
mod typed;
mod verification;

use serde_json::Value;
use wagate_evolution::Evolution;
use wagate_sdk_core::adapter::Events;
use wagate_sdk_core::{EventEnvelope, EventOrigin, EventTransport, Raw};

const EXAMPLES: &str =
    include_str!(concat!(env!("CARGO_MANIFEST_DIR"), "/../../tests/contracts/events/evolution.json"));

/// The events that the contract shows.
fn examples() -> Vec<Value> {
    serde_json::from_str(EXAMPLES).unwrap()
}

/// The contract's event with this name.
fn example(name: &str) -> Value {
    examples().into_iter().find(|event| event["event"] == name).unwrap()
}

fn parse(event: &Value) -> EventEnvelope {
    parse_text(event.to_string())
}

fn parse_text(text: String) -> EventEnvelope {
    let envelope =
        Evolution::parse_event(Raw::from(text.clone()), &EventOrigin::new(EventTransport::Webhook)).unwrap();
    assert_eq!(envelope.raw.expose(), text, "nothing is lost");
    assert!(!format!("{envelope:?}").contains("shop-token"), "the instance's token is shown");
    envelope
}
