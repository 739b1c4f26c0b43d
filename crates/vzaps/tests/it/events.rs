//! Events as the gateway tells them: each becomes the one right variant, and whatever is wrong with one, an envelope comes.

use std::time::{Duration, SystemTime};

use serde_json::{Value, json};
use wagate_sdk_core::adapter::Events;
use wagate_sdk_core::{
    Address, ChatContent, ChatMessage, ConnectionState, DeliveryStatus, Event, EventEnvelope, EventKind,
    EventOrigin, EventTransport, FileKind, MessageId, ParticipantsChange, Presence, Raw,
};
use wagate_vzaps::Vzaps;

use crate::gateway::*;

const LID: &str = "222333444555666@lid";

struct Row {
    name: String,
    documented: bool,
    example: Value,
}

fn rows() -> Vec<Row> {
    let text = include_str!("../../../../tests/contracts/events/vzaps.json");
    let mut file: Value = serde_json::from_str(text).unwrap();
    let Value::Array(events) = file["events"].take() else { panic!("no list") };
    let row = |mut event: Value| Row {
        name: event["name"].as_str().unwrap().to_owned(),
        documented: event["confidence"] == "documented",
        example: event["example"].take(),
    };
    events.into_iter().map(row).collect()
}

fn read(body: &Value) -> EventEnvelope {
    let origin = EventOrigin::new(EventTransport::Webhook).of("route");
    let text = body.to_string();
    let envelope = Vzaps::parse_event(Raw::from(text.clone()), &origin).unwrap();
    assert_eq!(envelope.raw.expose(), text);
    envelope
}

/// The event of one row of the file.
fn told(name: &str, documented: bool) -> EventEnvelope {
    let row = rows().into_iter().find(|row| row.name == name && row.documented == documented);
    read(&row.unwrap_or_else(|| panic!("no {name}")).example)
}

fn message(name: &str) -> ChatMessage {
    match told(name, false).event {
        Event::Message(message) => *message,
        other => panic!("{name}: {other:?}"),
    }
}

fn at(seconds: u64) -> Option<SystemTime> {
    Some(SystemTime::UNIX_EPOCH + Duration::from_secs(seconds))
}

fn noon() -> Option<SystemTime> {
    at(1_782_907_200)
}

fn lid() -> Address {
    LID.parse().unwrap()
}

#[test]
fn every_example_has_its_variant() {
    let kinds: Vec<_> =
        rows().iter().map(|row| (row.name.clone(), read(&row.example).event.kind())).collect();
    let is = |name: &str, kind: EventKind| (name.to_owned(), kind);
    let expected = [
        is("Message", EventKind::Message),
        is("ReadReceipt", EventKind::MessageStatus),
        is("Connected", EventKind::Connection),
        is("Disconnected", EventKind::Connection),
        // The documents' examples are empty: docs/adr/0015.
        is("Presence", EventKind::Unknown),
        is("ChatPresence", EventKind::Unknown),
        is("HistorySync", EventKind::History),
        is("GroupParticipantsAdd", EventKind::GroupParticipants),
        is("GroupParticipantsRemove", EventKind::GroupParticipants),
        is("(websocket envelope)", EventKind::Message),
        is("text", EventKind::Message),
        is("answer in a group", EventKind::Message),
        is("own message", EventKind::Message),
        is("image", EventKind::Message),
        is("voice", EventKind::Message),
        is("stored document", EventKind::Message),
        is("location", EventKind::Message),
        is("contact", EventKind::Message),
        is("poll", EventKind::Message),
        is("button", EventKind::Message),
        is("row", EventKind::Message),
        is("unread kind", EventKind::Message),
        is("reaction", EventKind::Reaction),
        is("deletion", EventKind::MessageDeleted),
        is("edit", EventKind::MessageEdited),
        is("read", EventKind::MessageStatus),
        is("online", EventKind::Presence),
        is("offline", EventKind::Presence),
        is("recording", EventKind::Presence),
        is("history", EventKind::History),
        is("joined", EventKind::GroupParticipants),
        is("left", EventKind::GroupParticipants),
        is("over the socket", EventKind::Message),
    ];
    assert_eq!(kinds, expected);
}

#[test]
fn what_the_documents_show_is_read() {
    let envelope = told("Message", true);
    let Event::Message(image) = &envelope.event else { panic!("{envelope:?}") };
    let file = image.file().unwrap();
    assert_eq!((file.kind, file.media_type.as_deref()), (FileKind::Image, Some("image/jpeg")));
    assert_eq!(file.url.as_deref(), Some("https://mmg.example.net/v/t62"));
    assert_eq!(file.keys.as_ref().unwrap().media_key, b"key");
    assert_eq!((envelope.instance.as_deref(), envelope.id.as_deref()), (Some("route"), None));

    let receipt = told("ReadReceipt", true).event;
    assert!(matches!(receipt, Event::MessageStatus(status) if status.status == DeliveryStatus::Delivered));
    for (name, state) in
        [("Connected", ConnectionState::Online), ("Disconnected", ConnectionState::Disconnected)]
    {
        assert!(matches!(told(name, true).event, Event::Connection(changed) if changed.state == state));
    }

    let envelope = told("(websocket envelope)", true);
    assert_eq!((envelope.id.as_deref(), envelope.instance.as_deref()), (Some("evt_01"), Some(ID)));
    assert_eq!(envelope.at, noon());
}

#[test]
fn a_message_has_what_a_program_looks_at() {
    let text = message("text");
    assert_eq!((text.text(), text.from_me), (Some("Hello"), Some(false)));
    assert_eq!(text.id, Some(MessageId::whatsapp("3EB0A1")));
    assert_eq!((text.chat.as_ref(), text.author.as_ref()), (Some(&phone()), Some(&phone())));
    assert_eq!(text.author_name.as_deref(), Some("Ana"));
    for (number, lid) in [(&text.author_phone, &text.author_lid), (&text.chat_phone, &text.chat_lid)] {
        assert_eq!(number.as_ref().unwrap().digits(), "5511987650002");
        assert_eq!(lid.as_ref().unwrap().to_string(), LID);
    }
    assert_eq!(text.at, noon());
    assert_eq!(told("text", false).at, noon(), "the envelope's time is the message's");
    assert_eq!(text.raw.json::<Value>().unwrap()["type"], "Message");

    let answer = message("answer in a group");
    assert_eq!((answer.chat, answer.author), (Some(group()), Some(phone())));
    assert_eq!((answer.chat_phone, answer.chat_lid), (None, None));
    assert_eq!(answer.quoted, Some(MessageId::whatsapp("3EB0Q")));

    let own = message("own message");
    assert_eq!((own.from_me, own.chat), (Some(true), Some(phone())));
    assert_eq!(own.author_phone.unwrap().digits(), "5511999990000");
    assert_eq!(own.author_lid, None);
    assert_eq!(own.chat_lid.unwrap().to_string(), LID);

    let socket = told("over the socket", false);
    assert_eq!((socket.id.as_deref(), socket.instance.as_deref()), (Some("evt_02"), Some(ID)));
    assert_eq!(socket.at, noon().map(|at| at + Duration::from_millis(500)));
    assert_eq!(socket.event.message().unwrap().raw.json::<Value>().unwrap()["type"], "Message");
}

#[test]
fn files_are_ready_to_be_downloaded() {
    let image = message("image");
    let file = image.file().unwrap();
    assert_eq!(
        (file.kind, file.caption.as_deref(), file.length),
        (FileKind::Image, Some("Look"), Some(1234))
    );
    assert_eq!(file.message, Some(MessageId::whatsapp("3EB0A1")));
    assert_eq!(file.url.as_deref(), Some("https://mmg.example.net/v/t62"), "the key opens this one");
    let keys = file.keys.as_ref().unwrap();
    assert_eq!(
        (keys.direct_path.as_deref(), keys.file_sha256.as_deref(), keys.file_enc_sha256.as_deref()),
        (Some("/v/t62"), Some(&[1, 2, 3][..]), Some(&[4, 5, 6][..]))
    );
    assert_eq!(message("voice").file().unwrap().kind, FileKind::Voice);
    let stored = message("stored document");
    let file = stored.file().unwrap();
    assert_eq!((file.kind, file.file_name.as_deref()), (FileKind::Document, Some("bill.pdf")));
    assert_eq!((file.url.as_deref(), &file.keys), (Some("https://files.example.com/m/2"), &None));
}

#[test]
fn every_kind_of_content_is_read() {
    let ChatContent::Location(place) = message("location").content else { panic!("no place") };
    assert_eq!((place.latitude, place.longitude), (-23.5, -46.6));
    assert_eq!((place.name.as_deref(), place.address.as_deref()), (Some("Shop"), Some("Main Street 1")));
    let ChatContent::Contacts(cards) = message("contact").content else { panic!("no cards") };
    assert_eq!((cards[0].name.as_deref(), cards[0].vcard.as_deref()), (Some("Bia"), Some("BEGIN:VCARD")));
    let ChatContent::Poll(poll) = message("poll").content else { panic!("no poll") };
    assert_eq!(
        (poll.question.as_str(), &poll.answers[..], poll.choose),
        ("When?", &["Today", "Later"].map(String::from)[..], Some(1))
    );
    let choice = |name: &str| match message(name).content {
        ChatContent::Choice { id, label } => (id.unwrap(), label.unwrap()),
        other => panic!("{other:?}"),
    };
    assert_eq!(choice("button"), ("yes".to_owned(), "Yes".to_owned()));
    assert_eq!(message("button").quoted, Some(MessageId::whatsapp("3EB0Q")));
    assert_eq!(choice("row"), ("s".to_owned(), "Small".to_owned()));
    assert!(matches!(message("unread kind").content, ChatContent::Other(word) if word == "orderMessage"));
}

#[test]
fn what_is_done_to_messages_is_no_message() {
    let message = Some(MessageId::whatsapp("3EB0Q"));
    let Event::Reaction(reaction) = told("reaction", false).event else { panic!("no reaction") };
    assert_eq!((&reaction.to, reaction.emoji.as_deref()), (&message, Some("👍")));
    assert_eq!((reaction.id, reaction.from_me, reaction.at), (Some("3EB0A1".into()), Some(false), noon()));
    let by = reaction.by.unwrap();
    assert_eq!((by.phone.unwrap().digits(), by.lid.unwrap().to_string().as_str()), ("5511987650002", LID));

    let Event::MessageDeleted(deleted) = told("deletion", false).event else { panic!("no deletion") };
    assert_eq!((&deleted.message, deleted.chat, deleted.from_me), (&message, Some(phone()), Some(false)));
    let Event::MessageEdited(edited) = told("edit", false).event else { panic!("no edit") };
    assert_eq!((&edited.message, edited.text(), edited.at), (&message, Some("Hello!"), noon()));
}

#[test]
fn receipts_tell_which_messages_came_how_far_with_whom() {
    let Event::MessageStatus(read) = told("read", false).event else { panic!("no receipt") };
    assert_eq!(read.messages, ["3EB0A1".into(), "3EB0A2".into()]);
    assert_eq!((&read.status, read.from_me), (&DeliveryStatus::Read, Some(true)));
    assert_eq!((read.chat, read.at), (Some(phone()), at(1_782_907_201)));
    assert_eq!(read.by.unwrap().address, Some(phone()));
    for (state, word, reached) in [
        (Some("Delivered"), Some(""), DeliveryStatus::Delivered),
        (Some("Read"), Some("played"), DeliveryStatus::Played),
        (Some("ReadSelf"), Some("read-self"), DeliveryStatus::Read),
        (None, Some("read"), DeliveryStatus::Read),
        (None, None, DeliveryStatus::Delivered),
        (Some("Sent"), None, DeliveryStatus::Other("Sent".to_owned())),
    ] {
        let receipt = json!({"type": "ReadReceipt", "state": state, "event": {"Type": word}});
        let Event::MessageStatus(status) = read_event(&receipt) else { panic!("no receipt") };
        assert_eq!(status.status, reached, "{receipt}");
    }
}

fn read_event(body: &Value) -> Event {
    read(body).event
}

#[test]
fn presence_history_and_members_are_read() {
    let presence = |name: &str| match told(name, false).event {
        Event::Presence(changed) => *changed,
        other => panic!("{other:?}"),
    };
    let online = presence("online");
    assert_eq!((online.presence, online.last_seen), (Presence::Online, None), "the year 1 is no time");
    assert_eq!(online.who.address, Some(phone()));
    let offline = presence("offline");
    assert_eq!((offline.presence, offline.last_seen), (Presence::Offline, noon()));
    let recording = presence("recording");
    assert_eq!((recording.presence, recording.chat), (Presence::Recording, Some(phone())));

    let Event::History(messages) = told("history", false).event else { panic!("no history") };
    let [before] = &messages[..] else { panic!("{messages:?}") };
    assert_eq!((before.text(), before.from_me), (Some("Before"), Some(false)));
    assert_eq!((&before.chat, &before.author), (&Some(phone()), &Some(phone())));
    assert_eq!((before.at, before.author_name.as_deref()), (at(1_782_907_000), Some("Ana")));
    assert_eq!(before.raw.json::<Value>().unwrap()["key"]["ID"], "3EB0H");

    for (name, change, member) in [
        ("joined", ParticipantsChange::Joined, "5511987650003".parse().unwrap()),
        ("left", ParticipantsChange::Left, lid()),
    ] {
        let Event::GroupParticipants(told) = told(name, false).event else { panic!("no members") };
        assert_eq!((&told.change, told.group.clone().map(Address::Group)), (&change, Some(group())));
        assert_eq!(told.participants[0].address, Some(member));
        let by = told.by.unwrap();
        assert_eq!((by.address, by.phone.unwrap().digits(), told.at), (Some(lid()), "5511987650002", noon()));
    }
}

/// A body with one of its members, at any depth, removed or replaced.
fn mutations(whole: &Value) -> Vec<Value> {
    fn pointers(value: &Value, at: &str, all: &mut Vec<String>) {
        let below: Vec<(String, &Value)> = match value {
            Value::Object(members) => members
                .iter()
                .map(|(name, value)| (name.replace('~', "~0").replace('/', "~1"), value))
                .collect(),
            Value::Array(items) => {
                items.iter().enumerate().map(|(at, value)| (at.to_string(), value)).collect()
            }
            _ => Vec::new(),
        };
        for (name, value) in below {
            let pointer = format!("{at}/{name}");
            pointers(value, &pointer, all);
            all.push(pointer);
        }
    }
    let mut all = Vec::new();
    pointers(whole, "", &mut all);
    let mut mutated = Vec::new();
    for pointer in all {
        for other in [json!(null), json!(7), json!("x"), json!([]), json!({}), json!(true)] {
            let mut body = whole.clone();
            *body.pointer_mut(&pointer).unwrap() = other;
            mutated.push(body);
        }
        let (parent, name) = pointer.rsplit_once('/').unwrap();
        let mut body = whole.clone();
        match body.pointer_mut(parent).unwrap() {
            Value::Object(members) => {
                members.remove(&name.replace("~1", "/").replace("~0", "~"));
            }
            Value::Array(items) => {
                items.remove(name.parse().unwrap());
            }
            other => panic!("{other}"),
        }
        mutated.push(body);
    }
    mutated
}

#[test]
fn whatever_a_field_is_an_envelope_comes() {
    let mut count = 0;
    for row in rows() {
        for body in mutations(&row.example) {
            let envelope = read(&body);
            assert_eq!(envelope.provider, "vzaps");
            Vzaps::event_key(&envelope);
            count += 1;
        }
    }
    assert!(count > 2000, "{count}");
}

#[test]
fn what_does_not_fit_is_kept_under_its_name() {
    for body in [
        json!({"type": "Message", "event": 7}),
        json!({"type": "Message", "event": {"Info": []}}),
        json!({"type": "Message", "event": {"Message": []}}),
        json!({"id": "evt_1", "type": "Message", "data": 7}),
        json!({"type": "Message", "event": []}),
    ] {
        let envelope = read(&body);
        assert!(matches!(&envelope.event, Event::Unknown { name } if name == "Message"), "{body}");
    }
    assert!(
        matches!(read_event(&json!({"type": "CallOffer"})), Event::Unknown { name } if name == "CallOffer")
    );
    assert!(matches!(read_event(&json!({})), Event::Unknown { name } if name.is_empty()));
    let origin = EventOrigin::new(EventTransport::Webhook);
    for bad in ["", "hello", "[]", r#"["evt_1","Message"]"#, "7", "{", "{} {}"] {
        assert!(Vzaps::parse_event(Raw::from(bad.to_owned()), &origin).is_err(), "{bad}");
    }
    let bytes = Raw::new(bytes::Bytes::from_static(b"{\"type\":\"\xff\"}"));
    assert!(Vzaps::parse_event(bytes, &origin).is_err());
}

#[test]
fn an_event_that_is_delivered_again_has_its_key_and_what_happens_again_has_another() {
    let key = |body: &Value| Vzaps::event_key(&read(body));
    let row = |name: &str| rows().into_iter().find(|row| row.name == name).unwrap().example;
    let (text, mut image) = (row("text"), row("image"));
    assert_eq!(key(&text), key(&text));
    let first = key(&image);
    image["media_url"] = json!("https://files.example.com/m/1?signed=again");
    assert_eq!(key(&image), first, "the link may be signed anew");
    assert_ne!(key(&text), first);
    let mut receipt = row("read");
    let read_by = key(&receipt);
    receipt["state"] = json!("Delivered");
    assert_ne!(key(&receipt), read_by);
    for again in ["Connected", "online"] {
        assert_ne!(key(&row(again)), key(&row(again)), "who is online again is told again");
    }
    let socket = row("over the socket");
    assert_eq!(key(&socket), key(&socket));
}
