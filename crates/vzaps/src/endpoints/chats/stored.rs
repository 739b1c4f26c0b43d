//! What is told of chats.

use std::time::SystemTime;

use serde::{Deserialize, Deserializer};
use serde_json::value::RawValue;
use wagate_sdk_core::adapter::Path;
use wagate_sdk_core::{endpoint, wire};

use crate::{Listed, Loose, Vzaps};

/// One page of the chats. `GET /instances/{id}/chats`
///
/// Source: the official Python client. No document shows the answer; its rows are taken to be those of [`GetChat`]. It only reads.
#[derive(Debug, Clone, Default)]
#[non_exhaustive]
pub struct ListChats {
    /// The page; whether the first is 0 or 1 is documented for instances only, where it is 1.
    pub page: Option<u64>,
    /// How many on a page. Neither the usual nor the greatest size is documented.
    pub page_size: Option<u64>,
}

impl ListChats {
    /// The first page, as the gateway has it.
    pub fn new() -> Self {
        Self::default()
    }
}

endpoint! {
    Vzaps: ListChats => Listed<Chat>, "chats.list", InstanceOnly, ReadOnly,
    GET, |answer| answer.is_good();

    fn path(&self, instance: &str, path: &mut Path) {
        path.literal("/instances/").segment(instance).literal("/chats");
        path.query_opt("page", self.page.map(|page| page.to_string()).as_deref());
        path.query_opt("page_size", self.page_size.map(|size| size.to_string()).as_deref());
    }
}

/// Reads what is known of one chat. `GET /instances/{id}/chats/{phone}`
///
/// Source: <https://docs.vzaps.com/api-reference/chats/get-chat-metadata> (documented). The answer has no envelope. It only reads.
#[derive(Debug, Clone)]
#[non_exhaustive]
pub struct GetChat {
    /// The chat.
    pub phone: String,
}

impl GetChat {
    /// This chat.
    pub fn new(phone: impl Into<String>) -> Self {
        Self { phone: phone.into() }
    }
}

endpoint! {
    Vzaps: GetChat => Loose<Chat>, "chats.get", InstanceOnly, ReadOnly,
    GET("/instances/", instance, "/chats/", phone), |answer| answer.is_good()
}

/// What is known of a chat.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
#[non_exhaustive]
pub struct Chat {
    /// The number.
    #[serde(deserialize_with = "wire::text")]
    pub phone: Option<String>,
    /// The JID.
    #[serde(deserialize_with = "wire::text")]
    pub jid: Option<String>,
    /// The name.
    #[serde(deserialize_with = "wire::text")]
    pub name: Option<String>,
    /// The name of who wrote the last message.
    #[serde(deserialize_with = "wire::text")]
    pub last_message_user_name: Option<String>,
    /// The number of who wrote the last message.
    #[serde(deserialize_with = "wire::text")]
    pub last_message_user_phone: Option<String>,
    /// The name of the community that it belongs to.
    #[serde(deserialize_with = "wire::text")]
    pub community_name: Option<String>,
    /// The JID of that community.
    #[serde(deserialize_with = "wire::text")]
    pub community_jid: Option<String>,
    /// Whether it is archived.
    #[serde(deserialize_with = "flag")]
    pub archived: Option<bool>,
    /// Whether it is pinned to the top.
    #[serde(deserialize_with = "flag")]
    pub pinned: Option<bool>,
    /// How many messages are not read yet; the gateway writes it as a text.
    #[serde(deserialize_with = "wire::number")]
    pub unread: Option<u64>,
    /// The same as a number.
    #[serde(deserialize_with = "wire::number")]
    pub messages_unread: Option<u64>,
    /// Whether it was marked as unread.
    #[serde(deserialize_with = "flag")]
    pub marked_as_unread: Option<bool>,
    /// Whether it is muted; the gateway writes `"0"` or `"1"`.
    #[serde(deserialize_with = "flag")]
    pub is_muted: Option<bool>,
    /// Whether it was reported as spam.
    #[serde(deserialize_with = "flag")]
    pub is_marked_spam: Option<bool>,
    /// Whether it is a group.
    #[serde(deserialize_with = "flag")]
    pub is_group: Option<bool>,
    /// Whether it is a community's channel of announcements.
    #[serde(deserialize_with = "flag")]
    pub is_group_announcement: Option<bool>,
    /// When the last message came.
    #[serde(deserialize_with = "wire::time")]
    pub last_message_time: Option<SystemTime>,
    /// The same, from milliseconds.
    #[serde(deserialize_with = "wire::time")]
    pub last_message_timestamp_ms: Option<SystemTime>,
    /// When it is heard again, 0 when it is not muted. The unit is not documented.
    #[serde(deserialize_with = "wire::integer")]
    pub mute_end_time: Option<i64>,
}

/// A truth, as one or as `0` and `1`, quoted or not.
fn flag<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<bool>, D::Error> {
    let json = Box::<RawValue>::deserialize(deserializer)?;
    Ok(match json.get().trim_matches('"') {
        "1" | "true" => Some(true),
        "0" | "false" => Some(false),
        _ => None,
    })
}
