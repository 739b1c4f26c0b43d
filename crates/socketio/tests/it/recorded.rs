//! Frames that a real Evolution API 2.3.7 sent and took.
//!
//! Four text frames that the recorder had cut short are left out. It also cut the binary events, behind what matters
//! here, and wrote the bytes of binary frames as text.

use std::time::{Duration, Instant};

use bytes::Bytes;
use serde::Deserialize;
use wagate_socketio::{EnginePacket, FrameError, Packet, PacketKind, Session, SessionEvent};

#[derive(Deserialize)]
struct Recording {
    name: String,
    frames: Vec<Frame>,
}

#[derive(Deserialize)]
struct Frame {
    from: String,
    kind: String,
    frame: String,
}

fn recordings() -> Vec<Recording> {
    let lines = include_str!("recorded/evolution-2.3.7.jsonl").lines();
    lines.map(|line| serde_json::from_str(line).unwrap()).collect()
}

#[test]
fn every_text_frame_is_read_and_written_to_the_byte_or_is_binary_by_its_type() {
    let (mut same, mut binary) = (0, 0);
    for frame in recordings().iter().flat_map(|recording| &recording.frames) {
        if frame.kind == "binary" {
            continue;
        }
        let packet = EnginePacket::decode(&frame.frame).unwrap();
        assert_eq!(packet.encode(), frame.frame);
        same += 1;
        let EnginePacket::Message(text) = packet else { continue };
        match Packet::decode(text) {
            Ok(packet) => assert_eq!(packet.encode(), text),
            Err(error) => {
                assert!(text.starts_with('5') && error == FrameError::BinaryPacket, "{error}");
                binary += 1;
            }
        }
    }
    assert_eq!((same, binary), (155 + 6, 6));
}

/// What a session told over all recordings.
#[derive(Debug, Default, PartialEq)]
struct Told {
    opened: usize,
    connected: usize,
    refused: usize,
    events: usize,
    binary_events: usize,
    attachments: usize,
}

#[test]
fn a_session_lives_through_every_recording_and_tells_all_of_it() {
    let mut told = Told::default();
    for recording in recordings() {
        replay(&recording, &mut told);
    }
    let sent = |lead: &str| {
        let recordings = recordings();
        let frames = recordings.iter().flat_map(|recording| &recording.frames);
        frames.filter(|frame| frame.from == "server" && frame.frame.starts_with(lead)).count()
    };
    let expected = Told {
        opened: 8,
        connected: 7,
        refused: 1,
        events: sent("42"),
        binary_events: sent("45"),
        attachments: 14,
    };
    assert_eq!(told, expected);
    assert!(told.events > 100, "{told:?}");
}

fn replay(recording: &Recording, told: &mut Told) {
    let now = Instant::now();
    let mut session = Session::new(now, Duration::from_secs(10));
    for Frame { from, kind, frame } in &recording.frames {
        match (from.as_str(), kind.as_str()) {
            ("client", _) => {
                // What the recorded client asked for is asked for here, and comes out as its frame. Its pongs
                // are answers to pings, and come out by themselves.
                if let EnginePacket::Message(text) = EnginePacket::decode(frame).unwrap() {
                    let packet = Packet::decode(text).unwrap();
                    assert!(matches!(packet.kind, PacketKind::Connect { payload: None }));
                    session.connect(packet.namespace.as_str(), None).unwrap();
                }
                assert_eq!(session.next_frame().as_ref(), Some(frame), "{}", recording.name);
            }
            (_, "binary") => session.receive_binary(Bytes::copy_from_slice(frame.as_bytes())),
            _ => session.receive_text(now, frame),
        }
        while let Some(event) = session.next_event() {
            take(event, told);
        }
    }
    assert_eq!(session.next_frame(), None, "{}", recording.name);
}

fn take(event: SessionEvent, told: &mut Told) {
    #[derive(Deserialize)]
    struct Envelope {
        event: String,
        instance: String,
    }

    match event {
        SessionEvent::Opened(handshake) => {
            assert_eq!(handshake.max_payload, Some(1_000_000));
            told.opened += 1;
        }
        SessionEvent::Connected { sid, .. } => {
            assert_eq!(sid.map(|sid| sid.len()), Some(20));
            told.connected += 1;
        }
        SessionEvent::Refused { namespace, message, data } => {
            assert_eq!((&*namespace, message.as_str()), ("/ns1", "Invalid namespace"));
            assert!(data.is_none());
            told.refused += 1;
        }
        SessionEvent::Event(event) => {
            let envelope: Envelope = serde_json::from_str(event.args[0].get()).unwrap();
            assert_eq!(envelope.event, event.name);
            assert!(
                ["/".to_owned(), format!("/{}", envelope.instance)].contains(&event.namespace.to_string())
            );
            assert_eq!((event.args.len(), event.ack), (1, None));
            told.events += 1;
        }
        SessionEvent::Rejected { error: FrameError::BinaryPacket, frame } => {
            assert!(frame.starts_with(b"45"));
            told.binary_events += 1;
        }
        SessionEvent::Rejected { error: FrameError::BinaryFrame, .. } => told.attachments += 1,
        other => panic!("{other:?}"),
    }
}
