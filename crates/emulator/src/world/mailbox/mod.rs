//! What a number's phone holds: its chats and their messages, its labels, and what it says of itself.

mod chats;
mod files;
mod labels;
mod messages;
mod outbox;
mod profile;

pub(crate) use chats::{Chat, Mute};
pub(crate) use files::File;
pub(crate) use labels::Label;
pub(crate) use messages::{Delivery, Message};
pub(crate) use outbox::{Act, Operation};
pub(crate) use profile::{Privacy, Profile};

use std::collections::BTreeSet;

use super::telling::Touched;

/// One instance's phone. Addresses are [recipients](super::recipient): digits for a person, a JID otherwise.
#[derive(Debug, Default)]
pub(crate) struct Mailbox {
    pub(crate) profile: Profile,
    pub(crate) privacy: Privacy,
    chats: Vec<Chat>,
    /// Oldest first.
    messages: Vec<Message>,
    /// Messages that a gateway has queued and not yet sent, oldest first.
    waiting: Vec<Message>,
    /// What a gateway has queued and not yet done, oldest first.
    operations: Vec<Operation>,
    labels: Vec<Label>,
    blocked: BTreeSet<String>,
    pub(super) touched: TouchedThings,
}

/// What may have changed since the world was last [settled](super::World::settle).
#[derive(Debug, Default)]
pub(super) struct TouchedThings {
    pub(super) messages: Touched<Message>,
    pub(super) chats: Touched<Chat>,
    pub(super) labels: Touched<Label>,
}

impl Mailbox {
    pub(super) fn untouched(&self) -> bool {
        let TouchedThings { messages, chats, labels } = &self.touched;
        messages.is_empty() && chats.is_empty() && labels.is_empty()
    }
}
