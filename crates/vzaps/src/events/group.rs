//! Members of groups: whatsmeow's `GroupInfo`.

use std::time::SystemTime;

use serde::Deserialize;
use wagate_sdk_core::{Address, Event, GroupParticipants, ParticipantsChange, Person, wire};

use super::object;
use super::source::{person, time};

#[derive(Default, Deserialize)]
#[serde(default, rename_all = "PascalCase")]
struct Change {
    #[serde(rename = "JID", deserialize_with = "wire::address")]
    jid: Option<Address>,
    #[serde(deserialize_with = "wire::address")]
    sender: Option<Address>,
    /// The sender's number.
    #[serde(rename = "SenderPN", deserialize_with = "wire::address")]
    sender_pn: Option<Address>,
    #[serde(deserialize_with = "time")]
    timestamp: Option<SystemTime>,
    #[serde(deserialize_with = "wire::lenient")]
    join: Option<Vec<String>>,
    #[serde(deserialize_with = "wire::lenient")]
    leave: Option<Vec<String>>,
}

/// Which change it is, the event's name tells.
pub(super) fn event(text: &str, change: ParticipantsChange) -> Result<Event, serde_json::Error> {
    let told: Change = object(text)?;
    let members = if change == ParticipantsChange::Joined { told.join } else { told.leave };
    let members = members.unwrap_or_default().iter().map(|jid| Person::new(jid.parse().ok())).collect();
    let group = match told.jid {
        Some(Address::Group(group)) => Some(group),
        _ => None,
    };
    let mut changed = GroupParticipants::new(group, change, members);
    changed.by = person(told.sender, told.sender_pn.as_ref());
    changed.at = told.timestamp;
    Ok(Event::GroupParticipants(Box::new(changed)))
}
