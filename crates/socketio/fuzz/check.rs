//! What must hold for any bytes. The fuzz target and the tests run it.

use std::time::{Duration, Instant};

use bytes::Bytes;
use wagate_socketio::{CloseReason, EnginePacket, Packet, Session, SessionEvent};

const OPEN: &str =
    r#"0{"sid":"x","upgrades":[],"pingInterval":25000,"pingTimeout":20000,"maxPayload":1000000}"#;

/// Takes the bytes as frames, one a line: each alone through the codec, all through one session. A line that begins
/// with `b` is a binary frame.
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

/// A session tells every frame that is not of the Engine.IO layer, once, and `Closed` only once, last.
fn session(text: &str, open: Option<&str>) {
    let start = Instant::now();
    let mut session = Session::new(start, Duration::from_secs(10)).limit_attachments(3, 8);
    session.connect("/", None).expect("nothing is joined yet");
    session.connect("/a", None).expect("nothing is joined yet");
    let (mut taken, mut told) = (0, Told::default());
    for (now, frame) in
        (0..).map(|second| start + Duration::from_secs(second)).zip(open.into_iter().chain(text.split('\n')))
    {
        let silent = frame == "6" || (told.opened && frame.starts_with('2'));
        taken += usize::from(!told.closed && !silent);
        match frame.strip_prefix('b') {
            Some(attachment) => session.receive_binary(Bytes::copy_from_slice(attachment.as_bytes())),
            None => session.receive_text(now, frame),
        }
        told.drain(&mut session);
        assert_eq!(told.closed, session.is_closed());
        assert!(told.frames <= taken, "a frame is told twice");
        while let Some(frame) = session.next_frame() {
            EnginePacket::decode(&frame).expect("what is sent can be read");
        }
    }
    session.close();
    assert!(session.is_closed());
    told.drain(&mut session);
    assert!(told.closed, "the end is not told");
    assert_eq!(told.frames, taken, "a frame is lost");
}

/// What a session told.
#[derive(Default)]
struct Told {
    /// The frames that its events are made of.
    frames: usize,
    opened: bool,
    closed: bool,
}

impl Told {
    fn drain(&mut self, session: &mut Session) {
        while let Some(event) = session.next_event() {
            assert!(!self.closed, "told {event:?} after the end");
            self.frames += match &event {
                SessionEvent::Event(event) => 1 + event.attachments.len(),
                SessionEvent::Acked { attachments, .. } => 1 + attachments.len(),
                // The frame that broke the protocol is told before, and the client's own end is no frame.
                SessionEvent::Closed(CloseReason::Protocol(_) | CloseReason::ByClient) => 0,
                _ => 1,
            };
            self.opened |= matches!(event, SessionEvent::Opened(_));
            self.closed = matches!(event, SessionEvent::Closed(_));
        }
    }
}
