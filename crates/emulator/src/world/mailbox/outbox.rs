//! What waits for the connection: messages that a gateway has queued, and operations on what the phone holds.

use std::time::SystemTime;

use super::{Mailbox, Message, Mute};

/// Something that is done with the phone's messages or chats.
#[derive(Clone, Debug)]
pub(crate) struct Operation {
    /// What it is called in a queue.
    pub(crate) id: String,
    pub(crate) act: Act,
    /// When it was asked for.
    pub(crate) at: SystemTime,
}

/// What is done. Messages go by their ids, chats by their [addresses](crate::world::recipient); a message that is named
/// with another chat than its own is not found, as on WhatsApp.
#[derive(Clone, Debug)]
pub(crate) enum Act {
    Edit { message: String, text: String },
    Revoke { message: String },
    React { chat: String, message: String, emoji: Option<String> },
    Vote { chat: String, message: String, options: Vec<String> },
    Read { chat: String, messages: Vec<String> },
    Archive { chat: String, archived: bool },
    Pin { chat: String, pinned: bool },
    Mute { chat: String, muted: Option<Mute> },
    MarkChat { chat: String, read: bool },
    Expire { chat: String, seconds: u32 },
    Clear { chat: String },
    Delete { chat: String },
}

impl Mailbox {
    /// The messages that wait, oldest first.
    pub(crate) fn waiting(&self) -> &[Message] {
        &self.waiting
    }

    /// A message waits for the connection.
    pub(crate) fn wait(&mut self, message: Message) {
        self.waiting.push(message);
    }

    /// A message no longer waits, and never goes out. False when there is none.
    pub(crate) fn remove_waiting(&mut self, id: &str) -> bool {
        let before = self.waiting.len();
        self.waiting.retain(|message| message.id != id);
        self.waiting.len() < before
    }

    /// No message waits any longer; how many did is given.
    pub(crate) fn purge_waiting(&mut self) -> usize {
        std::mem::take(&mut self.waiting).len()
    }

    /// The operations that wait, oldest first.
    pub(crate) fn operations(&self) -> &[Operation] {
        &self.operations
    }

    /// An operation waits for the connection.
    pub(crate) fn postpone(&mut self, operation: Operation) {
        self.operations.push(operation);
    }

    /// An operation no longer waits, and is never done. False when there is none.
    pub(crate) fn remove_operation(&mut self, id: &str) -> bool {
        let before = self.operations.len();
        self.operations.retain(|operation| operation.id != id);
        self.operations.len() < before
    }

    /// No operation waits any longer; how many did is given.
    pub(crate) fn purge_operations(&mut self) -> usize {
        std::mem::take(&mut self.operations).len()
    }

    /// The connection is there: what waited goes out, the messages first because operations may be on them.
    pub(crate) fn flush(&mut self, own: &str, now: SystemTime) {
        for mut message in std::mem::take(&mut self.waiting) {
            own.clone_into(&mut message.sender);
            message.at = now;
            self.record(message);
        }
        for operation in std::mem::take(&mut self.operations) {
            self.perform(operation.act, own, now);
        }
    }

    /// Does something. What it is done with may be gone, or never have been there.
    pub(crate) fn perform(&mut self, act: Act, own: &str, now: SystemTime) {
        match act {
            Act::Edit { message, text } => {
                self.edit(&message, &text, now);
            }
            Act::Revoke { message } => {
                self.revoke(&message);
            }
            Act::React { chat, message, emoji } if self.is_in(&chat, &message) => {
                self.react(&message, own, emoji.as_deref());
            }
            Act::Vote { chat, message, options } if self.is_in(&chat, &message) => {
                self.vote(&message, own, options);
            }
            Act::React { .. } | Act::Vote { .. } => {}
            Act::Read { chat, messages } => {
                for message in messages {
                    if self.is_in(&chat, &message) {
                        self.mark_read(&message);
                    }
                }
            }
            Act::Archive { chat, archived } => self.open_chat(&chat, now).archived = archived,
            Act::Pin { chat, pinned } => self.open_chat(&chat, now).pinned = pinned,
            Act::Mute { chat, muted } => self.open_chat(&chat, now).muted = muted,
            Act::MarkChat { chat, read } => self.mark_chat(&chat, read, now),
            Act::Expire { chat, seconds } => self.open_chat(&chat, now).ephemeral = seconds,
            Act::Clear { chat } => self.clear_chat(&chat),
            Act::Delete { chat } => {
                self.delete_chat(&chat);
            }
        }
    }

    fn is_in(&self, chat: &str, message: &str) -> bool {
        self.message(message).is_some_and(|message| message.chat == chat)
    }
}
