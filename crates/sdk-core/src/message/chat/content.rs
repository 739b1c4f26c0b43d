use super::ReceivedFile;
use crate::message::{Location, MessageId, Poll};

/// What a message in a chat says.
#[derive(Debug, Clone)]
#[non_exhaustive]
pub enum ChatContent {
    /// A text.
    Text(String),
    /// A file, with what is needed to download it.
    File(ReceivedFile),
    /// A place.
    Location(Location),
    /// Contact cards.
    Contacts(Vec<ReceivedCard>),
    /// A poll.
    Poll(Poll),
    /// An emoji on another message.
    Reaction {
        /// The message.
        to: Option<MessageId>,
        /// The emoji; `None` when it was taken back.
        emoji: Option<String>,
    },
    /// A button or a row of a menu that was chosen.
    Choice {
        /// The id that the sender gave it.
        id: Option<String>,
        /// What it says.
        label: Option<String>,
    },
    /// Something else; the gateway's word for it, where it has one. All that was told stands in the message's `raw`.
    Other(String),
}

impl ChatContent {
    /// Its text: of a text, the caption of a file, the label of a chosen button or row.
    pub fn text(&self) -> Option<&str> {
        match self {
            Self::Text(text) => Some(text),
            Self::File(file) => file.caption.as_deref(),
            Self::Choice { label, .. } => label.as_deref(),
            _ => None,
        }
    }
}

/// A contact card in a message.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct ReceivedCard {
    /// Whose it is.
    pub name: Option<String>,
    /// The card itself.
    pub vcard: Option<String>,
}

impl ReceivedCard {
    /// A card.
    pub fn new(name: Option<String>, vcard: Option<String>) -> Self {
        Self { name, vcard }
    }
}
