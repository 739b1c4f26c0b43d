//! Messages, and what is done to them: whatsmeow's `Message`.

use serde::Deserialize;
use serde_json::value::RawValue;
use wagate_sdk_core::{
    ChatContent, ChatMessage, Event, MessageDeleted, MessageEdited, MessageId, MessageReaction, Raw,
};

use super::content::{Protocol, ReactionPart, Said};
use super::source::Source;
use super::{object, object_or_default};

#[derive(Default, Deserialize)]
#[serde(rename_all = "PascalCase")]
pub(super) struct Told {
    #[serde(default, deserialize_with = "object_or_default")]
    info: Source,
    #[serde(default, deserialize_with = "object_or_default")]
    message: Said,
}

/// Reactions, edits and deletions are messages on WhatsApp too. `text` is the JSON of `told`, `stored` where the gateway keeps the file, `raw` all
/// that it told.
pub(super) fn event(told: Told, text: &str, stored: Option<String>, raw: Raw) -> Event {
    let Told { info, message } = told;
    let mut said = message.unwrapped();
    if let Some(reaction) = said.reaction_message.take() {
        reacted(*reaction, info)
    } else if let Some(protocol) = said.protocol_message.take_if(|protocol| protocol.is_deletion()) {
        deleted(&protocol, info)
    } else if let Some(edit) = said.protocol_message.take_if(|protocol| protocol.is_edit()) {
        edited(*edit, info)
    } else {
        received(said, text, stored, info, raw)
    }
}

fn received(said: Said, text: &str, stored: Option<String>, mut info: Source, raw: Raw) -> Event {
    let id = info.id.take().map(MessageId::whatsapp);
    let quoted = said.quoted();
    let kind = info.kind.take();
    let content = said
        .content(id.as_ref(), stored)
        .unwrap_or_else(|| ChatContent::Other(content_name(text).or(kind).unwrap_or_default()));
    let mut message = ChatMessage::new(content, raw);
    message.quoted = quoted;
    message.id = id;
    if let Some(other) = info.other() {
        (message.chat_phone, message.chat_lid) = (other.phone, other.lid);
    }
    if let Some(author) = info.who() {
        (message.author, message.author_phone, message.author_lid) =
            (author.address, author.phone, author.lid);
    }
    message.author_name = info.push_name;
    message.from_me = info.is_from_me;
    message.at = info.timestamp;
    message.chat = info.chat;
    Event::Message(Box::new(message))
}

fn reacted(reaction: ReactionPart, info: Source) -> Event {
    let to = reaction.key.and_then(|key| key.id).map(MessageId::whatsapp);
    let mut told = MessageReaction::new(to, reaction.text);
    told.by = info.who();
    told.id = info.id.map(MessageId::whatsapp);
    told.chat = info.chat;
    told.from_me = info.is_from_me;
    told.at = info.timestamp;
    Event::Reaction(Box::new(told))
}

fn deleted(protocol: &Protocol, info: Source) -> Event {
    let mut told = MessageDeleted::new(protocol.message());
    told.by = info.who();
    told.chat = info.chat;
    told.from_me = info.is_from_me;
    told.at = info.timestamp;
    Event::MessageDeleted(Box::new(told))
}

fn edited(protocol: Protocol, info: Source) -> Event {
    let message = protocol.message();
    let said = protocol.edited_message.map(|said| said.unwrapped()).unwrap_or_default();
    let content = said.content(message.as_ref(), None).unwrap_or_else(|| ChatContent::Other(String::new()));
    let mut told = MessageEdited::new(message, content);
    told.by = info.who();
    told.chat = info.chat;
    told.from_me = info.is_from_me;
    told.at = info.timestamp;
    Event::MessageEdited(Box::new(told))
}

/// The name of the first member that says something, for what is not read.
fn content_name(text: &str) -> Option<String> {
    use std::collections::BTreeMap;
    #[derive(Deserialize)]
    struct Whole<'a> {
        #[serde(rename = "Message", borrow)]
        message: &'a RawValue,
    }
    let message = object::<Whole<'_>>(text).ok()?.message;
    let members: BTreeMap<String, serde::de::IgnoredAny> = serde_json::from_str(message.get()).ok()?;
    members.into_keys().find(|name| name != "messageContextInfo")
}
