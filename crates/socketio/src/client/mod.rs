//! The driver over a WebSocket: a task of its own, a handle to ask it, and the stream of what it received.

mod acknowledgement;
mod command;
mod driver;
mod error;
mod handle;
mod incoming;
mod options;
mod queue;
mod socket;
mod start;

pub use acknowledgement::Acknowledgement;
pub use error::{Error, Refusal};
pub use handle::Client;
pub use incoming::{Events, Incoming};
pub use options::Options;
pub use start::{connect, start, upgrade};
