//! Whatever a field holds, an envelope comes, and it keeps the whole body.

use serde_json::{Value, json};

use super::{examples, parse_text};

/// The places of all fields at any depth.
fn places(value: &Value, at: &str, all: &mut Vec<String>) {
    let children: Vec<(String, &Value)> = match value {
        Value::Object(members) => members.iter().map(|(name, value)| (name.clone(), value)).collect(),
        Value::Array(items) => items.iter().enumerate().map(|(at, value)| (at.to_string(), value)).collect(),
        _ => return,
    };
    for (name, child) in children {
        let place = format!("{at}/{name}");
        places(child, &place, all);
        all.push(place);
    }
}

fn without(value: &Value, place: &str) -> Value {
    let mut value = value.clone();
    let (parent, name) = place.rsplit_once('/').unwrap();
    value.pointer_mut(parent).unwrap().as_object_mut().unwrap().remove(name).unwrap();
    value
}

#[test]
fn with_any_field_gone_or_of_another_type_an_envelope_comes() {
    let others = [json!(null), json!(7), json!("x"), json!([]), json!({}), json!(true), json!([{"a": 1}])];
    let mut tried = 0;
    for example in examples() {
        let mut all = Vec::new();
        places(example, "", &mut all);
        for place in all {
            let mut bodies = vec![without(example, &place)];
            for other in &others {
                let mut body = example.clone();
                *body.pointer_mut(&place).unwrap() = other.clone();
                bodies.push(body);
            }
            for body in bodies {
                let text = body.to_string();
                assert_eq!(parse_text(text.clone()).raw.expose(), text, "{place}");
                tried += 1;
            }
        }
    }
    assert!(tried > 1_500, "{tried}");
}

#[test]
fn a_list_in_place_of_members_is_not_read_in_their_order() {
    let mut body = super::example("message.received");
    body["data"] = json!(["f4fd147d", "3EB0", "6281234567890", "inbound"]);
    assert!(
        matches!(super::parse(&body).event, wagate_sdk_core::Event::Unknown { name } if name == "message.received")
    );
}
