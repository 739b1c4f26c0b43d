//! Finding groups.

use serde::Serialize;
use wagate_sdk_core::adapter::Path;
use wagate_sdk_core::endpoint;
use wagate_sdk_core::wire;

use super::GroupInfo;
use crate::Evolution;

/// Reads a group with its members. `GET /group/findGroupInfos/{instance}`
///
/// Source: `evolution-foundation/evolution-api` 2.3.7, `src/api/routes/group.router.ts`, `src/validate/group.schema.ts`;
/// observed on a running server above a stand-in for WhatsApp. It changes nothing.
///
/// # Errors
/// [`Error::NotFound`](wagate_sdk_core::Error::NotFound) when there is no such group;
/// [`Error::InstanceOffline`](wagate_sdk_core::Error::InstanceOffline), with the outcome unknown, when the instance was never connected.
#[derive(Debug, Clone, Serialize)]
#[non_exhaustive]
pub struct FindGroup {
    /// The group's JID; it stands in the query.
    #[serde(skip)]
    pub group_jid: String,
}

impl FindGroup {
    /// The group with this JID.
    pub fn new(group_jid: impl Into<String>) -> Self {
        Self { group_jid: group_jid.into() }
    }
}

/// Lists all groups of the number. `GET /group/fetchAllGroups/{instance}`
///
/// It is slow: the server looks up the picture of each group, one after the other.
///
/// Source: `evolution-foundation/evolution-api` 2.3.7, `src/api/routes/group.router.ts`, `src/validate/group.schema.ts`;
/// observed on a running server above a stand-in for WhatsApp. It changes nothing.
///
/// # Errors
/// A 500 "Cannot convert undefined or null to object" means that the instance was never connected.
#[derive(Debug, Clone, Serialize)]
#[non_exhaustive]
pub struct FetchAllGroups {
    /// Whether the members are told; it stands in the query.
    #[serde(skip)]
    pub get_participants: bool,
}

impl FetchAllGroups {
    /// All groups, with their members or without.
    pub fn new(get_participants: bool) -> Self {
        Self { get_participants }
    }
}

endpoint! {
    Evolution: FindGroup => GroupInfo, "group.find", InstanceOnly, ReadOnly,
    GET("/group/findGroupInfos/", instance; "groupJid" = group_jid), |group| group.id.is_some()
}

endpoint! {
    Evolution: FetchAllGroups => Vec<wire::WithRaw<GroupInfo>>, "group.fetch_all", InstanceOnly, ReadOnly,
    GET;

    fn path(&self, instance: &str, path: &mut Path) {
        path.literal("/group/fetchAllGroups/")
            .segment(instance)
            .query("getParticipants", if self.get_participants { "true" } else { "false" });
    }
}
