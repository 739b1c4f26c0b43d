//! What is told of a group.

use std::time::SystemTime;

use serde::Deserialize;
use wagate_sdk_core::{open_words, wire};

open_words! {
    /// What a member may do beyond taking part.
    GroupRole {
        /// The one who made the group.
        SuperAdmin = "superadmin",
        /// An admin.
        Admin = "admin",
    }
}

/// A group. Not every answer tells everything.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default, rename_all = "camelCase")]
#[non_exhaustive]
pub struct GroupInfo {
    /// Its JID.
    #[serde(deserialize_with = "wire::text")]
    pub id: Option<String>,
    /// By what its members are addressed: `pn` (numbers) or `lid`.
    #[serde(deserialize_with = "wire::text")]
    pub addressing_mode: Option<String>,
    /// Its subject.
    #[serde(deserialize_with = "wire::text")]
    pub subject: Option<String>,
    /// Who set the subject.
    #[serde(deserialize_with = "wire::text")]
    pub subject_owner: Option<String>,
    /// When the subject was set.
    #[serde(deserialize_with = "wire::time")]
    pub subject_time: Option<SystemTime>,
    /// The address of its picture.
    #[serde(deserialize_with = "wire::text")]
    pub picture_url: Option<String>,
    /// How many members it has.
    #[serde(deserialize_with = "wire::number")]
    pub size: Option<u64>,
    /// When it was made.
    #[serde(deserialize_with = "wire::time")]
    pub creation: Option<SystemTime>,
    /// The JID of who made it.
    #[serde(deserialize_with = "wire::text")]
    pub owner: Option<String>,
    /// The same as a number's JID.
    #[serde(deserialize_with = "wire::text")]
    pub owner_pn: Option<String>,
    /// Its description.
    #[serde(deserialize_with = "wire::text")]
    pub desc: Option<String>,
    /// The id of the description.
    #[serde(deserialize_with = "wire::text")]
    pub desc_id: Option<String>,
    /// Whether only admins may edit it.
    #[serde(deserialize_with = "wire::truth")]
    pub restrict: Option<bool>,
    /// Whether only admins may write.
    #[serde(deserialize_with = "wire::truth")]
    pub announce: Option<bool>,
    /// Whether it is a community.
    #[serde(deserialize_with = "wire::truth")]
    pub is_community: Option<bool>,
    /// Whether it is a community's group of announcements.
    #[serde(deserialize_with = "wire::truth")]
    pub is_community_announce: Option<bool>,
    /// Whether admins have to approve who joins.
    #[serde(deserialize_with = "wire::truth")]
    pub join_approval_mode: Option<bool>,
    /// Whether all members may add others.
    #[serde(deserialize_with = "wire::truth")]
    pub member_add_mode: Option<bool>,
    /// The JID of the community that it belongs to.
    #[serde(deserialize_with = "wire::text")]
    pub linked_parent: Option<String>,
    /// Its members, where they were asked for.
    pub participants: Option<Vec<GroupMember>>,
}

/// A member of a group.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default, rename_all = "camelCase")]
#[non_exhaustive]
pub struct GroupMember {
    /// The JID: a LID or a number's.
    #[serde(deserialize_with = "wire::text")]
    pub id: Option<String>,
    /// The number's JID, where `id` is a LID.
    #[serde(deserialize_with = "wire::text")]
    pub phone_number: Option<String>,
    /// What the member may do; nothing for an ordinary one.
    #[serde(deserialize_with = "wire::word")]
    pub admin: Option<GroupRole>,
    /// The name.
    #[serde(deserialize_with = "wire::text")]
    pub name: Option<String>,
    /// The address of the picture.
    #[serde(deserialize_with = "wire::text")]
    pub img_url: Option<String>,
}
