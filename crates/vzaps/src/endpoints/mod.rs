//! The gateway's operations, one type each.

pub mod billing;
pub mod chats;
mod confirmed;
pub mod contacts;
mod envelope;
pub mod groups;
pub mod instances;
mod listed;
pub mod messages;
pub mod profile;
pub mod queue;
pub mod session;
pub mod token;
mod verdict;
pub mod webhooks;

pub use confirmed::Confirmed;
pub use envelope::{Envelope, Loose};
pub use listed::Listed;
