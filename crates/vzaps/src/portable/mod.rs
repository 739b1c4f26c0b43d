//! The portable operations, in the gateway's own.

mod chats;
mod contacts;
mod groups;
mod instances;
mod lifecycle;
mod messages;
mod paging;
mod profile;
mod settings;
