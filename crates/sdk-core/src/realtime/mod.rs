//! Events as they happen: a stream that survives its connection.

mod options;
mod source;

pub use options::EventOptions;
pub use source::EventSource;
