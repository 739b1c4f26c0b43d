//! The server's operations, one type each.

pub mod chats;
pub mod contacts;
pub mod groups;
pub mod instances;
pub mod labels;
pub mod messages;
pub mod profile;

pub mod server;
pub mod settings;
mod updated;
pub mod webhooks;
pub mod websocket;
