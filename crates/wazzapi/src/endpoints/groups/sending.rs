//! Writing to a group.

use serde::Serialize;
use wagate_sdk_core::endpoint;

use crate::Wazzapi;
use crate::messages::{MediaType, QueuedMessage};

/// Sends a text to a group.
///
/// `POST /api/v1/groups/send`. Source: the official SDKs (Python `wazzapi` 0.6.0 `resources/groups.py`, wazzapi-node `src/resources/groups.ts`). Not
/// repeated when its outcome is unknown.
///
/// # Errors
/// [`Error::InstanceOffline`](wagate_sdk_core::Error::InstanceOffline) when the device is not connected.
#[derive(Debug, Clone, Serialize)]
#[non_exhaustive]
pub struct SendText {
    /// The session name of the device that sends.
    pub session_name: String,
    /// The group's JID.
    pub group_jid: String,
    /// The text.
    pub text: String,
    /// An id of the caller's. What it does is not documented: it is no protection against sending twice.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub message_id: Option<String>,
}

impl SendText {
    /// A text from a device to a group.
    pub fn new(
        session_name: impl Into<String>,
        group_jid: impl Into<String>,
        text: impl Into<String>,
    ) -> Self {
        Self {
            session_name: session_name.into(),
            group_jid: group_jid.into(),
            text: text.into(),
            message_id: None,
        }
    }
}

endpoint! {
    Wazzapi: SendText => QueuedMessage, "group.send_text", Shared, AtMostOnce,
    POST("/api/v1/groups/send"), json, |queued| queued.is_success()
}

/// Sends a file to a group, from a URL only.
///
/// `POST /api/v1/groups/send/media`. Source: the official SDKs (Python `wazzapi` 0.6.0 `resources/groups.py`, wazzapi-node
/// `src/resources/groups.ts`). Not repeated when its outcome is unknown.
///
/// # Errors
/// [`Error::InstanceOffline`](wagate_sdk_core::Error::InstanceOffline) when the device is not connected.
#[derive(Debug, Clone, Serialize)]
#[non_exhaustive]
pub struct SendMedia {
    /// The session name of the device that sends.
    pub session_name: String,
    /// The group's JID.
    pub group_jid: String,
    /// The file, as a URL that the gateway can fetch.
    pub media_url: String,
    /// The kind of the file. `image` is the one that is known.
    pub media_type: MediaType,
    /// The text below the file.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub caption: Option<String>,
    /// The file's name.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub filename: Option<String>,
}

impl SendMedia {
    /// A file from a device to a group.
    pub fn new(
        session_name: impl Into<String>,
        group_jid: impl Into<String>,
        media_url: impl Into<String>,
        media_type: MediaType,
    ) -> Self {
        Self {
            session_name: session_name.into(),
            group_jid: group_jid.into(),
            media_url: media_url.into(),
            media_type,
            caption: None,
            filename: None,
        }
    }
}

endpoint! {
    Wazzapi: SendMedia => QueuedMessage, "group.send_media", Shared, AtMostOnce,
    POST("/api/v1/groups/send/media"), json, |queued| queued.is_success()
}
