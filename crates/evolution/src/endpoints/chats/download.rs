//! Getting the file of a message.

use std::fmt;

use serde::{Deserialize, Serialize};
use serde_json::Value;
use wagate_sdk_core::adapter::{FileAt, TimeoutClass};
use wagate_sdk_core::endpoint;
use wagate_sdk_core::wire;

use crate::Evolution;
use crate::messages::QuotedKey;

/// Gets the file of a message. `POST /chat/getBase64FromMediaMessage/{instance}`
///
/// Source: `evolution-foundation/evolution-api` 2.3.7, `src/api/routes/chat.router.ts`, `src/validate/chat.schema.ts`;
/// its failures were observed on a running server, its success was not. It changes nothing.
///
/// # Errors
/// [`Error::NotFound`](wagate_sdk_core::Error::NotFound) when the server's database lacks the message; [`Error::InvalidRequest`](wagate_sdk_core::Error::InvalidRequest) when the message has no file, and when the
/// file cannot be fetched any more.
#[derive(Debug, Clone, Serialize)]
#[serde(rename_all = "camelCase")]
#[non_exhaustive]
pub struct GetBase64 {
    /// The message.
    pub message: MediaMessage,
    /// Whether sound is turned into MP4.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub convert_to_mp4: Option<bool>,
}

impl GetBase64 {
    /// Where the answer holds the file: for [`InstanceClient::fetch_file`](wagate_sdk_core::InstanceClient::fetch_file), which does not keep all
    /// of it in memory.
    pub const FILE: FileAt = FileAt::member(&["base64"]).named_by(&["fileName"]).typed_by(&["mimetype"]);

    /// The file of the stored message with this id.
    pub fn by_id(id: impl Into<String>) -> Self {
        let key = QuotedKey { id: id.into(), remote_jid: None, from_me: None };
        Self::new(MediaMessage { key, message: None })
    }

    /// The file of this message.
    pub fn new(message: MediaMessage) -> Self {
        Self { message, convert_to_mp4: None }
    }
}

/// A message with a file.
#[derive(Debug, Clone, Serialize)]
#[non_exhaustive]
pub struct MediaMessage {
    /// Which one. With its id alone the server looks it up in its database.
    pub key: QuotedKey,
    /// Its content, as WhatsApp has it, for a message that the server's database lacks.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub message: Option<Value>,
}

impl MediaMessage {
    /// A message whose content is at hand, as an event or [`FindMessages`](super::FindMessages) told it.
    pub fn new(key: QuotedKey, message: Value) -> Self {
        Self { key, message: Some(message) }
    }
}

/// The answer to [`GetBase64`]. `Debug` does not show the file.
#[derive(Clone, Default, Deserialize)]
#[serde(default, rename_all = "camelCase")]
#[non_exhaustive]
pub struct MediaBase64 {
    /// WhatsApp's name for its kind, such as `imageMessage`.
    #[serde(deserialize_with = "wire::text")]
    pub media_type: Option<String>,
    /// Its name.
    #[serde(deserialize_with = "wire::text")]
    pub file_name: Option<String>,
    /// The text below it.
    #[serde(deserialize_with = "wire::text")]
    pub caption: Option<String>,
    /// Its size.
    #[serde(deserialize_with = "wire::lenient")]
    pub size: Option<MediaSize>,
    /// Its media type.
    #[serde(deserialize_with = "wire::text")]
    pub mimetype: Option<String>,
    /// The file, in base64.
    #[serde(deserialize_with = "wire::text")]
    pub base64: Option<String>,
}

impl fmt::Debug for MediaBase64 {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("MediaBase64")
            .field("media_type", &self.media_type)
            .field("file_name", &self.file_name)
            .field("size", &self.size)
            .field("mimetype", &self.mimetype)
            .finish_non_exhaustive()
    }
}

/// How large a file is.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default, rename_all = "camelCase")]
#[non_exhaustive]
pub struct MediaSize {
    /// Its length in bytes.
    #[serde(deserialize_with = "wire::long")]
    pub file_length: Option<u64>,
    /// The height in pixels.
    #[serde(deserialize_with = "wire::number")]
    pub height: Option<u64>,
    /// The width in pixels.
    #[serde(deserialize_with = "wire::number")]
    pub width: Option<u64>,
}

endpoint! {
    Evolution: GetBase64 => MediaBase64, "chat.get_base64", InstanceOnly, ReadOnly,
    POST("/chat/getBase64FromMediaMessage/", instance), json, |answer| answer.base64.is_some();

    const TIMEOUT: TimeoutClass = TimeoutClass::Media;
}
