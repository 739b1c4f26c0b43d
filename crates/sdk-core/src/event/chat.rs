//! What happens in chats besides messages.

use std::time::SystemTime;

use super::Person;
use crate::address::Address;
use crate::chat::Label;

/// Somebody came online, went, types or records.
#[derive(Debug, Clone)]
#[non_exhaustive]
pub struct PresenceChanged {
    /// The chat in which it shows.
    pub chat: Option<Address>,
    /// Who.
    pub who: Person,
    /// What the person does.
    pub presence: Presence,
    /// When the person was last online, in UTC, where it is told.
    pub last_seen: Option<SystemTime>,
}

impl PresenceChanged {
    /// Somebody does this now.
    pub fn new(who: Person, presence: Presence) -> Self {
        Self { chat: None, who, presence, last_seen: None }
    }
}

/// What somebody else does.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Presence {
    /// Is online.
    Online,
    /// Is not online.
    Offline,
    /// Is typing.
    Typing,
    /// Is recording a voice note.
    Recording,
    /// Stopped typing or recording.
    Paused,
    /// A word that this SDK does not know.
    Other(String),
}

/// A label was made, changed or deleted.
#[derive(Debug, Clone)]
#[non_exhaustive]
pub struct LabelEdited {
    /// The label as it is now.
    pub label: Label,
    /// Whether it was deleted.
    pub deleted: bool,
}

impl LabelEdited {
    /// A label that was made or changed.
    pub fn new(label: Label) -> Self {
        Self { label, deleted: false }
    }
}

/// A label was put on a chat, or taken off.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct LabelAssigned {
    /// The label's id.
    pub label: String,
    /// The chat.
    pub chat: Option<Address>,
    /// Whether it is on the chat now.
    pub assigned: bool,
}

impl LabelAssigned {
    /// A label that is on a chat now, or no longer.
    pub fn new(label: impl Into<String>, chat: Option<Address>, assigned: bool) -> Self {
        Self { label: label.into(), chat, assigned }
    }
}
