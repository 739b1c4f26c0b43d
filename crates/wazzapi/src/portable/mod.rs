//! The portable operations on WazzAPI.

mod chats;
mod contacts;
mod groups;
mod instances;
mod lifecycle;
mod messages;
mod profile;
mod settings;
mod webhooks;

pub(crate) use lifecycle::state_of;

impl wagate_sdk_core::adapter::Realtime for crate::Wazzapi {}
