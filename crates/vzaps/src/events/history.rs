//! Messages from before the number was linked: whatsmeow's `HistorySync`.

use std::time::SystemTime;

use serde::Deserialize;
use serde_json::value::RawValue;
use wagate_sdk_core::{Address, ChatContent, ChatMessage, Event, MessageId, Person, Raw, wire};

use super::content::{Key, Said};
use super::source::time;
use super::{object, part};

#[derive(Default, Deserialize)]
#[serde(default)]
struct Sync<'a> {
    #[serde(rename = "Data", borrow)]
    data: Option<&'a RawValue>,
}

#[derive(Default, Deserialize)]
#[serde(default)]
struct Data<'a> {
    #[serde(borrow)]
    conversations: Option<&'a RawValue>,
}

#[derive(Default, Deserialize)]
#[serde(default)]
struct Conversation<'a> {
    #[serde(rename = "ID", alias = "id", deserialize_with = "wire::address")]
    id: Option<Address>,
    #[serde(borrow)]
    messages: Option<&'a RawValue>,
}

#[derive(Default, Deserialize)]
#[serde(default)]
struct Entry<'a> {
    #[serde(borrow)]
    message: Option<&'a RawValue>,
}

/// WhatsApp's `WebMessageInfo`.
#[derive(Default, Deserialize)]
#[serde(default, rename_all = "camelCase")]
struct Stored {
    #[serde(deserialize_with = "wire::object")]
    key: Option<Key>,
    #[serde(deserialize_with = "wire::object")]
    message: Option<Said>,
    #[serde(deserialize_with = "time")]
    message_timestamp: Option<SystemTime>,
    #[serde(deserialize_with = "wire::address")]
    participant: Option<Address>,
    #[serde(deserialize_with = "wire::text")]
    push_name: Option<String>,
}

/// The messages of one part of the history; none where it tells of the progress alone.
pub(super) fn event(text: &str, raw: &Raw) -> Result<Event, serde_json::Error> {
    let sync: Sync<'_> = object(text)?;
    let data: Data<'_> = sync.data.map_or_else(|| Ok(Data::default()), |data| object(data.get()))?;
    let mut messages = Vec::new();
    for conversation in list(data.conversations)? {
        let chat: Conversation<'_> = object(conversation.get())?;
        for entry in list(chat.messages)? {
            let entry: Entry<'_> = object(entry.get())?;
            if let Some(stored) = entry.message {
                messages.push(message(object(stored.get())?, chat.id.clone(), part(raw, stored.get())));
            }
        }
    }
    Ok(Event::History(messages))
}

fn list(json: Option<&RawValue>) -> Result<Vec<&RawValue>, serde_json::Error> {
    json.map_or_else(|| Ok(Vec::new()), |json| serde_json::from_str(json.get()))
}

fn message(stored: Stored, chat: Option<Address>, raw: Raw) -> ChatMessage {
    let key = stored.key.unwrap_or_default();
    let id = key.id.map(MessageId::whatsapp);
    let said = stored.message.unwrap_or_default().unwrapped();
    let quoted = said.quoted();
    let content = said.content(id.as_ref(), None).unwrap_or_else(|| ChatContent::Other(String::new()));
    let mut message = ChatMessage::new(content, raw);
    message.quoted = quoted;
    message.id = id;
    message.chat = chat.or(key.remote_jid);
    message.from_me = key.from_me;
    let other = message.chat.clone().filter(|chat| !chat.is_group() && key.from_me == Some(false));
    let author = Person::new(key.participant.or(stored.participant).or(other));
    (message.author, message.author_phone, message.author_lid) = (author.address, author.phone, author.lid);
    let other = Person::new(message.chat.clone());
    (message.chat_phone, message.chat_lid) = (other.phone, other.lid);
    message.author_name = stored.push_name.filter(|_| key.from_me == Some(false));
    message.at = stored.message_timestamp;
    message
}
