//! Every delivery to a webhook, and every event by Socket.IO, that a real server 2.3.7 was seen to send.

use std::collections::BTreeMap;

use serde_json::{Value, json};
use wagate_sdk_core::{Event, EventKind, FileKind};

use super::{parse, parse_text};
use crate::recorded::RECORDED;

/// What has no type of its own.
const UNKNOWN: [&str; 4] = ["instance.create", "instance.delete", "remove.instance", "typebot.change-status"];

fn recorded() -> impl Iterator<Item = Value> {
    RECORDED.lines().map(|line| serde_json::from_str(line).unwrap())
}

type Counts = BTreeMap<EventKind, usize>;

fn count(text: String, counts: &mut Counts) {
    let told: Value = serde_json::from_str(&text).unwrap();
    let name = told["event"].as_str().unwrap();
    let envelope = parse_text(text);
    let kind = envelope.event.kind();
    assert_eq!(kind == EventKind::Unknown, UNKNOWN.contains(&name), "{name} is {kind:?}");
    assert_eq!(envelope.instance.as_deref(), told["instance"].as_str());
    *counts.entry(kind).or_default() += 1;
}

#[test]
fn every_recorded_delivery_to_a_webhook_is_read() {
    let mut counts = Counts::new();
    for exchange in recorded().filter(|exchange| exchange["direction"] == "server -> webhook sink") {
        count(exchange["request"]["body"].to_string(), &mut counts);
    }
    println!("webhooks: {counts:?}");
    assert_eq!(
        counts,
        Counts::from([
            (EventKind::Message, 5),
            (EventKind::MessageEdited, 2),
            (EventKind::Connection, 5),
            (EventKind::QrCode, 12),
            (EventKind::ChatsUpdated, 1),
            (EventKind::ChatsDeleted, 1),
            (EventKind::ContactsUpdated, 8),
            (EventKind::GroupParticipants, 1),
            (EventKind::LabelEdited, 1),
            (EventKind::LabelAssigned, 1),
            (EventKind::Call, 1),
            (EventKind::Unknown, 21),
        ])
    );
}

#[test]
fn every_recorded_event_by_socket_io_is_read() {
    let (mut counts, mut cut) = (Counts::new(), 0);
    for exchange in recorded() {
        // As the server's own client for JavaScript gave them.
        for told in exchange["response"]["body"].as_array().into_iter().flatten() {
            if told["ev"].as_str().is_some() && told["args"].is_array() {
                count(told["args"][0].to_string(), &mut counts);
            }
        }
        // As they came. The recording cuts long frames off.
        for frame in exchange["response"]["frames"].as_array().into_iter().flatten() {
            let Some(frame) =
                frame["frame"].as_str().filter(|frame| frame.starts_with("42") || frame.starts_with("45"))
            else {
                continue;
            };
            match serde_json::from_str::<(String, Value)>(&frame[frame.find('[').unwrap()..]) {
                Ok((_, told)) => count(told.to_string(), &mut counts),
                Err(_) => {
                    assert!(frame.ends_with("chars>"), "{frame}");
                    cut += 1;
                }
            }
        }
    }
    println!("Socket.IO: {counts:?}, and {cut} frames that the recording cuts off");
    assert!(counts[&EventKind::Message] > 20 && counts[&EventKind::MessageStatus] > 30);
    assert!(counts[&EventKind::Connection] >= 3 && counts[&EventKind::ContactsUpdated] >= 6);
    assert!(!counts.contains_key(&EventKind::Unknown), "{counts:?}");
}

/// In a frame the buffers stand apart, and a placeholder where each was.
fn placeholders(value: &mut Value, count: &mut usize) {
    match value {
        Value::Object(members) if members.get("type") == Some(&json!("Buffer")) => {
            *value = json!({ "_placeholder": true, "num": count });
            *count += 1;
        }
        Value::Object(members) => members.values_mut().for_each(|value| placeholders(value, count)),
        Value::Array(items) => items.iter_mut().for_each(|value| placeholders(value, count)),
        _ => {}
    }
}

#[test]
fn an_event_whose_buffers_stand_apart_is_a_message_too() {
    let with_buffers = recorded()
        .flat_map(|exchange| exchange["response"]["body"].as_array().cloned().unwrap_or_default())
        .map(|told| told["args"][0].clone())
        .find(|event| event["data"]["message"]["imageMessage"]["mediaKey"]["type"] == "Buffer")
        .unwrap();
    let file = |event: &Value| match parse(event).event {
        Event::Message(message) => message.file().cloned().unwrap(),
        other => panic!("{:?}", other.kind()),
    };
    assert_eq!(file(&with_buffers).keys.map(|keys| keys.file_sha256.is_some()), Some(true));
    let (mut apart, mut count) = (with_buffers, 0);
    placeholders(&mut apart, &mut count);
    assert!(count >= 3);
    let file = file(&apart);
    assert_eq!((file.kind, file.caption.as_deref()), (FileKind::Image, Some("pixel")));
    assert!(file.keys.is_none() && file.url.is_some());
}
