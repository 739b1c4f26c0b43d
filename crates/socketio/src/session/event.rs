//! What a session tells.

use std::fmt;
use std::sync::Arc;

use bytes::Bytes;
use serde_json::value::RawValue;

use crate::codec::{FrameError, Handshake};

/// What a [`Session`](crate::Session) tells.
#[derive(Clone)]
#[non_exhaustive]
pub enum SessionEvent {
    /// The server opened the connection.
    Opened(Handshake),
    /// A namespace was joined.
    Connected {
        /// The namespace.
        namespace: Arc<str>,
        /// The id that the server gave this client in it.
        sid: Option<String>,
    },
    /// The server refused a namespace.
    Refused {
        /// The namespace.
        namespace: Arc<str>,
        /// Why, in the server's words.
        message: String,
        /// More of it, as the server's program chose.
        data: Option<Box<RawValue>>,
    },
    /// An event came.
    Event(Event),
    /// The server acknowledged an event.
    Acked {
        /// The namespace.
        namespace: Arc<str>,
        /// The number that [`Session::emit_with_ack`](crate::Session::emit_with_ack) returned.
        id: u64,
        /// What the server answered.
        args: Vec<Box<RawValue>>,
        /// The bytes that placeholders in it stand for, as in [`Event::attachments`].
        attachments: Vec<Bytes>,
    },
    /// A namespace was left, from either side. What was awaited in it will not come.
    Disconnected {
        /// The namespace.
        namespace: Arc<str>,
    },
    /// A frame was not taken. The connection goes on, unless [`CloseReason::Protocol`] follows.
    Rejected {
        /// Why.
        error: FrameError,
        /// The frame.
        frame: Bytes,
    },
    /// The session ended. This is its last event.
    Closed(CloseReason),
}

/// An event, as the server sent it.
#[derive(Clone)]
#[non_exhaustive]
pub struct Event {
    /// The namespace that it came in.
    pub namespace: Arc<str>,
    /// Its name.
    pub name: String,
    /// Its arguments, as JSON text.
    pub args: Vec<Box<RawValue>>,
    /// The bytes that stand outside of the JSON, in the server's order; empty for most events. Where they belong,
    /// an argument has `{"_placeholder":true,"num":i}`, which stands for `attachments[i]`. The JSON is the
    /// server's own, so look an attachment up with [`get`](slice::get): its number may be any.
    pub attachments: Vec<Bytes>,
    /// The number by which the server wants it acknowledged.
    pub ack: Option<u64>,
}

/// Why a session ended.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum CloseReason {
    /// The client closed it.
    #[error("closed by the client")]
    ByClient,
    /// The server closed it.
    #[error("closed by the server")]
    ByServer,
    /// The server did not open the connection in time.
    #[error("the server did not open the connection in time")]
    OpenTimeout,
    /// The server's first frame did not open the connection.
    #[error("the server did not open the connection: {0}")]
    NotOpened(FrameError),
    /// The server sent a packet before the attachments of the one before, or an attachment that no packet
    /// announced. What belongs together is not known any more, so the reference client ends the connection too.
    /// The frame comes as [`SessionEvent::Rejected`] before.
    #[error("the server broke the protocol: {0}")]
    Protocol(FrameError),
    /// The server's ping did not come: the connection is dead.
    #[error("the server's ping did not come")]
    PingTimeout,
    /// A frame was longer than the client takes.
    #[error("a frame was longer than the {limit} bytes that this client takes")]
    FrameTooLong {
        /// The client's limit, in bytes.
        limit: usize,
    },
    /// The server broke the WebSocket protocol.
    #[error("the WebSocket protocol was broken: {0}")]
    WebSocket(String),
    /// The connection below broke.
    #[error("the connection broke: {0}")]
    Lost(std::io::ErrorKind),
}

impl Event {
    /// The bytes of its name, arguments and attachments.
    pub(crate) fn bytes(&self) -> usize {
        let args: usize = self.args.iter().map(|arg| arg.get().len()).sum();
        let attachments: usize = self.attachments.iter().map(Bytes::len).sum();
        self.name.len() + args + attachments
    }
}

/// Tells how many arguments and attachments there are, never what they hold: it may be a credential.
impl fmt::Debug for Event {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Event")
            .field("namespace", &self.namespace)
            .field("name", &self.name)
            .field("args", &self.args.len())
            .field("attachments", &self.attachments.len())
            .field("ack", &self.ack)
            .finish()
    }
}

/// Tells no content, as [`Event`].
impl fmt::Debug for SessionEvent {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Opened(handshake) => f.debug_tuple("Opened").field(handshake).finish(),
            Self::Connected { namespace, .. } => {
                f.debug_struct("Connected").field("namespace", namespace).finish_non_exhaustive()
            }
            Self::Refused { namespace, message, .. } => f
                .debug_struct("Refused")
                .field("namespace", namespace)
                .field("message", message)
                .finish_non_exhaustive(),
            Self::Event(event) => event.fmt(f),
            Self::Acked { namespace, id, args, attachments } => f
                .debug_struct("Acked")
                .field("namespace", namespace)
                .field("id", id)
                .field("args", &args.len())
                .field("attachments", &attachments.len())
                .finish(),
            Self::Disconnected { namespace } => {
                f.debug_struct("Disconnected").field("namespace", namespace).finish()
            }
            Self::Rejected { error, frame } => {
                f.debug_struct("Rejected").field("error", error).field("frame_bytes", &frame.len()).finish()
            }
            Self::Closed(reason) => f.debug_tuple("Closed").field(reason).finish(),
        }
    }
}
