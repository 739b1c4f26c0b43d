//! Messages that came in or went out, with edits, deletions and reactions, which the gateway tells as messages too.
//!
//! There are two layouts. The gateway's catalog puts everything into `data.message`; what is delivered has id, direction, time, chat and sender
//! beside it. Each part is taken where it stands.

use std::time::SystemTime;

use serde::Deserialize;
use wagate_sdk_core::{
    ChatContent, ChatMessage, Event, MessageDeleted, MessageEdited, MessageId, MessageReaction, Person, Raw,
    wire,
};

use super::Told;
use super::content::Said;
use super::party::Party;
use crate::chats::Direction;
use crate::portable::stored::is_person;

/// The data of `message.exchange`.
#[derive(Deserialize)]
pub(super) struct Exchange {
    #[serde(default, deserialize_with = "wire::text")]
    id: Option<String>,
    #[serde(default, deserialize_with = "wire::word")]
    direction: Option<Direction>,
    #[serde(default, deserialize_with = "wire::time")]
    timestamp: Option<SystemTime>,
    #[serde(default, deserialize_with = "wire::object")]
    chat: Option<Party>,
    #[serde(default, deserialize_with = "wire::object")]
    sender: Option<Party>,
    #[serde(default, deserialize_with = "wire::object")]
    reply: Option<Reply>,
    #[serde(deserialize_with = "wire::required_object")]
    message: Said,
}

/// The message that is answered.
#[derive(Deserialize)]
pub(super) struct Reply {
    #[serde(default, deserialize_with = "wire::text")]
    message_id: Option<String>,
}

/// What happened, to which message.
struct Happened {
    id: Option<MessageId>,
    chat: Option<Person>,
    by: Option<Person>,
    from_me: Option<bool>,
    at: Option<SystemTime>,
    quoted: Option<MessageId>,
}

pub(super) fn read(told: Exchange, raw: Raw) -> Told {
    let mut said = told.message;
    let from_me = match told.direction.or(said.direction.take()) {
        Some(Direction::Sent) => Some(true),
        Some(Direction::Received) => Some(false),
        _ => None,
    };
    let reply = told.reply.or(said.reply.take()).and_then(|reply| reply.message_id);
    let happened = Happened {
        id: told.id.or(said.id.take()).map(MessageId::whatsapp),
        chat: told.chat.or(said.chat.take()).map(Party::person),
        by: told.sender.or(said.sender.take()).map(Party::person),
        from_me,
        at: told.timestamp.or(said.timestamp),
        quoted: reply.map(MessageId::whatsapp),
    };
    Told { at: happened.at, event: event(happened, said, raw) }
}

fn event(happened: Happened, mut said: Said, raw: Raw) -> Event {
    if said.is_revoked() {
        return Event::MessageDeleted(Box::new(deleted(happened)));
    }
    if said.is_edited() {
        let original = said.edit.as_mut().and_then(|edit| edit.original_id.take());
        let content = said.edited(happened.id.as_ref());
        return Event::MessageEdited(Box::new(edited(happened, original, content)));
    }
    if let Some(reaction) = said.reaction.take() {
        let to = reaction.to().map(MessageId::whatsapp);
        return Event::Reaction(Box::new(reacted(happened, to, reaction.emoji())));
    }
    let content = said.content(happened.id.as_ref());
    Event::Message(Box::new(message(happened, content, raw)))
}

fn message(happened: Happened, content: ChatContent, raw: Raw) -> ChatMessage {
    let mut message = ChatMessage::new(content, raw);
    let chat = happened.chat.unwrap_or_default();
    // Without a sender it is the other side of a chat with one person, unless this number wrote it.
    let other = || Some(chat.clone()).filter(|who| who.address.as_ref().is_some_and(is_person));
    let author = match happened.from_me {
        Some(false) => happened.by.or_else(other),
        _ => happened.by,
    };
    let author = author.unwrap_or_default();
    message.id = happened.id;
    message.chat = chat.address;
    message.chat_phone = chat.phone;
    message.chat_lid = chat.lid;
    message.author = author.address;
    message.author_phone = author.phone;
    message.author_lid = author.lid;
    message.author_name = author.name;
    message.from_me = happened.from_me;
    message.at = happened.at;
    message.quoted = happened.quoted;
    message
}

fn edited(happened: Happened, original: Option<String>, content: ChatContent) -> MessageEdited {
    let mut edited = MessageEdited::new(original.map(MessageId::whatsapp), content);
    edited.chat = happened.chat.and_then(|chat| chat.address);
    edited.by = happened.by;
    edited.from_me = happened.from_me;
    edited.at = happened.at;
    edited
}

/// The gateway gives it the id of the message that was deleted.
fn deleted(happened: Happened) -> MessageDeleted {
    let mut deleted = MessageDeleted::new(happened.id);
    deleted.chat = happened.chat.and_then(|chat| chat.address);
    deleted.by = happened.by;
    deleted.from_me = happened.from_me;
    deleted.at = happened.at;
    deleted
}

fn reacted(happened: Happened, to: Option<MessageId>, emoji: Option<String>) -> MessageReaction {
    let mut reaction = MessageReaction::new(to, emoji);
    reaction.id = happened.id;
    reaction.chat = happened.chat.and_then(|chat| chat.address);
    reaction.by = happened.by;
    reaction.from_me = happened.from_me;
    reaction.at = happened.at;
    reaction
}
