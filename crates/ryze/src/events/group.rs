//! Groups and their members.

use std::time::SystemTime;

use serde::Deserialize;
use wagate_sdk_core::{Event, Group, GroupId, GroupParticipants, ParticipantsChange, Raw, wire};

use super::Told;
use super::part::parts;
use super::party::Party;

/// The data of `group.flow`.
#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct Flow {
    #[serde(rename = "type", deserialize_with = "wire::required_text")]
    kind: String,
    #[serde(default, deserialize_with = "wire::text")]
    group_jid: Option<String>,
    #[serde(default, deserialize_with = "wire::text")]
    group_name: Option<String>,
    #[serde(default, deserialize_with = "parts")]
    participants: Vec<Party>,
    #[serde(default, deserialize_with = "wire::time")]
    timestamp: Option<SystemTime>,
}

/// `None` for a kind that is neither about members nor says that the group is another one now, such as `delete`.
pub(super) fn read(told: Flow, raw: impl FnOnce() -> Raw) -> Option<Told> {
    let id: Option<GroupId> = told.group_jid.as_deref().and_then(|jid| jid.parse().ok());
    let change = match told.kind.as_str() {
        "joined" => ParticipantsChange::Joined,
        "left" => ParticipantsChange::Left,
        "promoted" => ParticipantsChange::Promoted,
        "demoted" => ParticipantsChange::Demoted,
        "name" | "topic" | "announce" | "link" => {
            let mut group = Group::new(id, raw());
            group.subject = told.group_name;
            return Some(Told { at: told.timestamp, event: Event::GroupsUpdated(vec![group]) });
        }
        // What members are told with is about them.
        _ if !told.participants.is_empty() => ParticipantsChange::Other(told.kind),
        _ => return None,
    };
    let members = told.participants.into_iter().map(Party::person).collect();
    let mut changed = GroupParticipants::new(id, change, members);
    changed.subject = told.group_name;
    changed.at = told.timestamp;
    Some(Told { at: told.timestamp, event: Event::GroupParticipants(Box::new(changed)) })
}
