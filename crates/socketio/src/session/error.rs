//! What a caller may not ask of a session.

use crate::codec::InvalidNamespace;

/// What a caller may not ask of a session. Nothing was sent.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum SessionError {
    /// The text is no namespace.
    #[error(transparent)]
    Namespace(#[from] InvalidNamespace),
    /// The namespace is joined, or asked for, already.
    #[error("the namespace is connected already")]
    AlreadyConnected,
    /// The namespace is not joined.
    #[error("the namespace is not connected")]
    NotConnected,
    /// The credentials of a namespace are a JSON object.
    #[error("the credentials of a namespace must be a JSON object")]
    AuthNotObject,
    /// The protocol keeps this name of an event for itself.
    #[error("this name of an event is reserved")]
    ReservedEvent,
    /// The packet is longer than the server takes.
    #[error("the packet is longer than the {limit} bytes that the server takes")]
    TooLong {
        /// The server's limit, in bytes.
        limit: u64,
    },
    /// The session ended.
    #[error("the session is closed")]
    Closed,
}
