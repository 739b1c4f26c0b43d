//! Messages, and what is done to them: whatsmeow's `Message`.

use std::time::SystemTime;

use serde::Deserialize;
use serde_json::value::RawValue;
use wagate_sdk_core::{
    ChatMessage, Event, MessageDeleted, MessageEdited, MessageId, MessageReaction, Raw, wire,
};

use super::content::{Protocol, ReactionPart, Said};
use super::object;
use super::source::{Source, time};

#[derive(Default, Deserialize)]
#[serde(default, rename_all = "PascalCase")]
struct Told<'a> {
    #[serde(borrow)]
    info: Option<&'a RawValue>,
    #[serde(borrow)]
    message: Option<&'a RawValue>,
}

#[derive(Default, Deserialize)]
#[serde(default, rename_all = "PascalCase")]
struct Info {
    #[serde(rename = "ID", deserialize_with = "wire::text")]
    id: Option<String>,
    #[serde(rename = "Type", deserialize_with = "wire::text")]
    kind: Option<String>,
    #[serde(deserialize_with = "wire::text")]
    push_name: Option<String>,
    #[serde(deserialize_with = "time")]
    timestamp: Option<SystemTime>,
}

/// Reactions, edits and deletions are messages on WhatsApp too. `stored` is where the gateway keeps the file, `raw` all that it told.
pub(super) fn event(text: &str, stored: Option<&str>, raw: Raw) -> Result<Event, serde_json::Error> {
    let told: Told<'_> = object(text)?;
    let (source, info): (Source, Info) = match told.info {
        Some(info) => (object(info.get())?, object(info.get())?),
        None => Default::default(),
    };
    let message = told.message.map_or("{}", RawValue::get);
    let mut said = object::<Said>(message)?.unwrapped();
    Ok(if let Some(reaction) = said.reaction_message.take() {
        reacted(reaction, &source, info)
    } else if let Some(protocol) = said.protocol_message.take_if(|protocol| protocol.is_deletion()) {
        deleted(protocol, &source, info)
    } else if let Some(edit) = said.protocol_message.take_if(|protocol| protocol.is_edit()) {
        edited(*edit, &source, info)
    } else {
        let kind = content_name(message).or(info.kind.clone());
        received(&said, kind.as_deref(), stored, source, info, raw)
    })
}

fn received(
    said: &Said,
    kind: Option<&str>,
    stored: Option<&str>,
    source: Source,
    info: Info,
    raw: Raw,
) -> Event {
    let id = info.id.map(MessageId::whatsapp);
    let mut message = ChatMessage::new(said.content(kind, id.as_ref(), stored), raw);
    message.quoted = said.quoted();
    message.id = id;
    if let Some(other) = source.other() {
        (message.chat_phone, message.chat_lid) = (other.phone, other.lid);
    }
    if let Some(author) = source.who() {
        (message.author, message.author_phone, message.author_lid) =
            (author.address, author.phone, author.lid);
    }
    message.author_name = info.push_name;
    message.from_me = source.is_from_me;
    message.at = info.timestamp;
    message.chat = source.chat;
    Event::Message(Box::new(message))
}

fn reacted(reaction: ReactionPart, source: &Source, info: Info) -> Event {
    let to = reaction.key.and_then(|key| key.id).map(MessageId::whatsapp);
    let mut told = MessageReaction::new(to, reaction.text);
    told.id = info.id.map(MessageId::whatsapp);
    told.chat.clone_from(&source.chat);
    told.by = source.who();
    told.from_me = source.is_from_me;
    told.at = info.timestamp;
    Event::Reaction(Box::new(told))
}

fn deleted(protocol: Box<Protocol>, source: &Source, info: Info) -> Event {
    let mut told = MessageDeleted::new(protocol.message());
    told.chat.clone_from(&source.chat);
    told.by = source.who();
    told.from_me = source.is_from_me;
    told.at = info.timestamp;
    Event::MessageDeleted(Box::new(told))
}

fn edited(protocol: Protocol, source: &Source, info: Info) -> Event {
    let message = protocol.message();
    let said = protocol.edited_message.map(|said| said.unwrapped()).unwrap_or_default();
    let mut told = MessageEdited::new(message.clone(), said.content(None, message.as_ref(), None));
    told.chat.clone_from(&source.chat);
    told.by = source.who();
    told.from_me = source.is_from_me;
    told.at = info.timestamp;
    Event::MessageEdited(Box::new(told))
}

/// The name of the first member that says something, for what is not read.
fn content_name(message: &str) -> Option<String> {
    use std::collections::BTreeMap;
    let members: BTreeMap<String, serde::de::IgnoredAny> = serde_json::from_str(message).ok()?;
    members.into_keys().find(|name| name != "messageContextInfo")
}
