//! What happens to messages that are there already.

use std::time::SystemTime;

use super::Person;
use crate::address::Address;
use crate::message::{ChatContent, DeliveryStatus, MessageId};

/// Messages went further on their way, or failed.
#[derive(Debug, Clone)]
#[non_exhaustive]
pub struct MessageStatus {
    /// Which messages; gateways tell several at once.
    pub messages: Vec<MessageId>,
    /// WhatsApp's id of the one message, where `messages` holds the gateway's own and both are told (WazzAPI).
    pub whatsapp_id: Option<MessageId>,
    /// The chat that they are in.
    pub chat: Option<Address>,
    /// How far they came.
    pub status: DeliveryStatus,
    /// When, in UTC.
    pub at: Option<SystemTime>,
    /// With whom, where the gateway tells it: in a group each member reads for itself.
    pub by: Option<Person>,
    /// Whether this number sent them.
    pub from_me: Option<bool>,
    /// Why they failed, in the gateway's words.
    pub reason: Option<String>,
}

impl MessageStatus {
    /// How far these messages came.
    pub fn new(messages: Vec<MessageId>, status: DeliveryStatus) -> Self {
        Self {
            messages,
            whatsapp_id: None,
            chat: None,
            status,
            at: None,
            by: None,
            from_me: None,
            reason: None,
        }
    }

    /// Whether it is about this message, by either of its ids.
    pub fn is_about(&self, message: &MessageId) -> bool {
        self.messages.contains(message) || self.whatsapp_id.as_ref() == Some(message)
    }
}

/// A message got other words.
#[derive(Debug, Clone)]
#[non_exhaustive]
pub struct MessageEdited {
    /// The message; `None` where the gateway does not tell it.
    pub message: Option<MessageId>,
    /// The chat that it is in.
    pub chat: Option<Address>,
    /// Who edited it.
    pub by: Option<Person>,
    /// Whether this number did.
    pub from_me: Option<bool>,
    /// What it says now.
    pub content: ChatContent,
    /// When, in UTC.
    pub at: Option<SystemTime>,
}

impl MessageEdited {
    /// A message that says this now.
    pub fn new(message: Option<MessageId>, content: ChatContent) -> Self {
        Self { message, chat: None, by: None, from_me: None, content, at: None }
    }

    /// Its text: of a text, or the caption of a file.
    pub fn text(&self) -> Option<&str> {
        self.content.text()
    }
}

/// A message was deleted.
#[derive(Debug, Clone, Default)]
#[non_exhaustive]
pub struct MessageDeleted {
    /// The message.
    pub message: Option<MessageId>,
    /// The chat that it was in.
    pub chat: Option<Address>,
    /// Who deleted it.
    pub by: Option<Person>,
    /// Whether this number did, or had sent it: whichever the gateway tells.
    pub from_me: Option<bool>,
    /// When, in UTC.
    pub at: Option<SystemTime>,
}

impl MessageDeleted {
    /// This message was deleted.
    pub fn new(message: Option<MessageId>) -> Self {
        Self { message, ..Self::default() }
    }
}

/// Somebody put an emoji on a message, or took it back.
#[derive(Debug, Clone, Default)]
#[non_exhaustive]
pub struct MessageReaction {
    /// The reaction's own id.
    pub id: Option<MessageId>,
    /// The message that it is on.
    pub to: Option<MessageId>,
    /// The chat.
    pub chat: Option<Address>,
    /// Who did it.
    pub by: Option<Person>,
    /// Whether this number did.
    pub from_me: Option<bool>,
    /// The emoji; `None` when it was taken back.
    pub emoji: Option<String>,
    /// When, in UTC.
    pub at: Option<SystemTime>,
}

impl MessageReaction {
    /// An emoji on a message; an empty one takes it back.
    pub fn new(to: Option<MessageId>, emoji: Option<String>) -> Self {
        Self { to, emoji: emoji.filter(|emoji| !emoji.is_empty()), ..Self::default() }
    }
}

/// Somebody voted in a poll.
#[derive(Debug, Clone, Default)]
#[non_exhaustive]
pub struct PollVote {
    /// The poll.
    pub poll: Option<MessageId>,
    /// The chat.
    pub chat: Option<Address>,
    /// Who voted.
    pub by: Option<Person>,
    /// Whether this number did.
    pub from_me: Option<bool>,
    /// The options that are chosen now, by their words; empty when the vote was taken back.
    pub options: Vec<String>,
    /// When, in UTC.
    pub at: Option<SystemTime>,
}

impl PollVote {
    /// A vote for these options.
    pub fn new(poll: Option<MessageId>, options: Vec<String>) -> Self {
        Self { poll, options, ..Self::default() }
    }
}
