//! What happens in chats besides messages, and who is in the address book.

use std::collections::BTreeMap;
use std::time::SystemTime;

use serde::Deserialize;
use wagate_sdk_core::{
    Address, Event, Label, LabelAssigned, LabelEdited, Person, Presence, PresenceChanged, wire,
};

use super::{Data, Read};
use crate::chats::StoredChat;
use crate::contacts::ContactRow;
use crate::portable::{address, chats, contacts};

#[derive(Default, Deserialize)]
#[serde(default)]
struct PresenceUpdate {
    #[serde(deserialize_with = "wire::text")]
    id: Option<String>,
    #[serde(deserialize_with = "wire::lenient")]
    presences: Option<BTreeMap<String, Known>>,
}

#[derive(Default, Deserialize)]
#[serde(default, rename_all = "camelCase")]
struct Known {
    #[serde(deserialize_with = "wire::text")]
    last_known_presence: Option<String>,
    #[serde(deserialize_with = "wire::time")]
    last_seen: Option<SystemTime>,
}

/// WhatsApp tells one person at a time; what tells of more has another shape.
pub(super) fn presence(data: &Data<'_>) -> Read {
    let update: PresenceUpdate = data.object()?;
    let mut people = update.presences.unwrap_or_default().into_iter();
    let (Some((jid, known)), None) = (people.next(), people.next()) else { return Ok(None) };
    let Some(word) = known.last_known_presence else { return Ok(None) };
    let presence = match word.as_str() {
        "available" => Presence::Online,
        "unavailable" => Presence::Offline,
        "composing" => Presence::Typing,
        "recording" => Presence::Recording,
        "paused" => Presence::Paused,
        _ => Presence::Other(word),
    };
    let mut changed = PresenceChanged::new(Person::new(address(Some(&jid))), presence);
    (changed.chat, changed.last_seen) = (address(update.id.as_deref()), known.last_seen);
    Ok(Some(Event::Presence(Box::new(changed)).into()))
}

pub(super) fn updated(data: &Data<'_>) -> Read {
    let rows = data.list::<StoredChat>()?;
    let chats = rows.into_iter().map(|row| chats::stored_chat(row.value, row.raw)).collect();
    Ok(Some(Event::ChatsUpdated(chats).into()))
}

pub(super) fn deleted(data: &Data<'_>) -> Read {
    let jids: Vec<String> = serde_json::from_str(data.text)?;
    let chats: Option<Vec<Address>> = jids.iter().map(|jid| address(Some(jid))).collect();
    // An address that cannot be read would be one that nobody hears of.
    Ok(chats.map(|chats| Event::ChatsDeleted(chats).into()))
}

pub(super) fn contacts(data: &Data<'_>) -> Read {
    let rows = data.list::<ContactRow>()?;
    Ok(Some(Event::ContactsUpdated(rows.into_iter().map(contacts::contact).collect()).into()))
}

#[derive(Default, Deserialize)]
#[serde(default)]
struct LabelEdit {
    #[serde(deserialize_with = "wire::text")]
    id: Option<String>,
    #[serde(deserialize_with = "wire::text")]
    name: Option<String>,
    #[serde(deserialize_with = "wire::text")]
    color: Option<String>,
    #[serde(deserialize_with = "wire::truth")]
    deleted: Option<bool>,
}

pub(super) fn label(data: &Data<'_>) -> Read {
    let LabelEdit { id: Some(id), name, color, deleted } = data.object()? else { return Ok(None) };
    let mut label = Label::new(id, data.raw());
    (label.name, label.color) = (name, color);
    let mut edited = LabelEdited::new(label);
    edited.deleted = deleted == Some(true);
    Ok(Some(Event::LabelEdited(Box::new(edited)).into()))
}

#[derive(Default, Deserialize)]
#[serde(default, rename_all = "camelCase")]
struct Association {
    #[serde(rename = "type", deserialize_with = "wire::text")]
    kind: Option<String>,
    #[serde(deserialize_with = "wire::text")]
    chat_id: Option<String>,
    #[serde(deserialize_with = "wire::text")]
    label_id: Option<String>,
}

pub(super) fn labelled(data: &Data<'_>) -> Read {
    let Association { kind, chat_id, label_id: Some(label) } = data.object()? else { return Ok(None) };
    let assigned = match kind.as_deref() {
        Some("add") => true,
        Some("remove") => false,
        _ => return Ok(None),
    };
    let assigned = LabelAssigned::new(label, address(chat_id.as_deref()), assigned);
    Ok(Some(Event::LabelAssigned(Box::new(assigned)).into()))
}
