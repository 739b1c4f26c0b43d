//! The portable operations, in RyzeAPI's words.

mod chats;
mod contacts;
mod groups;
mod instances;
mod lifecycle;
mod messages;
mod profile;
mod settings;
