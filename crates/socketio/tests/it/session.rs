//! The session, without I/O and by a clock that is told.

use std::time::Duration;

use bytes::Bytes;
use serde_json::value::{RawValue, to_raw_value};
use tokio::time::{Instant, advance};
use wagate_socketio::{CloseReason, FrameError, Session, SessionError, SessionEvent};

const OPEN: &str = r#"0{"sid":"x","upgrades":[],"pingInterval":25000,"pingTimeout":20000,"maxPayload":100}"#;

fn now() -> std::time::Instant {
    Instant::now().into_std()
}

/// A session that is open, with its namespaces joined and its events taken.
fn open(namespaces: &[&str]) -> Session {
    let mut session = Session::new(now(), Duration::from_secs(10));
    session.receive_text(now(), OPEN);
    for namespace in namespaces {
        session.connect(namespace, None).unwrap();
        session.receive_text(now(), &format!(r#"40{namespace},{{"sid":"y"}}"#));
    }
    while session.next_frame().is_some() {}
    while session.next_event().is_some() {}
    session
}

fn told(session: &mut Session) -> Vec<String> {
    std::iter::from_fn(|| session.next_event()).map(|event| format!("{event:?}")).collect()
}

fn sent(session: &mut Session) -> Vec<String> {
    std::iter::from_fn(|| session.next_frame()).collect()
}

fn json(text: &str) -> Box<RawValue> {
    RawValue::from_string(text.to_owned()).unwrap()
}

#[test]
fn nothing_is_sent_before_the_server_opened() {
    let mut session = Session::new(now(), Duration::from_secs(10));
    session.connect("/", None).unwrap();
    session.connect("/sales", Some(&json(r#"{"token":"t"}"#))).unwrap();
    assert!(sent(&mut session).is_empty());
    session.receive_text(now(), OPEN);
    assert_eq!(sent(&mut session), ["40", r#"40/sales,{"token":"t"}"#]);
}

#[test]
fn namespaces_are_joined_and_refused_each_for_itself() {
    let mut session = open(&[]);
    for namespace in ["/", "/a", "/b"] {
        session.connect(namespace, None).unwrap();
    }
    session.receive_text(now(), r#"44/b,{"message":"Invalid namespace","data":{"code":7}}"#);
    session.receive_text(now(), r#"40{"sid":"one"}"#);
    session.receive_text(now(), r#"40/a,{"sid":"two"}"#);
    let Some(SessionEvent::Refused { namespace, message, data }) = session.next_event() else {
        panic!("no refusal")
    };
    assert_eq!((&*namespace, message.as_str()), ("/b", "Invalid namespace"));
    assert_eq!(data.as_deref().map(RawValue::get), Some(r#"{"code":7}"#));
    for expected in [("/", "one"), ("/a", "two")] {
        let Some(SessionEvent::Connected { namespace, sid }) = session.next_event() else {
            panic!("not joined")
        };
        assert_eq!((&*namespace, sid.as_deref()), (expected.0, Some(expected.1)));
    }
    assert_eq!(session.connect("/a", None), Err(SessionError::AlreadyConnected));
    session.connect("/b", None).unwrap();
    session.receive_text(now(), r#"40/b,{"sid":"three"}"#);
    assert_eq!(told(&mut session), [r#"Connected { namespace: "/b", .. }"#]);
}

#[test]
fn an_event_that_asks_is_acknowledged_in_its_namespace() {
    let mut session = open(&["/a"]);
    session.receive_text(now(), r#"42/a,12["job",1,"two"]"#);
    let Some(SessionEvent::Event(event)) = session.next_event() else { panic!("no event") };
    assert_eq!((&*event.namespace, event.name.as_str(), event.ack), ("/a", "job", Some(12)));
    assert_eq!(event.args.iter().map(|arg| arg.get()).collect::<Vec<_>>(), ["1", r#""two""#]);
    session.ack("/a", 12, &[&json("true")]).unwrap();
    assert_eq!(sent(&mut session), ["43/a,12[true]"]);
}

#[test]
fn an_acknowledgement_comes_to_what_asked_for_it_once() {
    let mut session = open(&["/a", "/b"]);
    let first = session.emit_with_ack("/a", "x", &[]).unwrap();
    let second = session.emit_with_ack("/a", "y", &[&json("1")]).unwrap();
    assert_eq!(sent(&mut session), [r#"42/a,0["x"]"#, r#"42/a,1["y",1]"#]);
    session.receive_text(now(), &format!("43/b,{first}[]"));
    session.receive_text(now(), &format!("43/a,{second}[\"done\"]"));
    session.receive_text(now(), &format!("43/a,{second}[\"again\"]"));
    let told = told(&mut session);
    assert!(told[0].contains("an acknowledgement that nobody awaits"), "{told:?}");
    assert_eq!(told[1], format!(r#"Acked {{ namespace: "/a", id: {second}, args: 1, attachments: 0 }}"#));
    assert!(told[2].contains("an acknowledgement that nobody awaits"), "{told:?}");
}

#[tokio::test(start_paused = true)]
async fn a_ping_is_answered_and_moves_the_deadline() {
    let mut session = open(&[]);
    advance(Duration::from_secs(44)).await;
    session.expire(now());
    session.receive_text(now(), "2");
    assert_eq!(sent(&mut session), ["3"]);
    assert_eq!(session.deadline(), Some(now() + Duration::from_secs(45)));
    assert!(told(&mut session).is_empty());
}

#[tokio::test(start_paused = true)]
async fn a_server_without_pings_is_dead_after_its_interval_and_its_timeout() {
    let mut session = open(&["/a"]);
    advance(Duration::from_secs(40)).await;
    // Only a ping proves that the server's timer lives.
    session.receive_text(now(), r#"42/a,["x"]"#);
    advance(Duration::from_millis(4_999)).await;
    session.expire(now());
    assert!(!session.is_closed());
    advance(Duration::from_millis(1)).await;
    session.expire(now());
    let told = told(&mut session);
    assert_eq!(told.last().map(String::as_str), Some("Closed(PingTimeout)"));
    assert!(sent(&mut session).is_empty());
    assert_eq!(session.deadline(), None);
}

#[tokio::test(start_paused = true)]
async fn a_server_that_does_not_open_is_given_up() {
    let mut session = Session::new(now(), Duration::from_secs(10));
    advance(Duration::from_secs(10)).await;
    session.expire(now());
    assert_eq!(told(&mut session), ["Closed(OpenTimeout)"]);
}

#[test]
fn pings_of_a_server_that_does_not_read_make_nothing_grow() {
    let mut session = open(&[]);
    for _ in 0..1_000 {
        session.receive_text(now(), "2");
    }
    assert_eq!(sent(&mut session), ["3"]);
}

#[test]
fn a_first_frame_that_does_not_open_ends_the_session() {
    for (frame, error) in [
        (r#"42["x"]"#, FrameError::Unexpected("a packet before the connection is open")),
        ("", FrameError::Empty),
        ("x", FrameError::EngineType('x')),
    ] {
        let mut session = Session::new(now(), Duration::from_secs(10));
        session.receive_text(now(), frame);
        let Some(SessionEvent::Closed(reason)) = session.next_event() else { panic!("open after {frame:?}") };
        assert_eq!(reason, CloseReason::NotOpened(error));
    }
}

#[test]
fn what_is_not_taken_is_told_with_its_bytes_and_ends_nothing() {
    let mut session = open(&["/a"]);
    let frames = [
        (r#"45["x"]"#, FrameError::AttachmentCount),
        (r#"42/other,["x"]"#, FrameError::Unexpected("a packet of a namespace that is not connected")),
        (r#"40/a,{"sid":"z"}"#, FrameError::Unexpected("the namespace is connected already")),
        (OPEN, FrameError::Unexpected("the connection is open already")),
        ("3", FrameError::Unexpected("a pong: only the server pings")),
    ];
    for (frame, expected) in frames {
        session.receive_text(now(), frame);
        let Some(SessionEvent::Rejected { error, frame: kept }) = session.next_event() else {
            panic!("{frame}")
        };
        assert_eq!((error, kept), (expected, Bytes::from(frame)));
    }
    session.receive_text(now(), r#"42/a,["still here"]"#);
    assert_eq!(told(&mut session).len(), 1);
}

#[test]
fn closing_leaves_what_was_joined_and_then_the_connection() {
    let mut session = open(&["/a", "/b"]);
    session.connect("/asked", None).unwrap();
    session.close();
    assert_eq!(sent(&mut session), ["40/asked,", "41/a,", "41/b,", "1"]);
    session.receive_text(now(), r#"42/a,["late"]"#);
    assert_eq!(told(&mut session), ["Closed(ByClient)"]);
    assert_eq!(session.connect("/c", None), Err(SessionError::Closed));
    assert_eq!(session.emit("/a", "x", &[]), Err(SessionError::Closed));
}

#[test]
fn either_side_may_leave_a_namespace_and_the_server_the_connection() {
    let mut session = open(&["/a", "/b"]);
    session.disconnect("/a").unwrap();
    assert_eq!(sent(&mut session), ["41/a,"]);
    session.receive_text(now(), "41/b,");
    session.receive_text(now(), "1");
    assert_eq!(
        told(&mut session),
        [r#"Disconnected { namespace: "/a" }"#, r#"Disconnected { namespace: "/b" }"#, "Closed(ByServer)"]
    );
}

#[test]
fn what_cannot_be_asked_sends_nothing() {
    let mut session = open(&["/a"]);
    let long = to_raw_value(&"x".repeat(100)).unwrap();
    assert!(matches!(session.connect("a", None), Err(SessionError::Namespace(_))));
    assert_eq!(session.connect("/c", Some(&json("[]"))), Err(SessionError::AuthNotObject));
    assert_eq!(session.emit("/b", "x", &[]), Err(SessionError::NotConnected));
    assert_eq!(session.disconnect("/b"), Err(SessionError::NotConnected));
    assert_eq!(session.emit("/a", "disconnect", &[]), Err(SessionError::ReservedEvent));
    assert_eq!(session.emit("/a", "x", &[&long]), Err(SessionError::TooLong { limit: 100 }));
    assert_eq!(session.ack("/a", 1, &[&long]), Err(SessionError::TooLong { limit: 100 }));
    assert!(sent(&mut session).is_empty());
    assert_eq!(session.emit_with_ack("/a", "x", &[]), Ok(0));
}
