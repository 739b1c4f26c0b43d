//! Packets read and written.

use std::borrow::Borrow;
use std::time::Duration;

use proptest::prelude::*;
use serde_json::Value;
use serde_json::value::{RawValue, to_raw_value};
use wagate_socketio::{EnginePacket, FrameError, Handshake, InvalidNamespace, Namespace, Packet, PacketKind};

#[test]
fn a_handshake_is_read() {
    let frame = r#"0{"sid":"lv_VI97HAXpY6yYWAAAB","upgrades":["websocket"],"pingInterval":25000,"pingTimeout":20000,"maxPayload":1000000,"later":1}"#;
    let Ok(EnginePacket::Open(handshake)) = EnginePacket::decode(frame) else { panic!("not open") };
    assert_eq!(handshake.sid, "lv_VI97HAXpY6yYWAAAB");
    assert_eq!(handshake.upgrades, ["websocket"]);
    assert_eq!(handshake.ping_interval, Duration::from_secs(25));
    assert_eq!(handshake.ping_timeout, Duration::from_secs(20));
    assert_eq!(handshake.max_payload, Some(1_000_000));
}

#[test]
fn every_packet_of_the_engine_is_read_and_written() {
    let packets = [
        ("1", EnginePacket::Close),
        ("2", EnginePacket::Ping("")),
        ("2probe", EnginePacket::Ping("probe")),
        ("3", EnginePacket::Pong("")),
        ("4hello", EnginePacket::Message("hello")),
        ("5", EnginePacket::Upgrade),
        ("6", EnginePacket::Noop),
    ];
    for (frame, packet) in packets {
        assert_eq!(EnginePacket::decode(frame).as_ref(), Ok(&packet));
        assert_eq!(packet.encode(), frame);
    }
}

#[test]
fn what_is_no_packet_of_the_engine_is_refused() {
    assert_eq!(EnginePacket::decode(""), Err(FrameError::Empty));
    assert_eq!(EnginePacket::decode("7"), Err(FrameError::EngineType('7')));
    assert_eq!(EnginePacket::decode("é"), Err(FrameError::EngineType('é')));
    assert_eq!(EnginePacket::decode("1x"), Err(FrameError::UnexpectedPayload { packet: "close" }));
    let error = EnginePacket::decode(r#"0{"sid":"secret","pingInterval":"often"}"#).unwrap_err();
    assert!(error.to_string().starts_with("open needs a handshake (column "), "{error}");
    assert!(!error.to_string().contains("often"), "{error}");
}

#[test]
fn packets_are_written_as_the_protocol_says() {
    let one = to_raw_value(&serde_json::json!({"a": 1})).unwrap();
    let named = Namespace::new("/admin").unwrap();
    let event = |ack| PacketKind::Event { name: "say".into(), args: vec![&one, &one], ack };
    let cases = [
        (Packet::new(Namespace::ROOT, PacketKind::Connect { payload: None }), "0"),
        (Packet::new(named, PacketKind::Connect { payload: Some(&one) }), r#"0/admin,{"a":1}"#),
        (Packet::new(named, PacketKind::Disconnect), "1/admin,"),
        (Packet::new(Namespace::ROOT, event(None)), r#"2["say",{"a":1},{"a":1}]"#),
        (Packet::new(named, event(Some(456))), r#"2/admin,456["say",{"a":1},{"a":1}]"#),
        (Packet::new(named, PacketKind::Ack { id: 13, args: vec![&one] }), r#"3/admin,13[{"a":1}]"#),
        (Packet::new(Namespace::ROOT, PacketKind::Ack { id: 0, args: vec![] }), "30[]"),
        (
            Packet::new(named, PacketKind::ConnectError { message: "no \"entry\"".into(), data: Some(&one) }),
            r#"4/admin,{"message":"no \"entry\"","data":{"a":1}}"#,
        ),
        (
            Packet::new(
                named,
                PacketKind::BinaryEvent {
                    attachments: 2,
                    name: "say".into(),
                    args: vec![&one],
                    ack: Some(7),
                },
            ),
            r#"52-/admin,7["say",{"a":1}]"#,
        ),
        (
            Packet::new(Namespace::ROOT, PacketKind::BinaryAck { attachments: 1, id: 13, args: vec![&one] }),
            r#"61-13[{"a":1}]"#,
        ),
    ];
    for (packet, text) in cases {
        assert_eq!(packet.encode(), text);
        assert_eq!(packet.encode_frame(), format!("4{text}"));
        assert_eq!(Packet::decode(text).unwrap().encode(), text);
    }
}

#[test]
fn names_and_arguments_are_borrowed() {
    let text = r#"2["messages.upsert", {"big": "one"} ]"#;
    let PacketKind::Event { name, args, .. } = Packet::decode(text).unwrap().kind else { panic!("no event") };
    assert!(matches!(name, std::borrow::Cow::Borrowed("messages.upsert")));
    assert_eq!(args[0].get(), r#"{"big": "one"}"#);
    assert!(text.as_bytes().as_ptr_range().contains(&args[0].get().as_ptr()));
}

#[test]
fn placeholders_stay_as_they_are() {
    let text = r#"52-/a,["file", {"_placeholder":true,"num":0} ,{"num":7,"_placeholder":true}]"#;
    let PacketKind::BinaryEvent { attachments, args, .. } = Packet::decode(text).unwrap().kind else {
        panic!("no binary event")
    };
    assert_eq!(attachments, 2);
    assert_eq!(args[0].get(), r#"{"_placeholder":true,"num":0}"#);
    assert_eq!(args[1].get(), r#"{"num":7,"_placeholder":true}"#);
}

#[test]
fn a_binary_packet_says_how_many_attachments_follow() {
    let long = format!("5{}-[\"a\"]", "9".repeat(30));
    for text in ["5", r#"5["a"]"#, r#"5-["a"]"#, r#"5+1-["a"]"#, r#"51["a-b"]"#, "61[]", &long] {
        assert_eq!(Packet::decode(text).unwrap_err(), FrameError::AttachmentCount, "{text}");
    }
    assert_eq!(Packet::decode("61-[]").unwrap_err(), FrameError::AckId);
}

#[test]
fn what_is_no_packet_is_refused() {
    let refused = |text| Packet::decode(text).unwrap_err();
    assert_eq!(refused(""), FrameError::Empty);
    assert_eq!(refused("7"), FrameError::PacketType('7'));
    assert_eq!(refused("1x"), FrameError::UnexpectedPayload { packet: "disconnect" });
    assert_eq!(refused("3[]"), FrameError::AckId);
    assert_eq!(refused("218446744073709551616[\"a\"]"), FrameError::AckId);
    for text in [
        "0[]",
        "05",
        "0{",
        "2",
        "2[]",
        "2[1]",
        "2{}",
        "2[\"a\"]x",
        "2[\"a\",]",
        "30",
        "30{}",
        "4",
        "4[]",
        "45",
    ] {
        assert!(matches!(refused(text), FrameError::Payload { .. }), "{text}");
    }
}

#[test]
fn a_refusal_may_be_an_object_or_a_text() {
    for (text, expected) in [
        (r#"4/a,{"message":"Invalid namespace"}"#, ("Invalid namespace", None)),
        (r#"4{"data":{"content":"x"},"more":[1],"message":"no"}"#, ("no", Some(r#"{"content":"x"}"#))),
        (r#"4"Not authorized""#, ("Not authorized", None)),
        (r#"4{}"#, ("", None)),
    ] {
        let packet = Packet::decode(text).unwrap();
        let PacketKind::ConnectError { message, data } = packet.kind else { panic!("{text}") };
        assert_eq!((&*message, data.map(RawValue::get)), expected);
    }
}

#[test]
fn a_namespace_begins_with_a_slash_and_has_no_comma() {
    assert_eq!(Namespace::new("/sales").map(Namespace::as_str), Ok("/sales"));
    for name in ["", "sales", "/a,b"] {
        assert_eq!(Namespace::new(name), Err(InvalidNamespace), "{name}");
    }
}

fn json() -> impl Strategy<Value = Value> {
    let leaf = prop_oneof![
        Just(Value::Null),
        any::<bool>().prop_map(Value::from),
        any::<i64>().prop_map(Value::from),
        any::<String>().prop_map(Value::from),
    ];
    leaf.prop_recursive(3, 16, 4, |inner| {
        prop_oneof![
            prop::collection::vec(inner.clone(), 0..4).prop_map(Value::from),
            prop::collection::btree_map(any::<String>(), inner, 0..4)
                .prop_map(|members| Value::Object(members.into_iter().collect())),
        ]
    })
}

fn raw(values: &[Value]) -> Vec<Box<RawValue>> {
    values.iter().map(|value| to_raw_value(value).unwrap()).collect()
}

fn texts(args: &[impl Borrow<RawValue>]) -> Vec<String> {
    args.iter().map(|arg| arg.borrow().get().to_owned()).collect()
}

proptest! {
    #[test]
    fn a_binary_event_survives_the_wire(
        namespace in "/[^,]{0,12}",
        name in any::<String>(),
        values in prop::collection::vec(json(), 0..4),
        attachments in any::<usize>(),
        ack in any::<Option<u64>>(),
    ) {
        let args = raw(&values);
        let args = args.iter().map(|arg| &**arg).collect();
        let kind = PacketKind::BinaryEvent { attachments, name: name.as_str().into(), args, ack };
        let packet = Packet::new(Namespace::new(&namespace).unwrap(), kind);
        let wire = packet.encode();
        let read = Packet::decode(&wire).unwrap();
        prop_assert_eq!(format!("{read:?}"), format!("{packet:?}"));
        prop_assert_eq!(read.encode(), wire);
    }

    #[test]
    fn a_binary_acknowledgement_survives_the_wire(
        id in any::<u64>(),
        attachments in any::<usize>(),
        values in prop::collection::vec(json(), 0..4),
    ) {
        let args = raw(&values);
        let kind = PacketKind::BinaryAck { attachments, id, args: args.iter().map(|arg| &**arg).collect() };
        let packet = Packet::new(Namespace::ROOT, kind);
        let wire = packet.encode();
        let read = Packet::decode(&wire).unwrap();
        prop_assert_eq!(format!("{read:?}"), format!("{packet:?}"));
        prop_assert_eq!(read.encode(), wire);
    }

    #[test]
    fn an_event_survives_the_wire(
        namespace in "/[^,]{0,12}",
        name in any::<String>(),
        values in prop::collection::vec(json(), 0..4),
        ack in any::<Option<u64>>(),
    ) {
        let args = raw(&values);
        let kind = PacketKind::Event { name: name.as_str().into(), args: args.iter().map(|arg| &**arg).collect(), ack };
        let wire = Packet::new(Namespace::new(&namespace).unwrap(), kind).encode();
        let read = Packet::decode(&wire).unwrap();
        prop_assert_eq!(read.namespace.as_str(), namespace);
        let PacketKind::Event { name: name_read, args: args_read, ack: ack_read } = read.kind else {
            return Err(TestCaseError::fail("not an event"));
        };
        prop_assert_eq!(name_read, name);
        prop_assert_eq!(texts(&args_read), texts(&args));
        prop_assert_eq!(ack_read, ack);
    }

    #[test]
    fn an_acknowledgement_survives_the_wire(id in any::<u64>(), values in prop::collection::vec(json(), 0..4)) {
        let args = raw(&values);
        let kind = PacketKind::Ack { id, args: args.iter().map(|arg| &**arg).collect() };
        let wire = Packet::new(Namespace::ROOT, kind).encode();
        let PacketKind::Ack { id: id_read, args: args_read } = Packet::decode(&wire).unwrap().kind else {
            return Err(TestCaseError::fail("not an acknowledgement"));
        };
        prop_assert_eq!(id_read, id);
        prop_assert_eq!(texts(&args_read), texts(&args));
    }

    #[test]
    fn a_refusal_survives_the_wire(message in any::<String>(), data in prop::option::of(json())) {
        let data = data.map(|value| to_raw_value(&value).unwrap());
        let kind = PacketKind::ConnectError { message: message.as_str().into(), data: data.as_deref() };
        let wire = Packet::new(Namespace::ROOT, kind).encode();
        let PacketKind::ConnectError { message: read, data: data_read } = Packet::decode(&wire).unwrap().kind else {
            return Err(TestCaseError::fail("not a refusal"));
        };
        prop_assert_eq!(read, message);
        prop_assert_eq!(data_read.map(RawValue::get), data.as_deref().map(RawValue::get));
    }

    #[test]
    fn a_handshake_survives_the_wire(
        sid in any::<String>(),
        upgrades in prop::collection::vec(any::<String>(), 0..3),
        interval in any::<u64>(),
        timeout in any::<u64>(),
        max_payload in any::<Option<u64>>(),
    ) {
        let mut handshake = Handshake::new(sid, Duration::from_millis(interval), Duration::from_millis(timeout));
        handshake.upgrades = upgrades;
        handshake.max_payload = max_payload;
        let packet = EnginePacket::Open(handshake);
        let wire = packet.encode();
        prop_assert_eq!(EnginePacket::decode(&wire), Ok(packet));
    }
}
