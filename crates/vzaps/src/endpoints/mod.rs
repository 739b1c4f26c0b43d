//! The gateway's operations, one type each.

pub mod billing;
mod envelope;
pub mod instances;
pub mod messages;
pub mod session;
pub mod token;
mod verdict;

pub use envelope::Envelope;
