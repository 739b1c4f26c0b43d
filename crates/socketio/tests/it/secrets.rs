//! What is printed holds no payload, no query and no session id.

use std::time::{Duration, Instant};

use bytes::Bytes;
use http::HeaderValue;
use http::header::AUTHORIZATION;
use serde_json::value::RawValue;
use wagate_socketio::{EnginePacket, Packet, Session, UpgradeRequest};

const SECRET: &str = "hunter2";

#[test]
fn packets_sessions_and_requests_print_no_secret() {
    let frames = [
        r#"0{"sid":"hunter2","upgrades":[],"pingInterval":1,"pingTimeout":1}"#,
        r#"40{"sid":"hunter2"}"#,
        r#"42["name",{"apikey":"hunter2"}]"#,
        r#"42["name",{"apikey":"hunter2"}"#,
        r#"40/x,"hunter2""#,
        r#"450-["name",{"apikey":"hunter2"}]"#,
        r#"450-["name",{"apikey":"hunter2"}"#,
        r#"450-hunter2"#,
        r#"460-0["hunter2"]"#,
        r#"45hunter2-["name"]"#,
        r#"40{"sid":hunter2}"#,
        r#"430["hunter2"]"#,
        r#"44{"message":{"a":"hunter2"}}"#,
        r#"0{"sid":"x","pingInterval":"hunter2"}"#,
        "1hunter2",
        "2hunter2",
    ];
    let now = Instant::now();
    let mut session = Session::new(now, Duration::from_secs(1));
    let auth = RawValue::from_string(format!(r#"{{"token":"{SECRET}"}}"#)).unwrap();
    session.connect("/", Some(&auth)).unwrap();
    let mut printed = format!("{session:?}");
    for frame in frames {
        let packet = EnginePacket::decode(frame);
        printed += &format!("{packet:?}");
        if let Ok(EnginePacket::Message(text)) = packet {
            match Packet::decode(text) {
                Ok(packet) => printed += &format!("{packet:?}"),
                Err(error) => printed += &format!("{error} {error:?}"),
            }
        }
        session.receive_text(now, frame);
        printed += &format!("{session:?}");
        while let Some(event) = session.next_event() {
            printed += &format!("{event:?}");
        }
    }
    session.receive_text(now, r#"452-["name",{"apikey":"hunter2"}]"#);
    session.receive_binary(Bytes::from(SECRET));
    printed += &format!("{session:?}");
    session.receive_binary(Bytes::from(SECRET));
    session.receive_binary(Bytes::from(SECRET));
    while let Some(event) = session.next_event() {
        printed += &format!("{event:?}");
    }
    let request = UpgradeRequest::new()
        .query("apikey", SECRET)
        .header(AUTHORIZATION, HeaderValue::from_static("Bearer hunter2"));
    printed += &format!("{request:?}");
    assert!(printed.contains("Rejected") && printed.contains("Connected"), "{printed}");
    assert!(!printed.contains(SECRET), "{printed}");
}
