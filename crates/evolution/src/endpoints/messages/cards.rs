//! Contact cards and places.

mod contact;
mod location;

pub use contact::{ContactCard, SendContact};
pub use location::SendLocation;
