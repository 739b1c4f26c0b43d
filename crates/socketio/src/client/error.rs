//! What can go wrong for a caller of the driver.

use std::fmt;

use http::StatusCode;
use serde_json::value::RawValue;

use crate::session::{CloseReason, SessionError};
use crate::upgrade::UpgradeError;

/// What can go wrong for a caller of the driver.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum Error {
    /// The request was wrong, and nothing was sent.
    #[error(transparent)]
    Session(#[from] SessionError),
    /// The server's answer to the request for a WebSocket is not one.
    #[error(transparent)]
    Upgrade(#[from] UpgradeError),
    /// The server did not switch to a WebSocket.
    #[error("the server answered {0} to the request for a WebSocket")]
    NotUpgraded(StatusCode),
    /// The connection ended before it was open.
    #[error("the connection was not opened: {0}")]
    NotOpened(CloseReason),
    /// The server refused the namespace.
    #[error(transparent)]
    Refused(Refusal),
    /// The namespace was left before the answer came.
    #[error("the namespace was disconnected")]
    Disconnected,
    /// The connection ended. [`Events`](crate::Events) tells why.
    #[error("the connection is closed")]
    Closed,
}

/// Why the server refused a namespace.
#[derive(Clone, thiserror::Error)]
#[error("the namespace was refused: {message}")]
#[non_exhaustive]
pub struct Refusal {
    /// Why, in the server's words.
    pub message: String,
    /// More of it, as the server's program chose.
    pub data: Option<Box<RawValue>>,
}

/// Tells the message, not the data, which may hold anything.
impl fmt::Debug for Refusal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Refusal").field("message", &self.message).finish_non_exhaustive()
    }
}
