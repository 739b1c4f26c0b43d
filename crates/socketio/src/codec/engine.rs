//! Engine.IO 4: the layer that opens the connection and keeps it alive.

use std::fmt;
use std::time::Duration;

use serde::{Deserialize, Serialize};

use super::{FrameError, json};

/// One Engine.IO 4 packet. Over WebSocket a text frame is one packet.
#[derive(Clone, PartialEq, Eq)]
pub enum EnginePacket<'a> {
    /// `0`: the server opened the connection.
    Open(Handshake),
    /// `1`: one side ends the connection.
    Close,
    /// `2`: the server asks whether the client lives. The text is empty, but for the probe of another transport.
    Ping(&'a str),
    /// `3`: the client lives.
    Pong(&'a str),
    /// `4`: a message of the layer above: a Socket.IO packet.
    Message(&'a str),
    /// `5`: the client moves to another transport.
    Upgrade,
    /// `6`: nothing.
    Noop,
}

/// What the server says when it opens a connection.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[non_exhaustive]
pub struct Handshake {
    /// The connection's id. Who has it can join the connection by long polling, so it is not printed.
    pub sid: String,
    /// The transports that the connection could move to. Empty over WebSocket.
    #[serde(default)]
    pub upgrades: Vec<String>,
    /// The time from one ping of the server to its next. Milliseconds on the wire.
    #[serde(with = "milliseconds")]
    pub ping_interval: Duration,
    /// How long after a ping was due it may still come. Milliseconds on the wire.
    #[serde(with = "milliseconds")]
    pub ping_timeout: Duration,
    /// The longest packet that the server takes, in bytes. Servers before Engine.IO 6.0 do not tell it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub max_payload: Option<u64>,
}

impl Handshake {
    /// A handshake without upgrades and without a limit of the payload.
    pub fn new(sid: impl Into<String>, ping_interval: Duration, ping_timeout: Duration) -> Self {
        Self { sid: sid.into(), upgrades: Vec::new(), ping_interval, ping_timeout, max_payload: None }
    }
}

impl<'a> EnginePacket<'a> {
    /// Reads one text frame.
    ///
    /// # Errors
    ///
    /// [`FrameError`] when the frame is no packet.
    pub fn decode(frame: &'a str) -> Result<Self, FrameError> {
        let mut characters = frame.chars();
        let kind = characters.next().ok_or(FrameError::Empty)?;
        let rest = characters.as_str();
        let bare = |packet: Self, name| match rest {
            "" => Ok(packet),
            _ => Err(FrameError::UnexpectedPayload { packet: name }),
        };
        match kind {
            '0' => serde_json::from_str(rest).map(Self::Open).map_err(json::payload("open", "a handshake")),
            '1' => bare(Self::Close, "close"),
            '2' => Ok(Self::Ping(rest)),
            '3' => Ok(Self::Pong(rest)),
            '4' => Ok(Self::Message(rest)),
            '5' => bare(Self::Upgrade, "upgrade"),
            '6' => bare(Self::Noop, "noop"),
            other => Err(FrameError::EngineType(other)),
        }
    }

    /// The packet as a text frame.
    pub fn encode(&self) -> String {
        let (kind, text) = match self {
            Self::Open(handshake) => {
                let mut out = String::from('0');
                json::push(&mut out, handshake);
                return out;
            }
            Self::Close => ('1', ""),
            Self::Ping(text) => ('2', *text),
            Self::Pong(text) => ('3', *text),
            Self::Message(text) => ('4', *text),
            Self::Upgrade => ('5', ""),
            Self::Noop => ('6', ""),
        };
        let mut out = String::with_capacity(1 + text.len());
        out.push(kind);
        out.push_str(text);
        out
    }
}

/// Tells the type and the length of the text, which may hold a credential.
impl fmt::Debug for EnginePacket<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (name, text) = match self {
            Self::Open(handshake) => return f.debug_tuple("Open").field(handshake).finish(),
            Self::Close => return f.write_str("Close"),
            Self::Ping(text) => ("Ping", text),
            Self::Pong(text) => ("Pong", text),
            Self::Message(text) => ("Message", text),
            Self::Upgrade => return f.write_str("Upgrade"),
            Self::Noop => return f.write_str("Noop"),
        };
        write!(f, "{name}({} bytes)", text.len())
    }
}

impl fmt::Debug for Handshake {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Handshake")
            .field("upgrades", &self.upgrades)
            .field("ping_interval", &self.ping_interval)
            .field("ping_timeout", &self.ping_timeout)
            .field("max_payload", &self.max_payload)
            .finish_non_exhaustive()
    }
}

mod milliseconds {
    use std::time::Duration;

    use serde::{Deserialize, Deserializer, Serializer};

    pub(super) fn serialize<S: Serializer>(value: &Duration, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_u64(u64::try_from(value.as_millis()).unwrap_or(u64::MAX))
    }

    pub(super) fn deserialize<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Duration, D::Error> {
        u64::deserialize(deserializer).map(Duration::from_millis)
    }
}
