//! The portable operations, in RyzeAPI's words.

mod chats;
mod contacts;
mod groups;
mod instances;
mod lifecycle;
mod messages;
mod profile;
mod settings;
mod webhooks;

pub(crate) use self::instances::state_of;
pub(crate) use self::messages::stored;
#[cfg(feature = "events")]
pub(crate) use self::webhooks::names;
