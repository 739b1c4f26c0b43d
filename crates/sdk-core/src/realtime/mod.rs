//! Events as they happen: a stream that survives its connection.

mod driver;
mod options;
mod queue;
mod source;
mod stream;

pub use options::EventOptions;
pub use source::EventSource;
pub use stream::{EventStream, StreamConnection, StreamItem};
