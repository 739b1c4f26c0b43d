//! RyzeAPI's operations, one type each.

pub mod chats;
pub mod contacts;
pub mod groups;
pub mod instances;
pub mod labels;
pub mod messages;
pub mod profile;
pub mod webhooks;
pub mod websocket;
