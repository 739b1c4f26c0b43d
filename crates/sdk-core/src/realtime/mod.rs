//! Events as they happen: a stream that survives its connection.

mod driver;
#[cfg(feature = "events")]
mod handshake;
mod options;
mod queue;
mod source;
mod statuses;
mod stream;
#[cfg(feature = "events")]
mod websocket;

pub use options::EventOptions;
pub use source::EventSource;
pub use statuses::NotReached;
pub use stream::{EventStream, StreamConnection, StreamItem};
#[cfg(feature = "events")]
pub use websocket::WebSocket;

#[cfg(feature = "events")]
pub use crate::pipeline::Upgraded;
