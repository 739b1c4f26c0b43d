//! Editing a sent message, and deleting it.

use serde::de::IgnoredAny;
use serde::{Deserialize, Serialize};
use wagate_sdk_core::endpoint;
use wagate_sdk_core::wire;

use crate::Ryze;

/// Gives a text that this instance sent new words, within about 15 minutes.
///
/// `POST /api/chat/edit/:instance`, [documented](https://docs.ryzeapi.cloud/en/api/chat/edit). Not idempotent.
///
/// # Errors
/// [`Error::InvalidRequest`](wagate_sdk_core::Error::InvalidRequest) when it is too old, or no text of this instance; [`Error::NotFound`](wagate_sdk_core::Error::NotFound) when the gateway does not know it.
#[derive(Debug, Clone, Serialize)]
#[serde(rename_all = "camelCase")]
#[non_exhaustive]
pub struct EditMessage {
    /// The message's id.
    pub message_id: String,
    /// The new text.
    pub content: String,
}

impl EditMessage {
    /// Gives this message that text.
    pub fn new(message_id: impl Into<String>, content: impl Into<String>) -> Self {
        Self { message_id: message_id.into(), content: content.into() }
    }
}

endpoint! {
    Ryze: EditMessage => MessageEdited, "chat.edit_message", InstanceOnly, AtMostOnce,
    POST("/api/chat/edit/", instance), json, |response| wire::is_success(response.success, response.error.as_ref())
}

/// The answer to [`EditMessage`].
#[derive(Debug, Clone, Deserialize)]
#[serde(rename_all = "camelCase")]
#[non_exhaustive]
pub struct MessageEdited {
    /// `false` for a failure that came with a status of success; the call is then an error.
    #[serde(default, deserialize_with = "wire::truth")]
    pub success: Option<bool>,
    /// The message's id.
    #[serde(default, deserialize_with = "wire::text")]
    pub message_id: Option<String>,
    /// Its chat.
    #[serde(default, deserialize_with = "wire::text")]
    pub chat_jid: Option<String>,
    /// The text that it had.
    #[serde(default, deserialize_with = "wire::text")]
    pub old_content: Option<String>,
    /// The text that it has now.
    #[serde(default, deserialize_with = "wire::text")]
    pub new_content: Option<String>,
    #[serde(default)]
    error: Option<IgnoredAny>,
}

/// Deletes a message: for everyone, or for this number alone.
///
/// `DELETE /api/chat/delete/:instance` with a JSON body, [documented](https://docs.ryzeapi.cloud/en/api/chat/delete-message). The documents
/// call it idempotent in part, so it is sent at most once.
///
/// WhatsApp lets a message be deleted for everyone within about 2 days and 12 hours. The gateway takes it later too, and the recipient's
/// phone may then ignore it. (An older copy of the page said 15 minutes, and a failure after them.)
///
/// # Errors
/// [`Error::NotFound`](wagate_sdk_core::Error::NotFound) when the gateway does not know the message.
#[derive(Debug, Clone, Serialize)]
#[serde(rename_all = "camelCase")]
#[non_exhaustive]
pub struct DeleteMessage {
    /// The message's id.
    pub message_id: String,
    /// Whether it is deleted for everyone; for this number alone unless set.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub delete_for_everyone: Option<bool>,
}

impl DeleteMessage {
    /// Deletes it for this number alone.
    pub fn for_me(message_id: impl Into<String>) -> Self {
        Self { message_id: message_id.into(), delete_for_everyone: None }
    }

    /// Deletes it for everyone.
    pub fn for_everyone(message_id: impl Into<String>) -> Self {
        Self { message_id: message_id.into(), delete_for_everyone: Some(true) }
    }
}

endpoint! {
    Ryze: DeleteMessage => MessageDeleted, "chat.delete_message", InstanceOnly, AtMostOnce,
    DELETE("/api/chat/delete/", instance), json,
    |response| wire::is_success(response.success, response.error.as_ref())
}

/// The answer to [`DeleteMessage`]. The documents show the first of its own members only.
#[derive(Debug, Clone, Deserialize)]
#[non_exhaustive]
pub struct MessageDeleted {
    /// `false` for a failure that came with a status of success; the call is then an error.
    #[serde(default, deserialize_with = "wire::truth")]
    pub success: Option<bool>,
    /// For whom it was deleted.
    #[serde(default, deserialize_with = "wire::word")]
    pub delete_type: Option<DeleteType>,
    /// The message's id.
    #[serde(rename = "messageId", default, deserialize_with = "wire::text")]
    pub message_id: Option<String>,
    /// Its chat.
    #[serde(default, deserialize_with = "wire::text")]
    pub chat: Option<String>,
    #[serde(default)]
    error: Option<IgnoredAny>,
}

wagate_sdk_core::open_words! {
    /// For whom a message was deleted.
    DeleteType {
        /// For everyone.
        Revoke = "revoke",
        /// For this number alone.
        DeleteForMe = "delete_for_me",
    }
}
