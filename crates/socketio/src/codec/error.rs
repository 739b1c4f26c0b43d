//! Why a frame was not taken.

/// Why a frame was not taken. It names places, never content: a frame may hold a credential.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum FrameError {
    /// The frame, or the Engine.IO message in it, has no packet type.
    #[error("the packet is empty")]
    Empty,
    /// No Engine.IO 4 packet type: `0` to `6`.
    #[error("{0:?} is not an Engine.IO packet type")]
    EngineType(char),
    /// No Socket.IO 5 packet type: `0` to `6`.
    #[error("{0:?} is not a Socket.IO packet type")]
    PacketType(char),
    /// A binary event or a binary acknowledgement (`45…`, `46…`) does not say how many attachments follow, or
    /// says more than can be counted.
    #[error("the number of attachments is missing or too large")]
    AttachmentCount,
    /// A binary event or a binary acknowledgement has more attachments than the client takes.
    #[error("{count} attachments are more than the {limit} that this client takes")]
    TooManyAttachments {
        /// The attachments that follow the packet.
        count: usize,
        /// The client's limit.
        limit: usize,
    },
    /// The attachments of one packet are longer together than the client takes.
    #[error("the attachments are longer than the {limit} bytes that this client takes")]
    AttachmentsTooLong {
        /// The client's limit, in bytes.
        limit: usize,
    },
    /// Attachments that a packet announced did not come.
    #[error("{missing} attachments of the packet did not come")]
    AttachmentsMissing {
        /// How many.
        missing: usize,
    },
    /// An attachment of a packet that was not taken itself.
    #[error("an attachment of a packet that was not taken")]
    Attachment,
    /// A binary frame that no packet announced. It breaks the protocol.
    #[error("a binary frame that no packet announced")]
    UnexpectedAttachment,
    /// The packet type takes no payload, but there is one.
    #[error("{packet} takes no payload")]
    UnexpectedPayload {
        /// The packet type.
        packet: &'static str,
    },
    /// The payload is missing, is not JSON, or is not of the packet's shape.
    #[error("{packet} needs {expected} (column {column} of its payload)")]
    Payload {
        /// The packet type.
        packet: &'static str,
        /// What its payload must be.
        expected: &'static str,
        /// Where reading stopped: the byte within the payload's line, counted from 1; 0 before its first.
        column: usize,
    },
    /// The acknowledgement's number is missing, or does not fit 64 bits.
    #[error("the acknowledgement's number is missing or too large")]
    AckId,
    /// Well formed, but not what the protocol allows here and now.
    #[error("unexpected: {0}")]
    Unexpected(&'static str),
}
