//! What a number's phone holds: its chats and their messages, its labels, and what it says of itself.

mod chats;
mod labels;
mod messages;
mod profile;

pub(crate) use chats::{Chat, Mute};
pub(crate) use labels::Label;
pub(crate) use messages::{Delivery, Message};
pub(crate) use profile::{Privacy, Profile};

use std::collections::BTreeSet;

/// One instance's phone. Addresses are [recipients](super::recipient): digits for a person, a JID otherwise.
#[derive(Debug, Default)]
pub(crate) struct Mailbox {
    pub(crate) profile: Profile,
    pub(crate) privacy: Privacy,
    chats: Vec<Chat>,
    /// Oldest first.
    messages: Vec<Message>,
    labels: Vec<Label>,
    blocked: BTreeSet<String>,
}
