//! Reading groups.

use std::time::{Duration, SystemTime};

use serde::de::IgnoredAny;
use serde::{Deserialize, Serialize};
use wagate_sdk_core::adapter::Path;
use wagate_sdk_core::endpoint;
use wagate_sdk_core::wire::{self, WithRaw};

use crate::Ryze;

/// A client of the gateway waits 65 s for the list of groups, this much longer than for an ordinary call.
const SLOW_LIST: Duration = Duration::from_secs(35);

/// Lists the groups that the number is in.
///
/// `GET /api/group/list/:instance`. The route is [documented](https://docs.ryzeapi.cloud/en/api/groups/overview); its parameter and the
/// members of its rows are known from the code of clients only. Reads only. There are no pages.
#[derive(Debug, Clone, Default)]
#[non_exhaustive]
pub struct ListGroups {
    /// Whether the members are listed too. They are in the JSON beside each row.
    pub include_members: Option<bool>,
}

impl ListGroups {
    /// All of them.
    pub fn new() -> Self {
        Self::default()
    }
}

endpoint! {
    Ryze: ListGroups => GroupList, "group.list", InstanceOnly, ReadOnly,
    GET, |response| wire::is_success(response.success, response.error.as_ref());

    fn path(&self, instance: &str, path: &mut Path) {
        path.literal("/api/group/list/").segment(instance);
        path.query_opt(
            "includeMembers",
            self.include_members.map(|members| if members { "true" } else { "false" }),
        );
    }

    fn server_waits(&self) -> Duration {
        SLOW_LIST
    }
}

/// The answer to [`ListGroups`].
#[derive(Debug, Clone, Deserialize)]
#[non_exhaustive]
pub struct GroupList {
    /// `false` for a failure that came with a status of success; the call is then an error.
    #[serde(default, deserialize_with = "wire::truth")]
    pub success: Option<bool>,
    /// The groups, each with its JSON.
    #[serde(deserialize_with = "wire::list")]
    pub groups: Vec<WithRaw<GroupRow>>,
    #[serde(default)]
    error: Option<IgnoredAny>,
}

/// One group of the list.
#[derive(Debug, Clone, Deserialize)]
#[serde(rename_all = "camelCase")]
#[non_exhaustive]
pub struct GroupRow {
    /// Its JID.
    #[serde(default, deserialize_with = "wire::text")]
    pub group_jid: Option<String>,
    /// Its name.
    #[serde(default, deserialize_with = "wire::text")]
    pub name: Option<String>,
    /// How many members it has.
    #[serde(default, deserialize_with = "wire::number")]
    pub member_count: Option<u64>,
}

/// Reads everything about a group.
///
/// `GET /api/group/info/:instance`, [documented](https://docs.ryzeapi.cloud/en/api/groups/overview), but for the parameter's name, which is
/// inferred from the other routes. Reads only.
///
/// # Errors
/// [`Error::NotFound`](wagate_sdk_core::Error::NotFound) when there is no such group, or the number is not in it.
#[derive(Debug, Clone)]
#[non_exhaustive]
pub struct GetGroup {
    /// The group: its JID, an invite code, or a `https://chat.whatsapp.com/…` link.
    pub identifier: String,
}

impl GetGroup {
    /// The group of this JID, invite code or link.
    pub fn new(identifier: impl Into<String>) -> Self {
        Self { identifier: identifier.into() }
    }
}

endpoint! {
    Ryze: GetGroup => GroupAnswer, "group.info", InstanceOnly, ReadOnly,
    GET("/api/group/info/", instance; "identifier" = identifier), |response| response.succeeded()
}

/// The answer to [`GetGroup`], [`CreateGroup`](super::CreateGroup) and [`UpdateGroup`](super::UpdateGroup).
#[derive(Debug, Clone, Deserialize)]
#[non_exhaustive]
pub struct GroupAnswer {
    /// `false` for a failure that came with a status of success; the call is then an error.
    #[serde(default, deserialize_with = "wire::truth")]
    pub success: Option<bool>,
    /// A text for people. [`UpdateGroup`](super::UpdateGroup)'s names what was changed.
    #[serde(default, deserialize_with = "wire::text")]
    pub message: Option<String>,
    /// The group. That it stands here is inferred, so that without it the call is a success all the same.
    #[serde(default, deserialize_with = "wire::lenient")]
    pub group: Option<GroupInfo>,
    #[serde(default)]
    error: Option<IgnoredAny>,
}

impl GroupAnswer {
    pub(super) fn succeeded(&self) -> bool {
        wire::is_success(self.success, self.error.as_ref())
    }
}

/// A group.
#[derive(Debug, Clone, Deserialize)]
#[serde(rename_all = "camelCase")]
#[non_exhaustive]
pub struct GroupInfo {
    /// Its name.
    #[serde(default, deserialize_with = "wire::text")]
    pub name: Option<String>,
    /// Its JID.
    #[serde(default, deserialize_with = "wire::text")]
    pub jid: Option<String>,
    /// Its description.
    #[serde(default, deserialize_with = "wire::text")]
    pub description: Option<String>,
    /// The code of its invite link.
    #[serde(default, deserialize_with = "wire::text")]
    pub invite_code: Option<String>,
    /// Its invite link.
    #[serde(default, deserialize_with = "wire::text")]
    pub invite_link: Option<String>,
    /// The JID of who made it.
    #[serde(default, deserialize_with = "wire::text")]
    pub created_by: Option<String>,
    /// When it was made.
    #[serde(default, deserialize_with = "wire::time")]
    pub created_at: Option<SystemTime>,
    /// Its picture.
    #[serde(default, deserialize_with = "wire::text")]
    pub image: Option<String>,
    /// How many members it has.
    #[serde(default, deserialize_with = "wire::number")]
    pub participant_count: Option<u64>,
    /// Its members.
    #[serde(default, deserialize_with = "wire::lenient")]
    pub participants: Option<Vec<GroupParticipant>>,
    /// What members may do.
    #[serde(default, deserialize_with = "wire::lenient")]
    pub group_settings: Option<GroupSettings>,
    /// Whether its messages disappear.
    #[serde(default, deserialize_with = "wire::truth")]
    pub is_ephemeral: Option<bool>,
    /// Whether it is incognito.
    #[serde(default, deserialize_with = "wire::truth")]
    pub is_incognito: Option<bool>,
    /// Whether WhatsApp suspended it.
    #[serde(default, deserialize_with = "wire::truth")]
    pub is_suspended: Option<bool>,
    /// Whether it is a community's own group.
    #[serde(default, deserialize_with = "wire::truth")]
    pub is_default_sub_group: Option<bool>,
}

/// A member of a group.
#[derive(Debug, Clone, Deserialize)]
#[serde(rename_all = "camelCase")]
#[non_exhaustive]
pub struct GroupParticipant {
    /// Its JID.
    #[serde(default, deserialize_with = "wire::text")]
    pub jid: Option<String>,
    /// Whether it is an admin.
    #[serde(default, deserialize_with = "wire::truth")]
    pub is_admin: Option<bool>,
    /// Whether it is the admin that made the group.
    #[serde(default, deserialize_with = "wire::truth")]
    pub is_super_admin: Option<bool>,
}

/// What the members of a group may do. In a request, what is `None` stays as it is.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[non_exhaustive]
pub struct GroupSettings {
    /// Whether all members may change name, description and picture, not admins alone.
    #[serde(skip_serializing_if = "Option::is_none", default, deserialize_with = "wire::truth")]
    pub members_can_edit_info: Option<bool>,
    /// Whether all members may write, not admins alone.
    #[serde(skip_serializing_if = "Option::is_none", default, deserialize_with = "wire::truth")]
    pub members_can_send_messages: Option<bool>,
    /// Whether all members may add others, not admins alone.
    #[serde(skip_serializing_if = "Option::is_none", default, deserialize_with = "wire::truth")]
    pub members_can_add_others: Option<bool>,
    /// Whether an admin must approve who comes in.
    #[serde(skip_serializing_if = "Option::is_none", default, deserialize_with = "wire::truth")]
    pub require_admin_approval: Option<bool>,
}
