//! Each of the contract's examples is read into the right event.

use serde_json::json;
use wagate_sdk_core::adapter::Events;
use wagate_sdk_core::{
    ChatContent, ConnectionState, DeliveryStatus, Event, EventKind, EventOrigin, EventTransport, FileKind,
    MessageId, Raw, wire,
};
use wagate_wazzapi::Wazzapi;

use super::{contract, example, examples, parse};
use crate::{DEVICE, GROUP, PHONE, to};

const MESSAGE: &str = "f4fd147d-e2a8-4d52-9eb5-98a72f5b90ab";
const WHATSAPP: &str = "3EB0C767D097B7C7C030";

#[test]
fn every_example_has_its_kind_and_tells_its_device_its_id_and_its_time() {
    for example in examples() {
        let envelope = parse(example);
        let kind = match example["event_type"].as_str().unwrap() {
            "message.received" => EventKind::Message,
            name if name.starts_with("message.") => EventKind::MessageStatus,
            _ => EventKind::Connection,
        };
        assert_eq!(envelope.event.kind(), kind);
        assert_eq!((envelope.provider, envelope.instance.as_deref()), ("wazzapi", Some(DEVICE)));
        let id = example.get("event_id").unwrap_or(&example["id"]).as_str();
        assert_eq!(envelope.id.as_deref(), id);
        assert_eq!(envelope.at, wire::rfc3339("2026-04-26T09:15:30Z"));
        assert_eq!(envelope.raw.expose(), example.to_string());
    }
}

#[test]
fn a_message_whose_text_is_not_told_has_none() {
    let envelope = parse(&example("message.received"));
    let message = envelope.event.message().unwrap();
    assert_eq!(message.id, Some(MessageId::gateway(MESSAGE)));
    assert_eq!(message.whatsapp_id, Some(MessageId::whatsapp(WHATSAPP)));
    assert_eq!((&message.chat, &message.author), (&Some(to(PHONE)), &Some(to(PHONE))));
    assert_eq!(message.author_phone.as_ref(), to(PHONE).as_phone());
    assert_eq!((message.from_me, message.at), (Some(false), wire::rfc3339("2026-04-26T09:15:29Z")));
    assert!(message.text().is_none(), "{:?}", message.content);
    assert!(matches!(&message.content, ChatContent::Other(kind) if kind == "text"));
    // Its own JSON is the event's data.
    assert!(message.raw.expose().starts_with("{\"account_name\"") && message.raw.expose().ends_with('}'));
}

#[test]
fn the_newer_model_tells_text_file_sender_and_what_is_answered() {
    let [image, group] = contract()["newer_model"].as_array().unwrap().as_slice() else { panic!() };
    let image = parse(image);
    let message = image.event.message().unwrap();
    let file = message.file().unwrap();
    assert_eq!((file.kind, file.caption.as_deref()), (FileKind::Image, Some("The broken one")));
    assert_eq!(file.url.as_deref(), Some("https://files.example.com/a.jpg"));
    assert_eq!((file.file_name.as_deref(), file.media_type.as_deref()), (Some("a.jpg"), Some("image/jpeg")));
    assert_eq!(file.message, Some(MessageId::gateway(MESSAGE)));
    assert_eq!(message.author_name.as_deref(), Some("Rina"));
    assert_eq!(message.quoted, Some(MessageId::whatsapp("3EB0AAAA")));
    assert_eq!(message.at, wire::rfc3339("2026-04-26T09:15:28Z"));

    let group = parse(group);
    let message = group.event.message().unwrap();
    assert_eq!((&message.chat, message.text()), (&Some(to(GROUP)), Some("Good morning")));
    assert_eq!((&message.author, message.author_name.as_deref()), (&None, Some("Rina")));
}

#[test]
fn a_lid_is_no_phone_number() {
    let mut event = example("message.received");
    event["data"]["phone_number"] = json!("222333444555666@lid");
    let envelope = parse(&event);
    let message = envelope.event.message().unwrap();
    assert_eq!(message.author, Some(to("222333444555666@lid")));
    assert!(message.author_lid.is_some() && message.author_phone.is_none() && message.chat_phone.is_none());
}

#[test]
fn what_becomes_of_a_message_is_told_by_both_of_its_ids() {
    for (name, status) in [
        ("message.sent", DeliveryStatus::Sent),
        ("message.delivered", DeliveryStatus::Delivered),
        ("message.read", DeliveryStatus::Read),
        ("message.failed", DeliveryStatus::Failed),
    ] {
        let Event::MessageStatus(told) = parse(&example(name)).event else { panic!("{name}") };
        assert_eq!(told.messages, [MessageId::gateway(MESSAGE)]);
        assert!(told.is_about(&MessageId::whatsapp(WHATSAPP)));
        assert_eq!((&told.chat, told.from_me), (&Some(to(PHONE)), Some(true)));
        assert_eq!(told.at, wire::rfc3339("2026-04-26T09:15:29Z"), "{name}");
        let reason = (name == "message.failed").then_some("Number not on WhatsApp");
        assert_eq!((told.reason.as_deref(), told.status), (reason, status));
    }
}

#[test]
fn the_device_comes_and_goes() {
    for (name, state, reason) in [
        ("device.connected", ConnectionState::Online, "Connected"),
        ("device.disconnected", ConnectionState::Disconnected, "Connection lost"),
        ("device.connection_failed", ConnectionState::Disconnected, "Pairing timed out"),
    ] {
        let Event::Connection(changed) = parse(&example(name)).event else { panic!("{name}") };
        assert_eq!((changed.state, changed.reason.as_deref()), (state, Some(reason)));
        assert_eq!(changed.phone.as_ref(), to(PHONE).as_phone());
    }
    let mut event = example("device.disconnected");
    event["data"]["status"] = json!("logged_out");
    let Event::Connection(changed) = parse(&event).event else { panic!() };
    assert_eq!(changed.state, ConnectionState::LoggedOut);
}

#[test]
fn what_is_not_known_is_kept_and_what_is_no_object_is_refused() {
    let mut event = example("message.read");
    event["event_type"] = json!("campaign.finished");
    let envelope = parse(&event);
    assert!(matches!(&envelope.event, Event::Unknown { name } if name == "campaign.finished"));
    assert_eq!((envelope.instance.as_deref(), envelope.raw.expose()), (Some(DEVICE), &*event.to_string()));

    let origin = EventOrigin::new(EventTransport::Webhook);
    for bad in ["", "[]", "7", "[\"message.read\"]", "{\"event_type\":", "{} {}"] {
        assert!(Wazzapi::parse_event(Raw::from(bad.to_owned()), &origin).is_err(), "{bad}");
    }
    let whose = parse(&json!({"event_type": "message.read", "data": {}}));
    assert_eq!((whose.instance, whose.id), (None, None));
}
