//! Contacts: who is on WhatsApp, who is stored, who is blocked.

mod block;
mod numbers;
mod stored;

pub use block::{BlockStatus, BlockUpdated, UpdateBlockStatus};
pub use numbers::{CheckNumbers, NumberRow};
pub use stored::{ContactFilter, ContactKind, ContactRow, FindContacts};
