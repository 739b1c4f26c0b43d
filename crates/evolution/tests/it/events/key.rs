//! What is delivered twice, and what happens twice.

use serde_json::json;
use wagate_evolution::Evolution;
use wagate_sdk_core::adapter::Events;

use super::{example, examples, parse};

#[test]
fn a_second_delivery_has_the_same_key_and_a_second_happening_another() {
    for event in examples() {
        let key = Evolution::event_key(&parse(&event));
        let mut again = event.clone();
        again["destination"] = json!("https://another.example/hook");
        again.as_object_mut().unwrap().remove("sender");
        assert_eq!(key, Evolution::event_key(&parse(&again)), "{}", event["event"]);
        for (field, other) in
            [("instance", json!("other")), ("data", json!({ "x": 1 })), ("event", json!("x"))]
        {
            let mut other_event = event.clone();
            other_event[field] = other;
            assert_ne!(key, Evolution::event_key(&parse(&other_event)), "{field} of {}", event["event"]);
        }
    }
    let later = |name: &str| {
        let event = example(name);
        let mut later = event.clone();
        later["date_time"] = json!("2026-11-23T00:00:00.000Z");
        (Evolution::event_key(&parse(&event)), Evolution::event_key(&parse(&later)))
    };
    for name in ["connection.update", "presence.update", "chats.update", "labels.association"] {
        let (first, second) = later(name);
        assert_ne!(first, second, "{name} happens again");
    }
    for name in ["messages.upsert", "messages.update", "call", "messages.edited"] {
        let (first, second) = later(name);
        assert_eq!(first, second, "{name} is told again");
    }
}
