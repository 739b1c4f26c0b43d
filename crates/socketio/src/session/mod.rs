//! A connection's state, without I/O and without a clock.

mod error;
mod event;
mod incomplete;
mod joined;

use std::collections::VecDeque;
use std::fmt;
use std::sync::Arc;
use std::time::{Duration, Instant};

use bytes::Bytes;
use serde_json::value::RawValue;

pub use error::SessionError;
pub use event::{CloseReason, Event, SessionEvent};
use incomplete::Incomplete;
use joined::{Joined, Stage};

use crate::codec::{EnginePacket, FrameError, Handshake, Namespace, Packet, PacketKind, announced};

/// What an application must not name an event: the official libraries keep these for themselves and end the
/// connection on them.
const RESERVED: [&str; 6] =
    ["connect", "connect_error", "disconnect", "disconnecting", "newListener", "removeListener"];

const PONG: &str = "3";

const STRANGER: FrameError = FrameError::Unexpected("a packet of a namespace that is not connected");

/// The attachments that one packet may have, unless the caller chooses.
pub(crate) const MAX_ATTACHMENTS: usize = 4096;

/// The bytes that the attachments of one packet may have together, unless the caller chooses.
pub(crate) const MAX_ATTACHMENT_BYTES: usize = 16 * 1024 * 1024;

/// The client's side of one connection, as a state machine.
///
/// The caller moves bytes and knows the time. It feeds [`receive_text`](Self::receive_text) with every text
/// frame, [`receive_binary`](Self::receive_binary) with every binary one, and [`expire`](Self::expire) with the
/// time when [`deadline`](Self::deadline) has come. After each call it sends every
/// [`next_frame`](Self::next_frame) and takes every [`next_event`](Self::next_event).
///
/// Whatever is received, nothing is dropped without an event that tells it: what this crate does not take
/// comes as [`SessionEvent::Rejected`], and the connection goes on, unless it is not known any more which
/// attachment belongs to what ([`CloseReason::Protocol`]).
///
/// ```
/// use std::time::{Duration, Instant};
/// use wagate_socketio::{Session, SessionEvent};
///
/// let now = Instant::now();
/// let mut session = Session::new(now, Duration::from_secs(10));
/// session.connect("/sales", None)?;
/// session.receive_text(now, r#"0{"sid":"x","upgrades":[],"pingInterval":25000,"pingTimeout":20000}"#);
/// assert_eq!(session.next_frame().as_deref(), Some("40/sales,"));
///
/// session.receive_text(now, r#"40/sales,{"sid":"y"}"#);
/// session.receive_text(now, r#"42/sales,["paid",{"order":7}]"#);
/// assert!(matches!(session.next_event(), Some(SessionEvent::Opened(_))));
/// assert!(matches!(session.next_event(), Some(SessionEvent::Connected { .. })));
/// let Some(SessionEvent::Event(event)) = session.next_event() else { panic!("no event") };
/// assert_eq!((event.name.as_str(), event.args[0].get()), ("paid", r#"{"order":7}"#));
/// # Ok::<(), wagate_socketio::SessionError>(())
/// ```
pub struct Session {
    phase: Phase,
    /// How long after a ping the next must have come.
    patience: Duration,
    max_payload: Option<u64>,
    /// When the server must have opened the connection or, later, must have sent its next ping.
    deadline: Option<Instant>,
    namespaces: Vec<Joined>,
    incomplete: Option<Incomplete>,
    max_attachments: usize,
    max_attachment_bytes: usize,
    frames: VecDeque<String>,
    events: VecDeque<SessionEvent>,
    next_ack: u64,
}

#[derive(Debug, Clone, Copy)]
enum Phase {
    Opening,
    Open,
    Closed,
}

impl Session {
    /// A session over a connection that was just made. The server must open it within `open_timeout`.
    pub fn new(now: Instant, open_timeout: Duration) -> Self {
        Self {
            phase: Phase::Opening,
            patience: open_timeout,
            max_payload: None,
            deadline: now.checked_add(open_timeout),
            namespaces: Vec::new(),
            incomplete: None,
            max_attachments: MAX_ATTACHMENTS,
            max_attachment_bytes: MAX_ATTACHMENT_BYTES,
            frames: VecDeque::new(),
            events: VecDeque::new(),
            next_ack: 0,
        }
    }

    /// How many attachments one event or acknowledgement may have, 4096 by default, and how many bytes they may
    /// have together, 16 MiB by default. One beyond comes as [`SessionEvent::Rejected`] frame by frame, and the
    /// connection goes on.
    #[must_use]
    pub fn limit_attachments(mut self, count: usize, bytes: usize) -> Self {
        (self.max_attachments, self.max_attachment_bytes) = (count, bytes);
        self
    }

    /// Asks to join a namespace, with credentials as a JSON object where the server wants them. It may be
    /// called before the server opened the connection. The answer is [`SessionEvent::Connected`] or
    /// [`SessionEvent::Refused`]; after the latter it may be asked again.
    ///
    /// # Errors
    ///
    /// [`SessionError`] when the name is no namespace, when it is joined or asked for already, when `auth` is
    /// no object, is longer than the server takes, or when the session is closed.
    pub fn connect(&mut self, namespace: &str, auth: Option<&RawValue>) -> Result<(), SessionError> {
        let name = Namespace::new(namespace)?;
        if self.is_closed() {
            return Err(SessionError::Closed);
        }
        if self.joined(namespace).is_some() {
            return Err(SessionError::AlreadyConnected);
        }
        if auth.is_some_and(|auth| !auth.get().starts_with('{')) {
            return Err(SessionError::AuthNotObject);
        }
        self.send(&Packet::new(name, PacketKind::Connect { payload: auth }))?;
        self.namespaces.push(Joined::asked(namespace));
        Ok(())
    }

    /// Sends an event.
    ///
    /// # Errors
    ///
    /// [`SessionError`] when the namespace is not joined, the name is reserved, or the packet is longer than
    /// the server takes.
    pub fn emit(&mut self, namespace: &str, name: &str, args: &[&RawValue]) -> Result<(), SessionError> {
        self.emit_packet(namespace, name, args, None)
    }

    /// Sends an event and asks for its acknowledgement, which comes as [`SessionEvent::Acked`] with the number
    /// that this returns.
    ///
    /// # Errors
    ///
    /// As [`emit`](Self::emit).
    pub fn emit_with_ack(
        &mut self,
        namespace: &str,
        name: &str,
        args: &[&RawValue],
    ) -> Result<u64, SessionError> {
        let id = self.next_ack;
        self.emit_packet(namespace, name, args, Some(id))?;
        self.next_ack = id.wrapping_add(1);
        if let Some(joined) = self.joined(namespace) {
            joined.awaited.push(id);
        }
        Ok(id)
    }

    /// Acknowledges an event that asked for it, by the number in [`Event::ack`].
    ///
    /// # Errors
    ///
    /// [`SessionError`] when the namespace is not joined, or the packet is longer than the server takes.
    pub fn ack(&mut self, namespace: &str, id: u64, args: &[&RawValue]) -> Result<(), SessionError> {
        let name = self.connected(namespace)?;
        self.send(&Packet::new(name, PacketKind::Ack { id, args: args.to_vec() }))
    }

    /// Leaves a namespace. Events of it that are on their way come as [`SessionEvent::Rejected`].
    ///
    /// # Errors
    ///
    /// [`SessionError`] when the namespace is neither joined nor asked for.
    pub fn disconnect(&mut self, namespace: &str) -> Result<(), SessionError> {
        let name = Namespace::new(namespace)?;
        let index = self.position(namespace).ok_or(SessionError::NotConnected)?;
        self.send(&Packet::new(name, PacketKind::Disconnect))?;
        let joined = self.namespaces.swap_remove(index);
        if let Some(incomplete) = self.incomplete.as_mut().filter(|incomplete| incomplete.is_of(namespace)) {
            incomplete.refuse(STRANGER, &mut self.events);
        }
        self.events.push_back(SessionEvent::Disconnected { namespace: joined.name });
        Ok(())
    }

    /// Leaves all namespaces and ends the connection. The frames that say so are still to be sent.
    pub fn close(&mut self) {
        match self.phase {
            Phase::Closed => return,
            Phase::Opening => self.frames.clear(),
            Phase::Open => {
                for joined in &self.namespaces {
                    if let (Stage::Connected, Ok(name)) = (&joined.stage, Namespace::new(&joined.name)) {
                        let packet = Packet::new(name, PacketKind::Disconnect);
                        self.frames.push_back(packet.encode_frame());
                    }
                }
                self.frames.push_back(EnginePacket::Close.encode());
            }
        }
        self.end(CloseReason::ByClient);
    }

    /// Takes note that the connection below ended, for this reason.
    pub fn lost(&mut self, reason: CloseReason) {
        if !self.is_closed() {
            self.frames.clear();
            self.end(reason);
        }
    }

    /// Takes one text frame. After the session closed, frames are ignored.
    pub fn receive_text(&mut self, now: Instant, frame: &str) {
        if self.is_closed() {
            return;
        }
        if let Err(error) = self.receive(now, frame) {
            if matches!(self.phase, Phase::Opening) {
                self.lost(CloseReason::NotOpened(error));
            } else {
                let frame = Bytes::copy_from_slice(frame.as_bytes());
                self.events.push_back(SessionEvent::Rejected { error, frame });
            }
        }
    }

    /// Takes one binary frame: an attachment of the packet before. With the last one the packet's event is told.
    /// After the session closed, frames are ignored.
    pub fn receive_binary(&mut self, frame: Bytes) {
        match (self.phase, &mut self.incomplete) {
            (Phase::Closed, _) => {}
            (Phase::Opening, _) => self.lost(CloseReason::NotOpened(FrameError::UnexpectedAttachment)),
            (Phase::Open, Some(incomplete)) => {
                incomplete.take(frame, self.max_attachment_bytes, &mut self.events);
                self.incomplete.take_if(|incomplete| incomplete.missing() == 0);
            }
            (Phase::Open, None) => self.broken(FrameError::UnexpectedAttachment, frame),
        }
    }

    /// When [`expire`](Self::expire) is to be called, unless a frame moves it before.
    pub fn deadline(&self) -> Option<Instant> {
        self.deadline
    }

    /// Closes the session when its deadline is past: the server did not open the connection in time, or sent
    /// no ping for its ping interval and its ping timeout.
    pub fn expire(&mut self, now: Instant) {
        if self.deadline.is_some_and(|deadline| deadline <= now) {
            let reason = match self.phase {
                Phase::Opening => CloseReason::OpenTimeout,
                _ => CloseReason::PingTimeout,
            };
            self.lost(reason);
        }
    }

    /// The next text frame to send. There is none before the server opened the connection.
    pub fn next_frame(&mut self) -> Option<String> {
        if self.has_frames() { self.frames.pop_front() } else { None }
    }

    /// Whether [`next_frame`](Self::next_frame) has one.
    pub fn has_frames(&self) -> bool {
        !matches!(self.phase, Phase::Opening) && !self.frames.is_empty()
    }

    /// How many frames wait to be sent, before and after the server opened the connection.
    pub fn waiting_frames(&self) -> usize {
        self.frames.len()
    }

    /// What happened next. [`SessionEvent::Closed`] is the last.
    pub fn next_event(&mut self) -> Option<SessionEvent> {
        self.events.pop_front()
    }

    /// Whether the session ended, from either side.
    pub fn is_closed(&self) -> bool {
        matches!(self.phase, Phase::Closed)
    }

    fn receive(&mut self, now: Instant, frame: &str) -> Result<(), FrameError> {
        match (EnginePacket::decode(frame)?, self.phase) {
            (EnginePacket::Open(handshake), Phase::Opening) => self.open(now, handshake),
            (EnginePacket::Close, _) => self.lost(CloseReason::ByServer),
            (EnginePacket::Noop, _) => {}
            (_, Phase::Opening) => {
                return Err(FrameError::Unexpected("a packet before the connection is open"));
            }
            (EnginePacket::Open(_), _) => {
                return Err(FrameError::Unexpected("the connection is open already"));
            }
            (EnginePacket::Ping(_), _) => {
                self.deadline = now.checked_add(self.patience);
                // One unsent pong is enough: a server that pings without reading makes nothing grow.
                if self.frames.back().is_none_or(|last| last != PONG) {
                    self.frames.push_back(PONG.to_owned());
                }
            }
            (EnginePacket::Message(_), _) if self.incomplete.is_some() => {
                let error = FrameError::Unexpected("a packet before the attachments of the one before");
                self.broken(error, Bytes::copy_from_slice(frame.as_bytes()));
            }
            (EnginePacket::Message(text), _) => self.receive_message(frame, text)?,
            (EnginePacket::Pong(_), _) => {
                return Err(FrameError::Unexpected("a pong: only the server pings"));
            }
            (EnginePacket::Upgrade, _) => return Err(FrameError::Unexpected("an upgrade of the transport")),
        }
        Ok(())
    }

    fn open(&mut self, now: Instant, handshake: Handshake) {
        self.phase = Phase::Open;
        self.patience = handshake.ping_interval.saturating_add(handshake.ping_timeout);
        self.max_payload = handshake.max_payload;
        self.deadline = now.checked_add(self.patience);
        self.events.push_back(SessionEvent::Opened(handshake));
    }

    /// Tells what a packet says: at once, or when its attachments came. The attachments of one that is not taken
    /// come all the same.
    fn receive_message(&mut self, frame: &str, text: &str) -> Result<(), FrameError> {
        let count = announced(text);
        let taken = if count > self.max_attachments {
            Err(FrameError::TooManyAttachments { count, limit: self.max_attachments })
        } else {
            Packet::decode(text).and_then(|packet| self.receive_packet(packet))
        };
        match taken {
            Ok(event) if count == 0 => self.events.push_back(event),
            Ok(event) => self.incomplete = Some(Incomplete::taken(event, frame, count)),
            Err(error) => {
                self.incomplete = (count > 0).then(|| Incomplete::refused(count));
                return Err(error);
            }
        }
        Ok(())
    }

    fn receive_packet(&mut self, packet: Packet<'_>) -> Result<SessionEvent, FrameError> {
        let index = self.position(packet.namespace.as_str()).ok_or(STRANGER)?;
        let joined = &mut self.namespaces[index];
        let namespace = Arc::clone(&joined.name);
        Ok(match (packet.kind, &joined.stage) {
            (PacketKind::Connect { payload }, Stage::Asked) => {
                joined.stage = Stage::Connected;
                SessionEvent::Connected { namespace, sid: joined::sid(payload) }
            }
            (PacketKind::ConnectError { message, data }, Stage::Asked) => {
                self.namespaces.swap_remove(index);
                let message = message.into_owned();
                SessionEvent::Refused { namespace, message, data: data.map(RawValue::to_owned) }
            }
            (PacketKind::Disconnect, _) => {
                self.namespaces.swap_remove(index);
                SessionEvent::Disconnected { namespace }
            }
            (
                PacketKind::Event { name, args, ack } | PacketKind::BinaryEvent { name, args, ack, .. },
                Stage::Connected,
            ) => {
                let (name, args) = (name.into_owned(), owned(&args));
                SessionEvent::Event(Event { namespace, name, args, attachments: Vec::new(), ack })
            }
            (PacketKind::Ack { id, args } | PacketKind::BinaryAck { id, args, .. }, Stage::Connected) => {
                let place = joined.awaited.iter().position(|awaited| *awaited == id);
                let place = place.ok_or(FrameError::Unexpected("an acknowledgement that nobody awaits"))?;
                joined.awaited.swap_remove(place);
                SessionEvent::Acked { namespace, id, args: owned(&args), attachments: Vec::new() }
            }
            (PacketKind::Connect { .. } | PacketKind::ConnectError { .. }, Stage::Connected) => {
                return Err(FrameError::Unexpected("the namespace is connected already"));
            }
            (
                PacketKind::Event { .. }
                | PacketKind::Ack { .. }
                | PacketKind::BinaryEvent { .. }
                | PacketKind::BinaryAck { .. },
                Stage::Asked,
            ) => return Err(STRANGER),
        })
    }

    fn emit_packet(
        &mut self,
        namespace: &str,
        name: &str,
        args: &[&RawValue],
        ack: Option<u64>,
    ) -> Result<(), SessionError> {
        let namespace = self.connected(namespace)?;
        if RESERVED.contains(&name) {
            return Err(SessionError::ReservedEvent);
        }
        self.send(&Packet::new(namespace, PacketKind::Event { name: name.into(), args: args.to_vec(), ack }))
    }

    /// Queues a packet, unless the server would not take it.
    fn send(&mut self, packet: &Packet<'_>) -> Result<(), SessionError> {
        let frame = packet.encode_frame();
        if let Some(limit) = self.max_payload
            && u64::try_from(frame.len()).is_ok_and(|length| length > limit)
        {
            return Err(SessionError::TooLong { limit });
        }
        self.frames.push_back(frame);
        Ok(())
    }

    /// Ends the session over a frame after which attachments could be taken for another packet's.
    fn broken(&mut self, error: FrameError, frame: Bytes) {
        self.give_up();
        self.events.push_back(SessionEvent::Rejected { error: error.clone(), frame });
        self.lost(CloseReason::Protocol(error));
    }

    /// Takes no attachments any more. The packet that waits for them is not taken.
    fn give_up(&mut self) {
        if let Some(mut incomplete) = self.incomplete.take() {
            let missing = incomplete.missing();
            incomplete.refuse(FrameError::AttachmentsMissing { missing }, &mut self.events);
        }
    }

    fn end(&mut self, reason: CloseReason) {
        self.give_up();
        self.phase = Phase::Closed;
        self.deadline = None;
        self.namespaces.clear();
        self.events.push_back(SessionEvent::Closed(reason));
    }

    /// The namespace, when packets may be sent in it.
    fn connected<'n>(&mut self, namespace: &'n str) -> Result<Namespace<'n>, SessionError> {
        let name = Namespace::new(namespace)?;
        if self.is_closed() {
            return Err(SessionError::Closed);
        }
        match self.joined(namespace) {
            Some(Joined { stage: Stage::Connected, .. }) => Ok(name),
            _ => Err(SessionError::NotConnected),
        }
    }

    fn position(&self, namespace: &str) -> Option<usize> {
        self.namespaces.iter().position(|joined| &*joined.name == namespace)
    }

    fn joined(&mut self, namespace: &str) -> Option<&mut Joined> {
        self.namespaces.iter_mut().find(|joined| &*joined.name == namespace)
    }
}

/// Tells how many frames wait, never a frame: it may hold a credential.
impl fmt::Debug for Session {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Session")
            .field("phase", &self.phase)
            .field("deadline", &self.deadline)
            .field("namespaces", &self.namespaces)
            .field("frames", &self.frames.len())
            .field("events", &self.events.len())
            .finish_non_exhaustive()
    }
}

fn owned(args: &[&RawValue]) -> Vec<Box<RawValue>> {
    args.iter().map(|arg| RawValue::to_owned(arg)).collect()
}
