//! What is made of events.

mod messages;
mod others;
mod strange;

use std::time::SystemTime;

use serde::Deserialize;
use serde_json::{Value, json};
use wagate_ryze::Ryze;
use wagate_sdk_core::adapter::Events;
use wagate_sdk_core::wire::rfc3339;
use wagate_sdk_core::{Event, EventEnvelope, EventOrigin, EventTransport, NotAnEvent, Raw};

/// The token that stands in clear in every event of the documents.
pub(crate) const SHOWN: &str = "7b1b2c1e-1111-4222-8333-944455566677";

/// An event as the documents show it.
#[derive(Deserialize)]
struct Example {
    name: String,
    body: Value,
}

fn examples() -> Vec<Example> {
    let text = include_str!(concat!(env!("CARGO_MANIFEST_DIR"), "/../../tests/contracts/events/ryze.json"));
    serde_json::from_str(text).unwrap()
}

/// The example of this name.
pub(crate) fn example(name: &str) -> Value {
    examples().into_iter().find(|example| example.name == name).unwrap().body
}

fn parse(body: &str) -> Result<EventEnvelope, NotAnEvent> {
    Ryze::parse_event(Raw::from(body.to_owned()), &EventOrigin::new(EventTransport::Webhook))
}

fn envelope(body: &Value) -> EventEnvelope {
    parse(&body.to_string()).unwrap()
}

fn event(body: &Value) -> Event {
    envelope(body).event
}

/// A delivery of this name and data.
fn delivery(name: &str, data: &Value) -> Value {
    json!({"event": name, "data": data, "instanceData": {"instance": "support", "token": SHOWN}})
}

fn noon() -> SystemTime {
    rfc3339("2026-11-22T12:00:00Z").unwrap()
}

#[test]
fn every_example_has_its_kind() {
    let kinds: Vec<_> = examples()
        .iter()
        .map(|example| {
            let envelope = envelope(&example.body);
            assert_eq!((envelope.provider, envelope.transport), ("ryze", EventTransport::Webhook));
            assert_eq!(envelope.instance.as_deref(), Some("support"), "{}", example.name);
            assert_eq!(envelope.id, None, "{}", example.name);
            assert_eq!(envelope.raw.expose(), example.body.to_string());
            assert!(!format!("{envelope:?}").contains(SHOWN), "{}", example.name);
            format!("{} {:?}", example.name, envelope.event.kind())
        })
        .collect();
    // None of them stays unknown.
    assert_eq!(
        kinds,
        [
            "message.exchange Message",
            "message.exchange (catalog) Message",
            "message.status MessageStatus",
            "call.update Call",
            "group.flow GroupParticipants",
            "instance.state Connection",
            "label.update LabelAssigned",
        ]
    );
}

#[test]
fn an_event_without_an_instance_is_of_the_one_that_the_receiver_knows() {
    let origin = EventOrigin::new(EventTransport::WebSocket).of("line 7");
    let parse = |body: Value| Ryze::parse_event(Raw::from(body.to_string()), &origin).unwrap();
    let mut body = example("call.update");
    assert_eq!(parse(body.clone()).instance.as_deref(), Some("support"));
    body.as_object_mut().unwrap().remove("instanceData");
    let envelope = parse(body);
    assert_eq!(
        (envelope.instance.as_deref(), envelope.transport),
        (Some("line 7"), EventTransport::WebSocket)
    );
}
