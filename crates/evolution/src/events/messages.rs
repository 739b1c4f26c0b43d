//! Messages, and what becomes of them.

use std::time::SystemTime;

use serde::Deserialize;
use wagate_sdk_core::{
    Address, ChatContent, ChatMessage, DeliveryStatus, Event, MessageDeleted, MessageEdited, MessageId,
    MessageReaction, MessageStatus, Person, PollVote, wire,
};

use super::{Data, Read, person};
use crate::chats::{self, StoredMessage};
use crate::messages::{MessageContent, MessageKey};
use crate::portable::address;
use crate::portable::messages::content::content;
use crate::portable::messages::delivery;
use crate::portable::messages::stored::{author_of, chat_message, chat_of};

/// A message that came or went, which is also how reactions and votes come.
pub(super) fn upserted(mut row: StoredMessage, data: &Data<'_>) -> Read {
    let votes = row.poll_updates.take();
    let poll = row.message.as_ref().and_then(|message| message.poll_update_message.as_ref());
    let poll = poll.map(|vote| vote.poll_creation_message_key.as_ref().and_then(|key| key.id.clone()));
    let message = chat_message(row, data.raw());
    let event = match (poll, votes) {
        (Some(poll), Some(votes)) => {
            let chosen =
                votes.into_iter().filter(|answer| answer.voters.as_ref().is_some_and(|who| !who.is_empty()));
            let mut vote = PollVote::new(
                poll.map(MessageId::whatsapp),
                chosen.filter_map(|answer| answer.name).collect(),
            );
            (vote.by, vote.from_me, vote.at) = (author(&message), message.from_me, message.at);
            vote.chat = message.chat;
            Event::PollVote(Box::new(vote))
        }
        _ => match &message.content {
            ChatContent::Reaction { to, emoji } => {
                let mut reaction = MessageReaction::new(to.clone(), emoji.clone());
                (reaction.by, reaction.from_me, reaction.at) =
                    (author(&message), message.from_me, message.at);
                (reaction.id, reaction.chat) = (message.id, message.chat);
                Event::Reaction(Box::new(reaction))
            }
            _ => Event::Message(Box::new(message)),
        },
    };
    Ok(Some(event.into()))
}

fn author(message: &ChatMessage) -> Option<Person> {
    let phone = message.author_phone.clone().map(Address::Phone);
    let lid = message.author_lid.clone().map(Address::Lid);
    let mut author = Person::from(message.author.clone()?).also(phone.as_ref()).also(lid.as_ref());
    author.name.clone_from(&message.author_name);
    Some(author)
}

pub(super) fn history(data: &Data<'_>) -> Read {
    let rows = data.list::<StoredMessage>()?;
    let messages = rows.into_iter().map(|row| chat_message(row.value, row.raw)).collect();
    Ok(Some(Event::History(messages).into()))
}

#[derive(Default, Deserialize)]
#[serde(default, rename_all = "camelCase")]
struct Updated {
    #[serde(deserialize_with = "wire::text")]
    key_id: Option<String>,
    #[serde(deserialize_with = "wire::text")]
    remote_jid: Option<String>,
    #[serde(deserialize_with = "wire::truth")]
    from_me: Option<bool>,
    #[serde(deserialize_with = "wire::text")]
    participant: Option<String>,
    #[serde(deserialize_with = "wire::word")]
    status: Option<chats::MessageStatus>,
}

/// Until 2.3.6 a deletion is told as a status. Without one it is an update of a poll, which tells all votes at once.
pub(super) fn updated(data: &Data<'_>) -> Read {
    let row: Updated = data.object()?;
    let Some(word) = row.status else { return Ok(None) };
    let id = row.key_id.map(MessageId::whatsapp);
    let (chat, by) = (address(row.remote_jid.as_deref()), person(row.participant.as_deref()));
    let event = match delivery::status(word) {
        DeliveryStatus::Deleted => {
            let mut deleted = MessageDeleted::new(id);
            (deleted.chat, deleted.from_me, deleted.by) = (chat, row.from_me, by);
            Event::MessageDeleted(Box::new(deleted))
        }
        status => {
            let mut update = MessageStatus::new(id.into_iter().collect(), status);
            (update.chat, update.from_me, update.by) = (chat, row.from_me, by);
            Event::MessageStatus(Box::new(update))
        }
    };
    Ok(Some(event.into()))
}

/// What WhatsApp calls a protocol message: an edit, a deletion, or something between devices.
#[derive(Default, Deserialize)]
#[serde(default, rename_all = "camelCase")]
struct Protocol {
    #[serde(deserialize_with = "wire::object")]
    key: Option<MessageKey>,
    #[serde(rename = "type", deserialize_with = "wire::text")]
    kind: Option<String>,
    #[serde(deserialize_with = "wire::object")]
    edited_message: Option<MessageContent>,
    #[serde(deserialize_with = "time_in_halves")]
    timestamp_ms: Option<SystemTime>,
}

/// Milliseconds as a number, as text, or as WhatsApp's two halves.
fn time_in_halves<'de, D: serde::Deserializer<'de>>(from: D) -> Result<Option<SystemTime>, D::Error> {
    Ok(wire::long(from)?.and_then(wire::epoch))
}

pub(super) fn edited(data: &Data<'_>) -> Read {
    let protocol: Protocol = data.object()?;
    let key = protocol.key.unwrap_or_default();
    let id = key.id.as_deref().map(MessageId::whatsapp);
    let event = match (protocol.kind.as_deref(), protocol.edited_message) {
        (Some("0" | "REVOKE"), _) => {
            Event::MessageDeleted(Box::new(deletion(id, &key, None, protocol.timestamp_ms)))
        }
        (_, Some(said)) => {
            let mut edited = MessageEdited::new(id.clone(), content(Some(said), None, id.as_ref()));
            (edited.chat, edited.by) = (chat_of(&key).address, someone(author_of(&key, None)));
            (edited.from_me, edited.at) = (key.from_me, protocol.timestamp_ms);
            Event::MessageEdited(Box::new(edited))
        }
        _ => return Ok(None),
    };
    Ok(Some(event.into()))
}

/// Two shapes: WhatsApp's key, when it was deleted there; the server's row with the key inside, when it was deleted through the API.
#[derive(Default, Deserialize)]
#[serde(default, rename_all = "camelCase")]
struct Deleted {
    #[serde(deserialize_with = "wire::text")]
    id: Option<String>,
    #[serde(deserialize_with = "wire::text")]
    remote_jid: Option<String>,
    #[serde(deserialize_with = "wire::truth")]
    from_me: Option<bool>,
    #[serde(deserialize_with = "wire::text")]
    participant: Option<String>,
    #[serde(deserialize_with = "wire::object")]
    key: Option<MessageKey>,
    /// The row's id in the server's database, which tells that `id` is not WhatsApp's.
    #[serde(deserialize_with = "wire::text")]
    instance_id: Option<String>,
}

pub(super) fn deleted(data: &Data<'_>) -> Read {
    let row: Deleted = data.object()?;
    let key = row.key.unwrap_or_else(|| MessageKey {
        id: row.id.filter(|_| row.instance_id.is_none()),
        remote_jid: row.remote_jid,
        from_me: row.from_me,
        participant: None,
        ..MessageKey::default()
    });
    let id = key.id.as_deref().map(MessageId::whatsapp);
    let deleted = deletion(id, &key, row.participant.as_deref(), None);
    Ok(Some(Event::MessageDeleted(Box::new(deleted)).into()))
}

fn deletion(
    id: Option<MessageId>,
    key: &MessageKey,
    participant: Option<&str>,
    at: Option<SystemTime>,
) -> MessageDeleted {
    let mut deleted = MessageDeleted::new(id);
    (deleted.chat, deleted.by) = (chat_of(key).address, someone(author_of(key, participant)));
    (deleted.from_me, deleted.at) = (key.from_me, at);
    deleted
}

fn someone(person: Person) -> Option<Person> {
    Some(person).filter(|person| person.address.is_some())
}
