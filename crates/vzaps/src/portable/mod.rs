//! The portable operations, in the gateway's own.

mod chats;
mod contacts;
mod groups;
mod instances;
mod lifecycle;
mod messages;
mod profile;
mod settings;

impl wagate_sdk_core::adapter::Webhooks for crate::Vzaps {}
impl wagate_sdk_core::adapter::Realtime for crate::Vzaps {}
