//! Messages as a gateway tells them: stored, or just arrived.

mod content;
mod delivery;
mod file;
mod queued;

pub use content::{ChatContent, ReceivedCard};
pub use delivery::{Delivery, DeliveryStatus};
pub use file::{FileKind, MediaKeys, ReceivedFile};
pub use queued::QueuedMessage;

use std::time::SystemTime;

use super::{MessageId, MessageRef};
use crate::address::{Address, Lid, PhoneNumber};
use crate::raw::Raw;

/// A message in a chat, sent or received. What the gateway does not tell is `None`.
#[derive(Debug, Clone)]
#[non_exhaustive]
pub struct ChatMessage {
    /// Its id.
    pub id: Option<MessageId>,
    /// WhatsApp's id, where `id` is the gateway's own and both are told (WazzAPI).
    pub whatsapp_id: Option<MessageId>,
    /// The chat that it is in.
    pub chat: Option<Address>,
    /// The phone number of the chat with one person, where the gateway tells it. It is never made of a LID's digits.
    pub chat_phone: Option<PhoneNumber>,
    /// The LID of the chat with one person, where the gateway tells it.
    pub chat_lid: Option<Lid>,
    /// Who wrote it. In a chat with one person that is the person, or this number.
    pub author: Option<Address>,
    /// The author's phone number, where the gateway tells it. It is never made of a LID's digits.
    pub author_phone: Option<PhoneNumber>,
    /// The author's LID, where the gateway tells it.
    pub author_lid: Option<Lid>,
    /// The author's name, where the gateway tells it.
    pub author_name: Option<String>,
    /// Whether this number sent it.
    pub from_me: Option<bool>,
    /// When it was sent, in UTC.
    pub at: Option<SystemTime>,
    /// What it says.
    pub content: ChatContent,
    /// The message that it answers.
    pub quoted: Option<MessageId>,
    /// How far it came.
    pub status: Option<DeliveryStatus>,
    /// All that the gateway told of it.
    pub raw: Raw,
}

impl ChatMessage {
    /// A message of which only its content is known.
    pub fn new(content: ChatContent, raw: Raw) -> Self {
        Self {
            id: None,
            whatsapp_id: None,
            chat: None,
            chat_phone: None,
            chat_lid: None,
            author: None,
            author_phone: None,
            author_lid: None,
            author_name: None,
            from_me: None,
            at: None,
            content,
            quoted: None,
            status: None,
            raw,
        }
    }

    /// Its text: of a text, the caption of a file, the label of a chosen button or row.
    pub fn text(&self) -> Option<&str> {
        self.content.text()
    }

    /// Its file, if it has one.
    pub fn file(&self) -> Option<&ReceivedFile> {
        match &self.content {
            ChatContent::File(file) => Some(file),
            _ => None,
        }
    }

    /// What is needed to point at it, as in a reaction; `None` when the gateway did not tell its chat, its id or who sent it.
    pub fn reference(&self) -> Option<MessageRef> {
        let (chat, id) = (self.chat.clone()?, self.id.clone()?);
        if self.from_me? {
            return Some(MessageRef::sent(chat, id));
        }
        let received = MessageRef::received(chat, id);
        Some(match &self.author {
            Some(author) => received.by(author.clone()),
            None => received,
        })
    }
}
