//! Events that are not as the documents show them.

use serde_json::{Value, json};
use wagate_ryze::Ryze;
use wagate_sdk_core::adapter::Events;
use wagate_sdk_core::{Event, EventKind};

use super::{SHOWN, delivery, envelope, event, example, examples, parse};

/// Deliveries with every part that the adapter reads and that no example has.
fn rich() -> Vec<Value> {
    let said = [
        json!({"type": "image", "media": {"type": "image", "mimetype": "image/png", "mimeType": "image/png",
            "mime_type": "image/png", "fileName": "a", "filename": "a", "caption": "c", "url": "u",
            "base64": "AA==", "isVoiceNote": false}}),
        json!({"type": "location", "location": {"latitude": 1.5, "longitude": 2, "name": "n", "address": "a"}}),
        json!({"type": "contact", "contact": {"display_name": "n", "phone_number": "5511", "vcard": "v"}}),
        json!({"type": "reaction", "reaction": {"text": "👍", "emoji": "👍", "message_id": "A", "messageId": "A",
            "key": "A"}}),
        json!({"type": "interactive", "interactive": {"selectedButtonId": "b", "selectedRowId": "r",
            "selectedReply": {"selectedRowID": "r"}, "title": "t"}}),
        json!({"button_response": {"selected_button_id": "b", "title": "t"}}),
        json!({"list_response": {"title": "t", "single_select_reply": {"option_name": "o"}}}),
        json!({"type": "poll", "poll": {"title": "t", "options": [{"name": "a"}, {"name": "b"}]}}),
        json!({"type": "message_edit", "isEdit": true, "edit": {"original_id": "A", "text": "t"}}),
        json!({"type": "message_revoke"}),
    ];
    let messages = said.into_iter().map(|said| {
        let mut body = example("message.exchange");
        body["data"]["reply"] = json!({"message_id": "A"});
        body["data"]["message"] = said;
        body
    });
    let label =
        json!({"type": "edit", "labelId": 3, "name": "n", "color": 4, "deleted": false, "action": "deleted"});
    messages.chain([delivery("label.update", &label)]).collect()
}

/// The JSON pointers of all members and items, at any depth.
fn places(value: &Value, at: &str, all: &mut Vec<String>) {
    let inner: Vec<(String, &Value)> = match value {
        Value::Object(members) => members.iter().map(|(name, inner)| (name.clone(), inner)).collect(),
        Value::Array(items) => items.iter().enumerate().map(|(n, inner)| (n.to_string(), inner)).collect(),
        _ => return,
    };
    for (name, inner) in inner {
        let place = format!("{at}/{name}");
        places(inner, &place, all);
        all.push(place);
    }
}

fn without(body: &Value, place: &str) -> Value {
    let mut body = body.clone();
    let (parent, name) = place.rsplit_once('/').unwrap();
    match body.pointer_mut(parent).unwrap() {
        Value::Object(members) => drop(members.remove(name)),
        Value::Array(items) => drop(items.remove(name.parse().unwrap())),
        _ => unreachable!(),
    }
    body
}

#[test]
fn whatever_one_field_is_an_envelope_comes_and_keeps_the_body() {
    let values = [json!(null), json!(7), json!("x"), json!([]), json!({}), json!(true)];
    let mut tried = 0;
    for body in examples().into_iter().map(|example| example.body).chain(rich()) {
        let mut all = Vec::new();
        places(&body, "", &mut all);
        for place in all {
            let put = |value: &Value| {
                let mut body = body.clone();
                *body.pointer_mut(&place).unwrap() = value.clone();
                body
            };
            for changed in values.iter().map(put).chain([without(&body, &place)]) {
                let text = changed.to_string();
                let envelope = parse(&text).unwrap_or_else(|error| panic!("{place}: {error}"));
                assert_eq!(envelope.raw.expose(), text, "{place}");
                // What is not about the instance itself never hides which one it is of.
                if !place.starts_with("/instanceData") {
                    assert_eq!(envelope.instance.as_deref(), Some("support"), "{place}");
                }
                tried += 1;
            }
        }
    }
    assert!(tried > 2000, "{tried}");
}

#[test]
fn a_field_that_is_off_costs_no_more_than_itself() {
    for place in ["/data/timestamp", "/data/sender", "/data/message/media", "/data/chat/name"] {
        let mut body = example("message.exchange");
        *body.pointer_mut(place).unwrap() = json!([7]);
        let event = event(&body);
        assert_eq!(event.message().and_then(|message| message.text()), Some("Hello"), "{place}");
    }
}

#[test]
fn what_says_nothing_is_unknown_and_keeps_its_name() {
    for body in [
        json!({}),
        json!({"event": "message.exchange"}),
        delivery("message.exchange", &json!([])),
        delivery("message.exchange", &json!({"id": "A"})),
        delivery("message.status", &json!({"status": "read"})),
        delivery("message.status", &json!({"messageIds": ["A"]})),
        delivery("call.update", &json!({})),
        delivery("group.flow", &json!({"groupJid": "120363406289005073@g.us"})),
        delivery("instance.state", &json!({"state": ""})),
        delivery("label.update", &json!({"type": "edit"})),
        delivery("label.update", &json!({"type": "melt", "labelId": "3"})),
        delivery("newsletter.update", &json!({"type": "x"})),
    ] {
        let Event::Unknown { name } = event(&body) else { panic!("{body}") };
        assert_eq!(name, body["event"].as_str().unwrap_or_default());
    }
}

#[test]
fn only_what_is_no_json_object_is_refused() {
    for body in [
        "",
        "null",
        "7",
        "\"message.exchange\"",
        "{\"event\":\"call.update\"",
        "[\"call.update\",{\"type\":\"offer\"},{\"instance\":\"support\"}]",
    ] {
        assert!(parse(body).is_err(), "{body}");
    }
    // Said twice: which of the two is meant cannot be told.
    let twice = parse(r#"{"event":"call.update","event":"label.update","data":{"type":"offer"}}"#).unwrap();
    assert_eq!(twice.event.kind(), EventKind::Unknown);
}

#[test]
fn an_event_that_is_delivered_again_has_the_same_key() {
    let body = example("message.status");
    let key = |body: &Value| Ryze::event_key(&envelope(body));
    let mut again = body.clone();
    again["instanceData"]["token"] = json!("another-token");
    again["instanceData"]["baseUrl"] = json!("https://other.example");
    assert_eq!(key(&body), key(&again));
    let mut other = body.clone();
    other["data"]["status"] = json!("delivered");
    assert_ne!(key(&body), key(&other));
    let mut elsewhere = body.clone();
    elsewhere["instanceData"]["instance"] = json!("sales");
    assert_ne!(key(&body), key(&elsewhere));
    assert_ne!(key(&json!({"a": 1})), key(&json!({"a": 2})));
    assert!(!format!("{:?}", key(&body)).contains(SHOWN));
}
