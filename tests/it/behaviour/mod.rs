//! The behaviour suite: the portable operations mean the same on every gateway, and what a gateway does not claim never leaves.

mod chats;
mod contacts;
mod groups;
mod instances;
mod lifecycle;
mod messages;
pub(crate) mod operations;
mod profile;
mod settings;
mod stored;
