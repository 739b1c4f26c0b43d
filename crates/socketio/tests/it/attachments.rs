//! Binary packets and their attachments in the session.

use std::time::{Duration, Instant};

use bytes::Bytes;
use proptest::prelude::*;
use serde_json::value::RawValue;
use wagate_socketio::{CloseReason, Session, SessionEvent};

const FILE: &str = r#"452-/a,["file",{"_placeholder":true,"num":0},{"_placeholder":true,"num":1}]"#;

fn text(session: &mut Session, frame: &str) {
    session.receive_text(Instant::now(), frame);
}

/// A session with `/a` joined, and its events taken.
fn joined() -> Session {
    let mut session = Session::new(Instant::now(), Duration::from_secs(10));
    text(&mut session, r#"0{"sid":"x","pingInterval":25000,"pingTimeout":20000}"#);
    session.connect("/a", None).unwrap();
    text(&mut session, r#"40/a,{"sid":"y"}"#);
    while session.next_event().is_some() {}
    while session.next_frame().is_some() {}
    session
}

/// What was told: an event's name with its attachments, or why which frame was rejected.
fn told(session: &mut Session) -> Vec<String> {
    let shown = |bytes: &Bytes| String::from_utf8_lossy(bytes).into_owned();
    let describe = |event| match event {
        SessionEvent::Event(event) => {
            format!("{} {:?}", event.name, event.attachments.iter().map(shown).collect::<Vec<_>>())
        }
        SessionEvent::Rejected { error, frame } => format!("{}: {error}", shown(&frame)),
        other => format!("{other:?}"),
    };
    std::iter::from_fn(|| session.next_event()).map(describe).collect()
}

#[test]
fn an_event_is_told_with_its_last_attachment() {
    let mut session = joined();
    text(&mut session, FILE);
    session.receive_binary(Bytes::from("one"));
    assert_eq!(told(&mut session), [""; 0]);
    session.receive_binary(Bytes::from("two"));
    text(&mut session, r#"450-/a,["none"]"#);
    text(&mut session, r#"42/a,["plain"]"#);
    assert_eq!(told(&mut session), [r#"file ["one", "two"]"#, "none []", "plain []"]);
}

#[test]
fn an_acknowledgement_may_have_attachments() {
    let mut session = joined();
    let id = session.emit_with_ack("/a", "x", &[]).unwrap();
    text(&mut session, &format!(r#"461-/a,{id}[{{"_placeholder":true,"num":0}}]"#));
    session.receive_binary(Bytes::from("one"));
    let Some(SessionEvent::Acked { id: of, args, attachments, .. }) = session.next_event() else {
        panic!("no acknowledgement")
    };
    assert_eq!(
        (of, args[0].get(), &attachments[0][..]),
        (id, r#"{"_placeholder":true,"num":0}"#, &b"one"[..])
    );
    text(&mut session, &format!("461-/a,{id}[]"));
    session.receive_binary(Bytes::from("two"));
    assert_eq!(
        told(&mut session),
        [
            "461-/a,0[]: unexpected: an acknowledgement that nobody awaits",
            "two: an attachment of a packet that was not taken",
        ]
    );
}

#[test]
fn attachments_of_a_packet_that_is_not_taken_are_no_others() {
    for (packet, error) in [
        (r#"452-/b,["file"]"#, "unexpected: a packet of a namespace that is not connected"),
        (r#"452-/a,["file""#, "event needs a list that begins with its name (column 7 of its payload)"),
        ("452-/a,[]", "event needs a list that begins with its name (column 2 of its payload)"),
        ("462-/a,[]", "the acknowledgement's number is missing or too large"),
    ] {
        let mut session = joined();
        text(&mut session, packet);
        for bytes in ["one", "two"] {
            session.receive_binary(Bytes::from(bytes));
        }
        text(&mut session, r#"451-/a,["next"]"#);
        session.receive_binary(Bytes::from("three"));
        assert_eq!(
            told(&mut session),
            [
                &format!("{packet}: {error}"),
                "one: an attachment of a packet that was not taken",
                "two: an attachment of a packet that was not taken",
                r#"next ["three"]"#,
            ]
        );
    }
}

#[test]
fn a_packet_between_attachments_ends_the_session_and_a_ping_does_not() {
    let mut session = joined();
    text(&mut session, FILE);
    session.receive_binary(Bytes::from("one"));
    text(&mut session, "2");
    text(&mut session, "6");
    assert_eq!(session.next_frame().as_deref(), Some("3"));
    text(&mut session, "41/a,");
    session.receive_binary(Bytes::from("late"));
    let broken = "a packet before the attachments of the one before";
    assert_eq!(
        told(&mut session),
        [
            format!("{FILE}: 1 attachments of the packet did not come"),
            "one: an attachment of a packet that was not taken".to_owned(),
            format!("41/a,: unexpected: {broken}"),
            format!("Closed(Protocol(Unexpected({broken:?})))"),
        ]
    );
    assert!(session.is_closed());
}

#[test]
fn an_attachment_that_nothing_announced_ends_the_session() {
    let mut session = joined();
    session.receive_binary(Bytes::from("one"));
    assert_eq!(
        told(&mut session),
        ["one: a binary frame that no packet announced", "Closed(Protocol(UnexpectedAttachment))"]
    );
    let mut session = Session::new(Instant::now(), Duration::from_secs(10));
    session.receive_binary(Bytes::from("one"));
    assert_eq!(told(&mut session), ["Closed(NotOpened(UnexpectedAttachment))"]);
}

#[test]
fn what_is_half_there_when_the_connection_ends_is_told() {
    let ends: [fn(&mut Session); 3] = [
        |session| session.lost(CloseReason::Lost(std::io::ErrorKind::ConnectionReset)),
        |session| text(session, "1"),
        Session::close,
    ];
    for end in ends {
        let mut session = joined();
        text(&mut session, FILE);
        session.receive_binary(Bytes::from("one"));
        end(&mut session);
        let told = told(&mut session);
        assert_eq!(
            told[..2],
            [
                format!("{FILE}: 1 attachments of the packet did not come"),
                "one: an attachment of a packet that was not taken".to_owned(),
            ]
        );
        assert!(told.len() == 3 && told[2].starts_with("Closed("), "{told:?}");
    }
}

#[test]
fn a_namespace_that_is_left_takes_its_half_event_with_it_and_no_attachment_is_mixed_up() {
    let mut session = joined();
    text(&mut session, FILE);
    session.receive_binary(Bytes::from("one"));
    session.disconnect("/a").unwrap();
    session.connect("/a", None).unwrap();
    session.receive_binary(Bytes::from("two"));
    text(&mut session, r#"40/a,{"sid":"z"}"#);
    text(&mut session, r#"451-/a,["next"]"#);
    session.receive_binary(Bytes::from("three"));
    assert_eq!(
        told(&mut session),
        [
            &format!("{FILE}: unexpected: a packet of a namespace that is not connected"),
            "one: an attachment of a packet that was not taken",
            r#"Disconnected { namespace: "/a" }"#,
            "two: an attachment of a packet that was not taken",
            r#"Connected { namespace: "/a", .. }"#,
            r#"next ["three"]"#,
        ]
    );
}

#[test]
fn one_attachment_may_be_as_long_as_all_may_be_together() {
    let mut session = joined().limit_attachments(2, 6);
    for bytes in ["three", "three!"] {
        text(&mut session, r#"451-/a,["file"]"#);
        session.receive_binary(Bytes::from(bytes));
    }
    text(&mut session, FILE);
    session.receive_binary(Bytes::from("fours"));
    session.receive_binary(Bytes::from("so"));
    assert_eq!(
        told(&mut session),
        [
            r#"file ["three"]"#,
            r#"file ["three!"]"#,
            &format!("{FILE}: the attachments are longer than the 6 bytes that this client takes"),
            "fours: an attachment of a packet that was not taken",
            "so: an attachment of a packet that was not taken",
        ]
    );
}

proptest! {
    /// However plain and binary events follow each other, each comes whole, in its place, with pings anywhere.
    #[test]
    fn every_event_comes_with_its_own_attachments(
        events in prop::collection::vec(prop::collection::vec(prop::collection::vec(any::<u8>(), 0..6), 0..4), 1..8),
        pings in prop::collection::vec(any::<bool>(), 32),
    ) {
        let mut session = joined();
        let mut pings = pings.into_iter().cycle();
        let mut ping = |session: &mut Session| {
            if pings.next() == Some(true) {
                text(session, "2");
            }
        };
        for (number, attachments) in events.iter().enumerate() {
            let lead = if attachments.is_empty() { "42".to_owned() } else { format!("45{}-", attachments.len()) };
            text(&mut session, &format!(r#"{lead}/a,["e",{number}]"#));
            for attachment in attachments {
                ping(&mut session);
                session.receive_binary(Bytes::from(attachment.clone()));
            }
            ping(&mut session);
        }
        for (number, attachments) in events.iter().enumerate() {
            let Some(SessionEvent::Event(event)) = session.next_event() else {
                return Err(TestCaseError::fail("no event"));
            };
            prop_assert_eq!(RawValue::get(&event.args[0]), number.to_string());
            prop_assert_eq!(&event.attachments, attachments);
        }
        prop_assert!(session.next_event().is_none());
    }
}
