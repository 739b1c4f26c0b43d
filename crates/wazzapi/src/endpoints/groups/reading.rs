//! Reading groups and who is in them.

use serde::Deserialize;
use wagate_sdk_core::adapter::Path;
use wagate_sdk_core::endpoint;
use wagate_sdk_core::wire::{self, WithRaw};

use crate::Wazzapi;
use crate::endpoints::paging::{Footer, page};

/// Lists the groups that a device is in, a page a call.
///
/// `GET /api/v1/groups`. Read-only.
#[derive(Debug, Clone)]
#[non_exhaustive]
pub struct ListGroups {
    /// The device's session name.
    pub session_name: String,
    /// The most groups in the answer. The default and the greatest value are not published.
    pub limit: Option<u64>,
    /// How many groups are skipped.
    pub offset: Option<u64>,
}

impl ListGroups {
    /// The groups of the device with this session name.
    pub fn new(session_name: impl Into<String>) -> Self {
        Self { session_name: session_name.into(), limit: None, offset: None }
    }
}

endpoint! {
    Wazzapi: ListGroups => GroupList, "group.list", Shared, ReadOnly,
    GET;

    fn path(&self, _instance: &str, path: &mut Path) {
        path.literal("/api/v1/groups").query("session_name", &self.session_name);
        page(path, self.limit, self.offset);
    }
}

/// A page of groups.
#[derive(Debug, Clone, Deserialize)]
#[non_exhaustive]
pub struct GroupList {
    /// The groups, each with its JSON.
    #[serde(deserialize_with = "wire::list")]
    pub groups: Vec<WithRaw<Group>>,
    /// How many there are in all.
    #[serde(default, deserialize_with = "wire::number")]
    pub total: Option<u64>,
}

impl GroupList {
    /// Where the next page begins, after one that was asked for with this offset and limit; `None` at the end.
    pub fn next_offset(&self, offset: u64, limit: u64) -> Option<u64> {
        Footer { shown: self.groups.len(), total: self.total, ..Footer::default() }.next(offset, limit)
    }
}

/// Reads one group. Its members are told by [`ListParticipants`].
///
/// `GET /api/v1/groups/{group_jid}`. Read-only.
///
/// # Errors
/// [`Error::NotFound`](wagate_sdk_core::Error::NotFound) when there is no such group.
#[derive(Debug, Clone)]
#[non_exhaustive]
pub struct GetGroup {
    /// The device's session name.
    pub session_name: String,
    /// The group's JID.
    pub group_jid: String,
}

impl GetGroup {
    /// This group, as the device with this session name sees it.
    pub fn new(session_name: impl Into<String>, group_jid: impl Into<String>) -> Self {
        Self { session_name: session_name.into(), group_jid: group_jid.into() }
    }
}

endpoint! {
    Wazzapi: GetGroup => Group, "group.get", Shared, ReadOnly,
    GET("/api/v1/groups/", group_jid; "session_name" = session_name)
}

/// A group.
#[derive(Debug, Clone, Deserialize)]
#[non_exhaustive]
pub struct Group {
    /// Its JID.
    #[serde(deserialize_with = "wire::required_text")]
    pub id: String,
    /// Its name.
    #[serde(default, deserialize_with = "wire::text")]
    pub name: Option<String>,
    /// Its description. [`SetTopic`](super::SetTopic) changes it.
    #[serde(default, deserialize_with = "wire::text")]
    pub description: Option<String>,
    /// The JID of its owner.
    #[serde(default, deserialize_with = "wire::text")]
    pub owner: Option<String>,
    /// How many are in it.
    #[serde(default, deserialize_with = "wire::number")]
    pub participants_count: Option<u64>,
}

/// Lists who is in a group. There are no pages.
///
/// `GET /api/v1/groups/{group_jid}/participants`. Read-only.
///
/// # Errors
/// [`Error::NotFound`](wagate_sdk_core::Error::NotFound) when there is no such group.
#[derive(Debug, Clone)]
#[non_exhaustive]
pub struct ListParticipants {
    /// The device's session name.
    pub session_name: String,
    /// The group's JID.
    pub group_jid: String,
}

impl ListParticipants {
    /// Who is in this group, as the device with this session name sees it.
    pub fn new(session_name: impl Into<String>, group_jid: impl Into<String>) -> Self {
        Self { session_name: session_name.into(), group_jid: group_jid.into() }
    }
}

endpoint! {
    Wazzapi: ListParticipants => GroupParticipants, "group.participants", Shared, ReadOnly,
    GET("/api/v1/groups/", group_jid, "/participants"; "session_name" = session_name)
}

/// The answer to [`ListParticipants`].
#[derive(Debug, Clone, Deserialize)]
#[non_exhaustive]
pub struct GroupParticipants {
    /// Who is in it.
    #[serde(deserialize_with = "wire::list")]
    pub participants: Vec<GroupParticipant>,
}

/// One member of a group.
#[derive(Debug, Clone, Deserialize)]
#[non_exhaustive]
pub struct GroupParticipant {
    /// Its JID.
    #[serde(deserialize_with = "wire::required_text")]
    pub id: String,
    /// Whether it is an admin.
    #[serde(default, deserialize_with = "wire::truth")]
    pub is_admin: Option<bool>,
    /// Whether it made the group.
    #[serde(default, deserialize_with = "wire::truth")]
    pub is_super_admin: Option<bool>,
}
