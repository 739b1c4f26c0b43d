//! No field that is missing or of another kind makes an event fail.

use serde_json::{Value, json};
use wagate_evolution::Evolution;
use wagate_sdk_core::adapter::Events;
use wagate_sdk_core::{Event, EventOrigin, EventTransport, Raw};

use super::{example, examples, parse, typed};

/// The pointers to all members and items, at any depth.
fn pointers(value: &Value, here: &str, found: &mut Vec<String>) {
    let mut visit = |name: &str, value: &Value| {
        let pointer = format!("{here}/{}", name.replace('~', "~0").replace('/', "~1"));
        found.push(pointer.clone());
        pointers(value, &pointer, found);
    };
    match value {
        Value::Object(members) => members.iter().for_each(|(name, value)| visit(name, value)),
        Value::Array(items) => items.iter().enumerate().for_each(|(at, value)| visit(&at.to_string(), value)),
        _ => {}
    }
}

fn remove(event: &mut Value, pointer: &str) {
    let (parent, name) = pointer.rsplit_once('/').unwrap();
    let name = name.replace("~1", "/").replace("~0", "~");
    match event.pointer_mut(parent).unwrap() {
        Value::Object(members) => drop(members.remove(&name)),
        Value::Array(items) => drop(items.remove(name.parse().unwrap())),
        _ => unreachable!("only these have members"),
    }
}

#[test]
fn every_field_of_every_event_may_be_missing_or_anything() {
    let mut bent = 0;
    for event in examples().into_iter().chain(typed::more()) {
        let mut found = Vec::new();
        pointers(&event, "", &mut found);
        for pointer in found {
            let mut without = event.clone();
            remove(&mut without, &pointer);
            parse(&without);
            for other in [json!(null), json!(7), json!("x"), json!([]), json!({}), json!(true)] {
                let mut with = event.clone();
                *with.pointer_mut(&pointer).unwrap() = other;
                parse(&with);
                bent += 1;
            }
        }
    }
    println!("{bent} bent events");
    assert!(bent > 2000);
}

#[test]
fn data_of_another_shape_is_unknown_by_its_name_and_only_what_is_no_object_is_refused() {
    for data in [json!(null), json!(7), json!("x"), json!(true), json!([[1]])] {
        for mut event in examples() {
            let name = event["event"].as_str().unwrap().to_owned();
            // It has no data anyway.
            if name == "logout.instance" {
                continue;
            }
            event["data"] = data.clone();
            let envelope = parse(&event);
            assert!(
                matches!(&envelope.event, Event::Unknown { name: told } if *told == name),
                "{name}: {data}"
            );
            assert_eq!(envelope.instance.as_deref(), event["instance"].as_str());
        }
    }
    let origin = EventOrigin::new(EventTransport::Webhook);
    let list = json!(["messages.upsert", "shop", example("messages.upsert")["data"]]).to_string();
    for body in ["", "[]", "7", "null", "\"x\"", "{", "{\"event\":", "{}x", "\u{feff}{}", &*list] {
        assert!(Evolution::parse_event(Raw::from(body.to_owned()), &origin).is_err(), "{body}");
    }
    assert!(Evolution::parse_event(Raw::new((&b"{\"event\":\"\xff\"}"[..]).into()), &origin).is_err());
    assert!(matches!(parse(&json!({})).event, Event::Unknown { name } if name.is_empty()));
}
