//! What must hold for any bytes. The fuzz target and the tests run it.

use std::time::{Duration, Instant};

use wagate_socketio::{EnginePacket, Packet, Session, SessionEvent};

const OPEN: &str =
    r#"0{"sid":"x","upgrades":[],"pingInterval":25000,"pingTimeout":20000,"maxPayload":1000000}"#;

/// Takes the bytes as frames, one a line: each alone through the codec, all through one session.
pub(crate) fn frames(bytes: &[u8]) {
    let Ok(text) = std::str::from_utf8(bytes) else { return };
    for frame in text.split('\n') {
        codec(frame);
    }
    session(text, None);
    session(text, Some(OPEN));
}

/// What can be read is written back to something that reads the same.
fn codec(frame: &str) {
    let Ok(packet) = EnginePacket::decode(frame) else { return };
    let written = packet.encode();
    assert_eq!(EnginePacket::decode(&written).as_ref(), Ok(&packet));
    let EnginePacket::Message(text) = packet else { return };
    let Ok(packet) = Packet::decode(text) else { return };
    let written = packet.encode();
    let again = Packet::decode(&written).expect("what was written can be read");
    assert_eq!(again.namespace, packet.namespace);
    assert_eq!(again.encode(), written);
    assert_eq!(format!("{again:?}"), format!("{packet:?}"));
}

/// A session tells one thing or more for a frame that is not of the Engine.IO layer, and `Closed` only once, last.
fn session(text: &str, open: Option<&str>) {
    let start = Instant::now();
    let mut session = Session::new(start, Duration::from_secs(10));
    session.connect("/", None).expect("nothing is joined yet");
    session.connect("/a", None).expect("nothing is joined yet");
    let mut closed = false;
    for (now, frame) in
        (0..).map(|second| start + Duration::from_secs(second)).zip(open.into_iter().chain(text.split('\n')))
    {
        session.receive_text(now, frame);
        let mut told = 0;
        while let Some(event) = session.next_event() {
            assert!(!closed, "told {event:?} after the end");
            closed = matches!(event, SessionEvent::Closed(_));
            told += 1;
        }
        assert_eq!(closed, session.is_closed());
        if !closed && !frame.starts_with(['2', '6']) {
            assert!(told > 0, "a frame is lost");
        }
        while let Some(frame) = session.next_frame() {
            EnginePacket::decode(&frame).expect("what is sent can be read");
        }
    }
    session.close();
    assert!(session.is_closed());
    assert_eq!(session.next_event().is_some(), !closed);
}
