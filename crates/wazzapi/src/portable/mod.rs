//! The portable operations on WazzAPI.

mod chats;
mod contacts;
mod groups;
mod instances;
mod lifecycle;
mod messages;
mod profile;
mod settings;

impl wagate_sdk_core::adapter::Webhooks for crate::Wazzapi {}
impl wagate_sdk_core::adapter::Realtime for crate::Wazzapi {}
