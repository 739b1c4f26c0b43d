//! Groups and their members.

use serde::Deserialize;
use serde_json::value::RawValue;
use wagate_sdk_core::{Event, GroupParticipants, ParticipantsChange, Person, wire};

use super::{Data, Read, group_id, person};
use crate::groups::GroupInfo;
use crate::portable::{address, groups};

pub(super) fn updated(data: &Data<'_>) -> Read {
    let rows = data.list::<GroupInfo>()?;
    let groups = rows.into_iter().map(|row| groups::group(row.value, row.raw)).collect();
    Ok(Some(Event::GroupsUpdated(groups).into()))
}

#[derive(Default, Deserialize)]
#[serde(default, rename_all = "camelCase")]
struct Members {
    #[serde(deserialize_with = "wire::text")]
    id: Option<String>,
    #[serde(deserialize_with = "wire::text")]
    author: Option<String>,
    #[serde(deserialize_with = "wire::text")]
    action: Option<String>,
    #[serde(deserialize_with = "wire::lenient")]
    participants: Option<Vec<Box<RawValue>>>,
    #[serde(deserialize_with = "wire::lenient")]
    participants_data: Option<Vec<MemberData>>,
}

/// A member as the server looked it up.
#[derive(Default, Deserialize)]
#[serde(default, rename_all = "camelCase")]
struct MemberData {
    #[serde(deserialize_with = "wire::text")]
    jid: Option<String>,
    #[serde(deserialize_with = "wire::text")]
    phone_number: Option<String>,
    #[serde(deserialize_with = "wire::text")]
    name: Option<String>,
}

pub(super) fn participants(data: &Data<'_>) -> Read {
    let members: Members = data.object()?;
    let change = match members.action.as_deref() {
        Some("add") => ParticipantsChange::Joined,
        Some("remove") => ParticipantsChange::Left,
        Some("promote") => ParticipantsChange::Promoted,
        Some("demote") => ParticipantsChange::Demoted,
        Some(word) => ParticipantsChange::Other(word.to_owned()),
        None => return Ok(None),
    };
    let named = members.participants.unwrap_or_default();
    let known = members.participants_data.unwrap_or_default();
    // Whom the server did not look up is known by the JID alone.
    let people = match known.is_empty() {
        true => named
            .iter()
            .filter_map(|jid| serde_json::from_str::<String>(jid.get()).ok())
            .map(|jid| Person::new(address(Some(&jid))))
            .collect(),
        false => known.into_iter().map(known_person).collect(),
    };
    let mut changed = GroupParticipants::new(group_id(members.id.as_deref()), change, people);
    changed.by = person(members.author.as_deref());
    Ok(Some(Event::GroupParticipants(Box::new(changed)).into()))
}

fn known_person(member: MemberData) -> Person {
    let mut person =
        Person::new(address(member.jid.as_deref())).also(address(member.phone_number.as_deref()).as_ref());
    person.name = member.name;
    person
}
