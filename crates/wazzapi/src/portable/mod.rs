//! The portable operations on WazzAPI.

mod chats;
mod contacts;
mod groups;
mod instances;
mod lifecycle;
pub(crate) mod messages;
mod profile;
mod settings;
mod webhooks;

pub(crate) use lifecycle::state_of;

#[cfg(not(feature = "events"))]
impl wagate_sdk_core::adapter::Realtime for crate::Wazzapi {}
