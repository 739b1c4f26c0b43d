//! Frames that a real Evolution API 2.3.7 sent and took.
//!
//! Four text frames that the recorder had cut short are left out. It also cut the JSON of binary events and wrote the
//! bytes of binary frames as text, so binary events are replayed twice: as they were recorded, when their attachments
//! belong to a packet that is not taken, and with their JSON closed again where it was cut.

use std::time::{Duration, Instant};

use bytes::Bytes;
use serde::Deserialize;
use wagate_socketio::{CloseReason, EnginePacket, FrameError, Packet, PacketKind, Session, SessionEvent};

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
fn every_text_frame_is_read_and_written_to_the_byte() {
    let (mut same, mut cut) = (0, 0);
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
                assert!(text.starts_with('5') && matches!(error, FrameError::Payload { .. }), "{error}");
                let mended = mended(text);
                assert_eq!(Packet::decode(&mended).unwrap().encode(), mended);
                cut += 1;
            }
        }
    }
    assert_eq!((same, cut), (155 + 6, 6));
}

/// The frame of a binary event, whose JSON the recorder had cut, closed behind the last member that is whole.
fn mended(frame: &str) -> String {
    let (json, _) = frame.rsplit_once("...<").unwrap();
    let (mut open, mut quoted, mut escaped, mut whole) = (Vec::new(), false, false, None);
    for (at, character) in json.char_indices() {
        match character {
            _ if escaped => escaped = false,
            '\\' => escaped = true,
            '"' => quoted = !quoted,
            _ if quoted => {}
            '[' => open.push(']'),
            '{' => open.push('}'),
            ']' | '}' => _ = open.pop(),
            ',' if !open.is_empty() => whole = Some((at, open.clone())),
            _ => {}
        }
    }
    let (at, open) = whole.unwrap();
    json[..at].chars().chain(open.into_iter().rev()).collect()
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
    rejected: usize,
}

fn sent(lead: &str) -> usize {
    let recordings = recordings();
    let frames = recordings.iter().flat_map(|recording| &recording.frames);
    frames.filter(|frame| frame.from == "server" && frame.frame.starts_with(lead)).count()
}

#[test]
fn a_session_lives_through_every_recording_and_tells_all_of_it() {
    let mut told = Told::default();
    for recording in recordings() {
        replay(&recording, false, &mut told);
    }
    let rejected = sent("45") + 14;
    let expected =
        Told { opened: 8, connected: 7, refused: 1, events: sent("42"), rejected, ..Told::default() };
    assert_eq!(told, expected);
    assert!(told.events > 100, "{told:?}");
}

#[test]
fn a_binary_event_has_the_attachments_that_were_recorded_behind_it() {
    let mut told = Told::default();
    for recording in recordings() {
        replay(&recording, true, &mut told);
    }
    // Two recordings end before the attachments of their last event.
    assert_eq!((told.binary_events, told.attachments, told.rejected), (sent("45") - 2, 14, 2));
    assert_eq!(told.events, sent("42"));
}

fn replay(recording: &Recording, mend: bool, told: &mut Told) {
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
            _ if mend && frame.starts_with("45") => session.receive_text(now, &mended(frame)),
            _ => session.receive_text(now, frame),
        }
        while let Some(event) = session.next_event() {
            take(event, told);
        }
    }
    assert_eq!(session.next_frame(), None, "{}", recording.name);
    session.lost(CloseReason::ByServer);
    while let Some(event) = session.next_event() {
        take(event, told);
    }
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
            match event.attachments.len() {
                0 => told.events += 1,
                count => {
                    told.binary_events += 1;
                    told.attachments += count;
                }
            }
        }
        SessionEvent::Rejected { error, frame } => {
            match error {
                FrameError::Payload { .. } => assert!(frame.starts_with(b"45")),
                FrameError::Attachment => {}
                FrameError::AttachmentsMissing { missing } => assert_eq!(missing, 3),
                other => panic!("{other}"),
            }
            told.rejected += 1;
        }
        SessionEvent::Closed(CloseReason::ByServer) => {}
        other => panic!("{other:?}"),
    }
}
