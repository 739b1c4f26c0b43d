//! The history: messages, and what became of them.

use std::time::SystemTime;

use bytes::Bytes;
use serde_json::Value;

use super::Mailbox;
use crate::ReceivedMedia;

/// How far a message is on its way. The later words mean the earlier ones too.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Delivery {
    /// WhatsApp has it.
    Sent,
    /// The other phone has it.
    Delivered,
    Read,
    /// A voice note that was listened to.
    Played,
}

/// One message of a chat, sent or received.
#[derive(Clone, Debug)]
pub(crate) struct Message {
    pub(crate) id: String,
    /// Digits for a person, a JID otherwise.
    pub(crate) chat: String,
    /// Who wrote it, in the same form.
    pub(crate) sender: String,
    pub(crate) from_me: bool,
    /// The ledger's word.
    pub(crate) kind: String,
    /// The text, or the caption.
    pub(crate) text: Option<String>,
    /// What the ledger says of it.
    pub(crate) content: Value,
    pub(crate) media: Option<ReceivedMedia>,
    /// The file's bytes, where they came with the request.
    pub(crate) bytes: Option<Bytes>,
    /// The message in the gateway's own layout, where its face wants to give it back later.
    pub(crate) native: Value,
    /// The id of the quoted message.
    pub(crate) quoted: Option<String>,
    pub(crate) delivery: Delivery,
    /// Whether WhatsApp has given it up.
    pub(crate) failed: bool,
    pub(crate) reactions: Vec<Reaction>,
    /// Of a poll.
    pub(crate) votes: Vec<Vote>,
    pub(crate) at: SystemTime,
    pub(crate) edited_at: Option<SystemTime>,
    /// Whether it was deleted for everyone.
    pub(crate) revoked: bool,
}

/// One person's reaction to a message.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Reaction {
    /// Digits.
    pub(crate) by: String,
    pub(crate) emoji: String,
}

/// What one person chose in a poll.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Vote {
    /// Digits.
    pub(crate) by: String,
    pub(crate) options: Vec<String>,
}

impl Message {
    /// A message that says a text, written now.
    pub(crate) fn text(id: String, chat: &str, sender: &str, text: &str, now: SystemTime) -> Self {
        Self {
            id,
            chat: chat.to_owned(),
            sender: sender.to_owned(),
            from_me: false,
            kind: "text".to_owned(),
            text: Some(text.to_owned()),
            content: serde_json::json!({ "text": text }),
            media: None,
            bytes: None,
            native: Value::Null,
            quoted: None,
            delivery: Delivery::Delivered,
            failed: false,
            reactions: Vec::new(),
            votes: Vec::new(),
            at: now,
            edited_at: None,
            revoked: false,
        }
    }

    /// Brings it further on its way, never back.
    pub(crate) fn raise(&mut self, delivery: Delivery) {
        self.delivery = self.delivery.max(delivery);
    }

    pub(crate) fn is_group(&self) -> bool {
        self.chat.ends_with("@g.us")
    }
}

impl Mailbox {
    pub(crate) fn message(&self, id: &str) -> Option<&Message> {
        self.messages.iter().find(|message| message.id == id)
    }

    pub(crate) fn message_mut(&mut self, id: &str) -> Option<&mut Message> {
        let message = self.messages.iter_mut().find(|message| message.id == id)?;
        self.touched.messages.touch(id, || Some(message.clone()));
        Some(message)
    }

    /// All messages, newest first.
    pub(crate) fn messages(&self) -> impl Iterator<Item = &Message> {
        self.messages.iter().rev()
    }

    /// A chat's messages, newest first.
    pub(crate) fn history<'m>(&'m self, chat: &'m str) -> impl Iterator<Item = &'m Message> {
        self.messages().filter(move |message| message.chat == chat)
    }

    /// Adds a message to its chat. One that came makes the chat unread.
    pub(crate) fn record(&mut self, message: Message) {
        // A status has no chat.
        if !message.chat.ends_with("@broadcast") {
            let chat = self.open_chat(&message.chat, message.at);
            chat.updated_at = message.at;
            chat.unread += u32::from(!message.from_me);
        }
        self.touched.messages.touch(&message.id, || None);
        self.messages.push(message);
    }

    /// Gives a message another text, and gives the old one. None when there is no such message.
    pub(crate) fn edit(&mut self, id: &str, text: &str, now: SystemTime) -> Option<String> {
        let message = self.message_mut(id)?;
        message.edited_at = Some(now);
        Some(message.text.replace(text.to_owned()).unwrap_or_default())
    }

    /// Takes a message away from everyone: its place stays, empty. False when there is none.
    pub(crate) fn revoke(&mut self, id: &str) -> bool {
        let found = self.message_mut(id);
        found.map(|message| message.revoked = true).is_some()
    }

    /// Takes a message away from this phone only. False when there is none.
    pub(crate) fn forget(&mut self, id: &str) -> bool {
        let before = self.messages.len();
        self.messages.retain(|message| message.id != id);
        self.messages.len() < before
    }

    /// Puts a person's reaction on a message in place of an earlier one, or takes it back. False when there is no such
    /// message.
    pub(crate) fn react(&mut self, id: &str, by: &str, emoji: Option<&str>) -> bool {
        let Some(message) = self.message_mut(id) else { return false };
        message.reactions.retain(|reaction| reaction.by != by);
        let new = emoji.map(|emoji| Reaction { by: by.to_owned(), emoji: emoji.to_owned() });
        message.reactions.extend(new);
        true
    }

    /// Puts a person's vote on a poll in place of an earlier one; without options it is taken back. False when there is
    /// no such message.
    pub(crate) fn vote(&mut self, id: &str, by: &str, options: Vec<String>) -> bool {
        let Some(message) = self.message_mut(id) else { return false };
        message.votes.retain(|vote| vote.by != by);
        if !options.is_empty() {
            message.votes.push(Vote { by: by.to_owned(), options });
        }
        true
    }

    /// A message that came is read. False when there is none.
    pub(crate) fn mark_read(&mut self, id: &str) -> bool {
        let Some(message) = self.message_mut(id) else { return false };
        let fresh = !message.from_me && message.delivery < Delivery::Read;
        if !message.from_me {
            message.raise(Delivery::Read);
        }
        let chat = message.chat.clone();
        if let Some(chat) = self.chat_mut(&chat).filter(|_| fresh) {
            chat.unread = chat.unread.saturating_sub(1);
        }
        true
    }
}
