//! Reading groups.

use serde::{Deserialize, Deserializer};
use serde_json::value::RawValue;
use wagate_sdk_core::adapter::Path;
use wagate_sdk_core::{endpoint, wire};

use crate::{Listed, Loose, Vzaps};

/// One page of the groups. `GET /instances/{id}/group/list`
///
/// Source: the official Python client. No document shows the answer. It only reads.
#[derive(Debug, Clone, Default)]
#[non_exhaustive]
pub struct ListGroups {
    /// The page, as in [`ListChats`](crate::chats::ListChats).
    pub page: Option<u64>,
    /// How many on a page, as there.
    pub page_size: Option<u64>,
}

impl ListGroups {
    /// The first page, as the gateway has it.
    pub fn new() -> Self {
        Self::default()
    }
}

endpoint! {
    Vzaps: ListGroups => Listed<Group>, "group.list", InstanceOnly, ReadOnly,
    GET, |answer| answer.is_good();

    fn path(&self, instance: &str, path: &mut Path) {
        path.literal("/instances/").segment(instance).literal("/group/list");
        path.query_opt("page", self.page.map(|page| page.to_string()).as_deref());
        path.query_opt("page_size", self.page_size.map(|size| size.to_string()).as_deref());
    }
}

/// Reads one group. `GET /instances/{id}/group/info`
///
/// Source: the official Python client. No document shows the answer. It only reads.
#[derive(Debug, Clone)]
#[non_exhaustive]
pub struct GetGroup {
    /// The group's JID.
    pub group_id: String,
}

impl GetGroup {
    /// This group.
    pub fn new(group_id: impl Into<String>) -> Self {
        Self { group_id: group_id.into() }
    }
}

endpoint! {
    Vzaps: GetGroup => Loose<Group>, "group.get", InstanceOnly, ReadOnly,
    GET("/instances/", instance, "/group/info"; "group_id" = group_id), |answer| answer.is_good()
}

/// A group. No document shows one: it is read by the names that the requests about groups have, and the JID also by the name that
/// [`Chat`](crate::chats::Chat) has. The rest is in the JSON.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(from = "GroupWire")]
#[non_exhaustive]
pub struct Group {
    /// Its JID, from `group_id` or `jid`.
    pub jid: Option<String>,
    /// Its name, from `name` or `group_name`.
    pub name: Option<String>,
    /// Its description, from `description` or `group_description`.
    pub description: Option<String>,
    /// Its members.
    pub participants: Option<Vec<GroupParticipant>>,
    /// Whether admins alone may write.
    pub admin_only_message: Option<bool>,
    /// Whether admins alone may change name, picture and description.
    pub admin_only_settings: Option<bool>,
}

#[derive(Default, Deserialize)]
#[serde(default)]
struct GroupWire {
    #[serde(deserialize_with = "wire::text")]
    group_id: Option<String>,
    #[serde(deserialize_with = "wire::text")]
    jid: Option<String>,
    #[serde(deserialize_with = "wire::text")]
    name: Option<String>,
    #[serde(deserialize_with = "wire::text")]
    group_name: Option<String>,
    #[serde(deserialize_with = "wire::text")]
    description: Option<String>,
    #[serde(deserialize_with = "wire::text")]
    group_description: Option<String>,
    #[serde(deserialize_with = "wire::lenient")]
    participants: Option<Vec<GroupParticipant>>,
    #[serde(deserialize_with = "wire::truth")]
    admin_only_message: Option<bool>,
    #[serde(deserialize_with = "wire::truth")]
    admin_only_settings: Option<bool>,
}

impl From<GroupWire> for Group {
    fn from(wire: GroupWire) -> Self {
        Self {
            jid: wire.group_id.or(wire.jid),
            name: wire.name.or(wire.group_name),
            description: wire.description.or(wire.group_description),
            participants: wire.participants,
            admin_only_message: wire.admin_only_message,
            admin_only_settings: wire.admin_only_settings,
        }
    }
}

/// A member of a group: read from a text, as requests have it, or from an object by the names that [`Chat`](crate::chats::Chat) has.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct GroupParticipant {
    /// The JID, or the number's digits.
    pub jid: Option<String>,
}

#[derive(Default, Deserialize)]
#[serde(default)]
struct ParticipantWire {
    #[serde(deserialize_with = "wire::text")]
    jid: Option<String>,
    #[serde(deserialize_with = "wire::text")]
    phone: Option<String>,
}

impl<'de> Deserialize<'de> for GroupParticipant {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let json = Box::<RawValue>::deserialize(deserializer)?;
        let jid = match serde_json::from_str::<String>(json.get()) {
            Ok(text) => Some(text),
            Err(_) => serde_json::from_str::<ParticipantWire>(json.get())
                .ok()
                .and_then(|wire| wire.jid.or(wire.phone)),
        };
        Ok(Self { jid })
    }
}
