//! Socket.IO 5: namespaces, events and acknowledgements.

use std::borrow::Cow;
use std::fmt;

use serde_json::value::RawValue;

use super::event::EventPayload;
use super::refusal::RefusalPayload;
use super::{FrameError, Namespace, attachments, json};

/// One Socket.IO 5 packet, the content of an Engine.IO message.
///
/// On the wire: the type's digit, the number of attachments and a dash in a binary packet, the namespace and a
/// comma unless it is the root, the number of the acknowledgement where there is one, and JSON.
#[derive(Debug, Clone)]
pub struct Packet<'a> {
    /// Whose packet it is.
    pub namespace: Namespace<'a>,
    /// What it says.
    pub kind: PacketKind<'a>,
}

/// What a [`Packet`] says. JSON stays the text that it was, and is never printed.
#[derive(Clone)]
pub enum PacketKind<'a> {
    /// `0`: asks to join the namespace, or says that it was joined.
    Connect {
        /// An object: the client's credentials, or the server's `{"sid": …}`.
        payload: Option<&'a RawValue>,
    },
    /// `1`: leaves the namespace, from either side.
    Disconnect,
    /// `2`: an event.
    Event {
        /// The event's name.
        name: Cow<'a, str>,
        /// Its arguments.
        args: Vec<&'a RawValue>,
        /// The number by which the sender wants it acknowledged.
        ack: Option<u64>,
    },
    /// `3`: acknowledges the event that asked for it with this number.
    Ack {
        /// The number.
        id: u64,
        /// What the receiver answers.
        args: Vec<&'a RawValue>,
    },
    /// `4`: the namespace is refused.
    ConnectError {
        /// Why, in the server's words. Empty when it gives none.
        message: Cow<'a, str>,
        /// More of it, as the server's program chose.
        data: Option<&'a RawValue>,
    },
    /// `5`: an event with attachments, which are the binary frames that follow. `{"_placeholder":true,"num":i}`
    /// in an argument stands for the attachment `i`, counted from 0.
    BinaryEvent {
        /// How many attachments follow.
        attachments: usize,
        /// The event's name.
        name: Cow<'a, str>,
        /// Its arguments, with their placeholders.
        args: Vec<&'a RawValue>,
        /// The number by which the sender wants it acknowledged.
        ack: Option<u64>,
    },
    /// `6`: an acknowledgement with attachments, as those of a binary event.
    BinaryAck {
        /// How many attachments follow.
        attachments: usize,
        /// The number.
        id: u64,
        /// What the receiver answers, with its placeholders.
        args: Vec<&'a RawValue>,
    },
}

impl<'a> Packet<'a> {
    /// A packet.
    pub fn new(namespace: Namespace<'a>, kind: PacketKind<'a>) -> Self {
        Self { namespace, kind }
    }

    /// Reads the content of one Engine.IO message, in one pass. What can be borrowed from `text` is.
    ///
    /// # Errors
    ///
    /// [`FrameError`] when the text is no packet.
    pub fn decode(text: &'a str) -> Result<Self, FrameError> {
        let mut characters = text.chars();
        let kind = characters.next().ok_or(FrameError::Empty)?;
        let (attachments, rest) = match kind {
            '0'..='4' => (0, characters.as_str()),
            '5' | '6' => attachments::split(characters.as_str())?,
            other => return Err(FrameError::PacketType(other)),
        };
        let (namespace, rest) = Namespace::split(rest);
        let kind = match kind {
            '0' => connect(rest)?,
            '1' if rest.is_empty() => PacketKind::Disconnect,
            '1' => return Err(FrameError::UnexpectedPayload { packet: "disconnect" }),
            '2' => {
                let (EventPayload { name, args }, ack) = event(rest)?;
                PacketKind::Event { name, args, ack }
            }
            '3' => {
                let (id, args) = acknowledgement(rest)?;
                PacketKind::Ack { id, args }
            }
            '5' => {
                let (EventPayload { name, args }, ack) = event(rest)?;
                PacketKind::BinaryEvent { attachments, name, args, ack }
            }
            '6' => {
                let (id, args) = acknowledgement(rest)?;
                PacketKind::BinaryAck { attachments, id, args }
            }
            _ => {
                let payload: RefusalPayload<'a> = serde_json::from_str(rest)
                    .map_err(json::payload("connect error", "an object with a message, or a text"))?;
                PacketKind::ConnectError { message: payload.message, data: payload.data }
            }
        };
        Ok(Self { namespace, kind })
    }

    /// The packet as the content of an Engine.IO message.
    pub fn encode(&self) -> String {
        let mut out = String::new();
        self.write(&mut out);
        out
    }

    /// The packet in a whole text frame, as the content of an Engine.IO message.
    pub fn encode_frame(&self) -> String {
        let mut out = String::from('4');
        self.write(&mut out);
        out
    }

    fn write(&self, out: &mut String) {
        out.push(match &self.kind {
            PacketKind::Connect { .. } => '0',
            PacketKind::Disconnect => '1',
            PacketKind::Event { .. } => '2',
            PacketKind::Ack { .. } => '3',
            PacketKind::ConnectError { .. } => '4',
            PacketKind::BinaryEvent { .. } => '5',
            PacketKind::BinaryAck { .. } => '6',
        });
        if let PacketKind::BinaryEvent { attachments, .. } | PacketKind::BinaryAck { attachments, .. } =
            &self.kind
        {
            json::push(out, attachments);
            out.push('-');
        }
        self.namespace.write(out);
        match &self.kind {
            PacketKind::Connect { payload } => out.push_str(payload.map_or("", RawValue::get)),
            PacketKind::Disconnect => {}
            PacketKind::Event { name, args, ack } | PacketKind::BinaryEvent { name, args, ack, .. } => {
                if let Some(id) = ack {
                    json::push(out, id);
                }
                out.push('[');
                json::push(out, name);
                for arg in args {
                    out.push(',');
                    out.push_str(arg.get());
                }
                out.push(']');
            }
            PacketKind::Ack { id, args } | PacketKind::BinaryAck { id, args, .. } => {
                json::push(out, id);
                out.push('[');
                for (index, arg) in args.iter().enumerate() {
                    if index > 0 {
                        out.push(',');
                    }
                    out.push_str(arg.get());
                }
                out.push(']');
            }
            PacketKind::ConnectError { message, data } => {
                out.push_str(r#"{"message":"#);
                json::push(out, message);
                if let Some(data) = data {
                    out.push_str(r#","data":"#);
                    out.push_str(data.get());
                }
                out.push('}');
            }
        }
    }
}

/// Reads what follows the namespace of a connect packet.
fn connect(rest: &str) -> Result<PacketKind<'_>, FrameError> {
    const EXPECTED: &str = "an object, or nothing";
    if rest.is_empty() {
        return Ok(PacketKind::Connect { payload: None });
    }
    let payload: &RawValue = serde_json::from_str(rest).map_err(json::payload("connect", EXPECTED))?;
    if !payload.get().starts_with('{') {
        return Err(FrameError::Payload { packet: "connect", expected: EXPECTED, column: 1 });
    }
    Ok(PacketKind::Connect { payload: Some(payload) })
}

/// Reads what follows the namespace of an event: its name and arguments, and the number to acknowledge it by.
fn event(rest: &str) -> Result<(EventPayload<'_>, Option<u64>), FrameError> {
    let (ack, rest) = number(rest)?;
    let payload = serde_json::from_str(rest);
    Ok((payload.map_err(json::payload("event", "a list that begins with its name"))?, ack))
}

/// Reads what follows the namespace of an acknowledgement.
fn acknowledgement(rest: &str) -> Result<(u64, Vec<&RawValue>), FrameError> {
    let (id, rest) = number(rest)?;
    let id = id.ok_or(FrameError::AckId)?;
    Ok((id, serde_json::from_str(rest).map_err(json::payload("ack", "a list"))?))
}

/// Reads the number that a payload may begin with, and what follows.
fn number(text: &str) -> Result<(Option<u64>, &str), FrameError> {
    let rest = text.trim_start_matches(|c: char| c.is_ascii_digit());
    match &text[..text.len() - rest.len()] {
        "" => Ok((None, rest)),
        digits => digits.parse().map(|id| (Some(id), rest)).map_err(|_| FrameError::AckId),
    }
}

/// Tells names, numbers and lengths, never JSON: it may hold a credential.
impl fmt::Debug for PacketKind<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let bytes = |value: &RawValue| value.get().len();
        match self {
            Self::Connect { payload } => {
                f.debug_struct("Connect").field("payload_bytes", &payload.map(bytes)).finish()
            }
            Self::Disconnect => f.write_str("Disconnect"),
            Self::Event { name, args, ack } => f
                .debug_struct("Event")
                .field("name", name)
                .field("args", &args.len())
                .field("ack", ack)
                .finish(),
            Self::Ack { id, args } => {
                f.debug_struct("Ack").field("id", id).field("args", &args.len()).finish()
            }
            Self::ConnectError { message, data } => f
                .debug_struct("ConnectError")
                .field("message", message)
                .field("data_bytes", &data.map(bytes))
                .finish(),
            Self::BinaryEvent { attachments, name, args, ack } => f
                .debug_struct("BinaryEvent")
                .field("attachments", attachments)
                .field("name", name)
                .field("args", &args.len())
                .field("ack", ack)
                .finish(),
            Self::BinaryAck { attachments, id, args } => f
                .debug_struct("BinaryAck")
                .field("attachments", attachments)
                .field("id", id)
                .field("args", &args.len())
                .finish(),
        }
    }
}
