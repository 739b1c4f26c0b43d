//! Labels on chats, which the gateway calls tags. A number that is no WhatsApp Business may be refused.

use serde::de::IgnoredAny;
use serde::{Deserialize, Serialize};
use wagate_sdk_core::endpoint;
use wagate_sdk_core::wire::{self, WithRaw};

use crate::Ryze;

/// Lists the labels.
///
/// `GET /api/chat/tag/:instance`, [documented](https://docs.ryzeapi.cloud/en/api/chat/tags-list). Reads only.
#[derive(Debug, Clone, Copy, Default)]
#[non_exhaustive]
pub struct ListLabels {}

impl ListLabels {
    /// All of them.
    pub fn new() -> Self {
        Self {}
    }
}

endpoint! {
    Ryze: ListLabels => Labels, "chat.tag.list", InstanceOnly, ReadOnly,
    GET("/api/chat/tag/", instance), |response| wire::is_success(response.success, response.error.as_ref())
}

/// The answer to [`ListLabels`].
#[derive(Debug, Clone, Deserialize)]
#[non_exhaustive]
pub struct Labels {
    /// `false` for a failure that came with a status of success; the call is then an error.
    #[serde(default, deserialize_with = "wire::truth")]
    pub success: Option<bool>,
    /// The labels, each with its JSON.
    #[serde(deserialize_with = "wire::list")]
    pub tags: Vec<WithRaw<Label>>,
    /// How many there are.
    #[serde(default, deserialize_with = "wire::number")]
    pub total: Option<u64>,
    #[serde(default)]
    error: Option<IgnoredAny>,
}

/// A label.
#[derive(Debug, Clone, Deserialize)]
#[non_exhaustive]
pub struct Label {
    /// Its id.
    #[serde(default, deserialize_with = "wire::text")]
    pub id: Option<String>,
    /// Its name.
    #[serde(default, deserialize_with = "wire::text")]
    pub name: Option<String>,
    /// Its colour: 0 to 10.
    #[serde(default, deserialize_with = "wire::number")]
    pub color: Option<u64>,
    /// Its kind in the gateway's words, such as `CUSTOM`.
    #[serde(rename = "type", default, deserialize_with = "wire::text")]
    pub kind: Option<String>,
    /// Whether it was removed, and the phone does not know yet.
    #[serde(default, deserialize_with = "wire::truth")]
    pub deleted: Option<bool>,
}

/// Puts a label on a chat.
///
/// `POST /api/chat/assignTag/:instance`, [documented](https://docs.ryzeapi.cloud/en/api/chat/tags-assign). Idempotent.
///
/// # Errors
/// [`Error::NotFound`](wagate_sdk_core::Error::NotFound) when there is no such label.
#[derive(Debug, Clone, Serialize)]
#[serde(rename_all = "camelCase")]
#[non_exhaustive]
pub struct AssignLabel {
    /// The chat: digits, or a JID of a person, a LID, a group or a newsletter.
    pub number: String,
    /// The label's id.
    pub tag_id: String,
}

impl AssignLabel {
    /// Puts that label on this chat.
    pub fn new(number: impl Into<String>, tag_id: impl Into<String>) -> Self {
        Self { number: number.into(), tag_id: tag_id.into() }
    }
}

endpoint! {
    Ryze: AssignLabel => LabelAssigned, "chat.tag.assign", InstanceOnly, Idempotent,
    POST("/api/chat/assignTag/", instance), json,
    |response| wire::is_success(response.success, response.error.as_ref())
}

/// Takes a label off a chat.
///
/// `DELETE /api/chat/assignTag/:instance` with everything in its query, [documented](https://docs.ryzeapi.cloud/en/api/chat/tags-unassign).
/// Idempotent.
///
/// # Errors
/// [`Error::NotFound`](wagate_sdk_core::Error::NotFound) when there is no such label.
#[derive(Debug, Clone)]
#[non_exhaustive]
pub struct UnassignLabel {
    /// The chat, as in [`AssignLabel::number`].
    pub number: String,
    /// The label's id.
    pub tag_id: String,
}

impl UnassignLabel {
    /// Takes that label off this chat.
    pub fn new(number: impl Into<String>, tag_id: impl Into<String>) -> Self {
        Self { number: number.into(), tag_id: tag_id.into() }
    }
}

endpoint! {
    Ryze: UnassignLabel => LabelAssigned, "chat.tag.unassign", InstanceOnly, Idempotent,
    DELETE("/api/chat/assignTag/", instance; "number" = number, "tagId" = tag_id),
    |response| wire::is_success(response.success, response.error.as_ref())
}

/// The answer to [`AssignLabel`] and [`UnassignLabel`].
#[derive(Debug, Clone, Deserialize)]
#[non_exhaustive]
pub struct LabelAssigned {
    /// `false` for a failure that came with a status of success; the call is then an error.
    #[serde(default, deserialize_with = "wire::truth")]
    pub success: Option<bool>,
    /// The label's id.
    #[serde(default, deserialize_with = "wire::text")]
    pub tag_id: Option<String>,
    /// The chat. Usually it is not told.
    #[serde(default, deserialize_with = "wire::text")]
    pub chat_jid: Option<String>,
    #[serde(default)]
    error: Option<IgnoredAny>,
}
