//! What the gateway keeps of one message: its content, its delivery, its file.

use std::fmt;
use std::time::SystemTime;

use serde::Deserialize;
use serde::de::IgnoredAny;
use wagate_sdk_core::adapter::{FileAt, TimeoutClass};
use wagate_sdk_core::endpoint;
use wagate_sdk_core::wire;

use crate::Ryze;

/// Reads one stored message.
///
/// `GET /api/chat/getMessage/:instance`, [documented](https://docs.ryzeapi.cloud/en/api/chat/find-message). Reads only.
///
/// # Errors
/// [`Error::NotFound`](wagate_sdk_core::Error::NotFound) when the gateway does not know the message.
#[derive(Debug, Clone)]
#[non_exhaustive]
pub struct GetMessage {
    /// The message's id.
    pub message_id: String,
}

impl GetMessage {
    /// The message of this id.
    pub fn new(message_id: impl Into<String>) -> Self {
        Self { message_id: message_id.into() }
    }
}

endpoint! {
    Ryze: GetMessage => MessageFound, "chat.get_message", InstanceOnly, ReadOnly,
    GET("/api/chat/getMessage/", instance; "messageId" = message_id),
    |response| wire::is_success(response.success, response.error.as_ref())
}

/// The answer to [`GetMessage`].
#[derive(Debug, Clone, Deserialize)]
#[serde(rename_all = "camelCase")]
#[non_exhaustive]
pub struct MessageFound {
    /// `false` for a failure that came with a status of success; the call is then an error.
    #[serde(default, deserialize_with = "wire::truth")]
    pub success: Option<bool>,
    /// The message's id.
    #[serde(default, deserialize_with = "wire::text")]
    pub message_id: Option<String>,
    /// `found`.
    #[serde(default, deserialize_with = "wire::text")]
    pub status: Option<String>,
    /// The message.
    pub data: StoredMessage,
    #[serde(default)]
    error: Option<IgnoredAny>,
}

/// A stored message.
#[derive(Debug, Clone, Deserialize)]
#[serde(rename_all = "camelCase")]
#[non_exhaustive]
pub struct StoredMessage {
    /// Its text.
    #[serde(default, deserialize_with = "wire::text")]
    pub content: Option<String>,
    /// Its kind in the gateway's words, such as `text`.
    #[serde(rename = "type", default, deserialize_with = "wire::text")]
    pub kind: Option<String>,
    /// The JID that it is from.
    #[serde(default, deserialize_with = "wire::text")]
    pub from: Option<String>,
    /// The JID that it went to.
    #[serde(default, deserialize_with = "wire::text")]
    pub to: Option<String>,
    /// The JID of its chat.
    #[serde(default, deserialize_with = "wire::text")]
    pub chat: Option<String>,
    /// When it was sent.
    #[serde(default, deserialize_with = "wire::time")]
    pub timestamp: Option<SystemTime>,
    /// Whether its chat is a group.
    #[serde(default, deserialize_with = "wire::truth")]
    pub is_group: Option<bool>,
    /// How far it has come.
    #[serde(default, deserialize_with = "wire::word")]
    pub status: Option<DeliveryStatus>,
    /// Its file.
    #[serde(default, deserialize_with = "wire::lenient")]
    pub media: Option<StoredMedia>,
}

/// The file of a stored message.
#[derive(Debug, Clone, Deserialize)]
#[serde(rename_all = "camelCase")]
#[non_exhaustive]
pub struct StoredMedia {
    /// Its kind.
    #[serde(rename = "type", default, deserialize_with = "wire::word")]
    pub kind: Option<FileKind>,
    /// Its media type.
    #[serde(default, deserialize_with = "wire::text")]
    pub mime_type: Option<String>,
    /// Its size in bytes.
    #[serde(default, deserialize_with = "wire::number")]
    pub size: Option<u64>,
    /// Its length, in seconds as elsewhere; the documents name no unit here.
    #[serde(default, deserialize_with = "wire::number")]
    pub duration: Option<u64>,
}

/// Asks how far a message has come, as it stands now.
///
/// `GET /api/chat/status/:instance`, [documented](https://docs.ryzeapi.cloud/en/api/chat/contact-status). Reads only.
///
/// # Errors
/// [`Error::NotFound`](wagate_sdk_core::Error::NotFound) when the gateway does not know the message, or it is another instance's.
#[derive(Debug, Clone)]
#[non_exhaustive]
pub struct GetMessageStatus {
    /// The message's id.
    pub message_id: String,
}

impl GetMessageStatus {
    /// The status of this message.
    pub fn new(message_id: impl Into<String>) -> Self {
        Self { message_id: message_id.into() }
    }
}

endpoint! {
    Ryze: GetMessageStatus => Delivery, "chat.message_status", InstanceOnly, ReadOnly,
    GET("/api/chat/status/", instance; "messageId" = message_id),
    |response| wire::is_success(response.success, response.error.as_ref())
}

/// The answer to [`GetMessageStatus`].
#[derive(Debug, Clone, Deserialize)]
#[non_exhaustive]
pub struct Delivery {
    /// `false` for a failure that came with a status of success; the call is then an error.
    #[serde(default, deserialize_with = "wire::truth")]
    pub success: Option<bool>,
    /// The message's id.
    #[serde(default, deserialize_with = "wire::text")]
    pub message_id: Option<String>,
    /// How far it has come.
    #[serde(default, deserialize_with = "wire::word")]
    pub status: Option<DeliveryStatus>,
    /// The same as a number: 0 to 5 in the order of [`DeliveryStatus`], and -1 for an error.
    #[serde(default, deserialize_with = "wire::integer")]
    pub status_code: Option<i64>,
    /// Whether it was sent or received.
    #[serde(default, deserialize_with = "wire::word")]
    pub direction: Option<Direction>,
    /// Its chat.
    #[serde(default, deserialize_with = "wire::text")]
    pub chat_jid: Option<String>,
    /// The time that the gateway gives with it. The documents do not say of what.
    #[serde(default, deserialize_with = "wire::time")]
    pub timestamp: Option<SystemTime>,
    #[serde(default)]
    error: Option<IgnoredAny>,
}

/// Reads the file of a stored message.
///
/// `GET /api/chat/base64/:instance`, [documented](https://docs.ryzeapi.cloud/en/api/chat/media-base64). Reads only.
///
/// # Errors
/// [`Error::NotFound`](wagate_sdk_core::Error::NotFound) when the gateway does not know the message, when it has no file, and while the
/// gateway is still fetching the file from WhatsApp: so it is worth asking again after a short while.
#[derive(Debug, Clone)]
#[non_exhaustive]
pub struct GetMediaBase64 {
    /// The message's id.
    pub message_id: String,
}

impl GetMediaBase64 {
    /// Where the answer holds the file: for [`InstanceClient::fetch_file`](wagate_sdk_core::InstanceClient::fetch_file), which does not keep all
    /// of it in memory.
    pub const FILE: FileAt = FileAt::member(&["base64"]).typed_by(&["mime_type"]);

    /// The file of this message.
    pub fn new(message_id: impl Into<String>) -> Self {
        Self { message_id: message_id.into() }
    }
}

endpoint! {
    Ryze: GetMediaBase64 => MediaBase64, "chat.media_base64", InstanceOnly, ReadOnly,
    GET("/api/chat/base64/", instance; "messageId" = message_id),
    |response| wire::is_success(response.success, response.error.as_ref());

    const TIMEOUT: TimeoutClass = TimeoutClass::Media;
}

/// The answer to [`GetMediaBase64`].
#[derive(Clone, Deserialize)]
#[non_exhaustive]
pub struct MediaBase64 {
    /// `false` for a failure that came with a status of success; the call is then an error.
    #[serde(default, deserialize_with = "wire::truth")]
    pub success: Option<bool>,
    /// The message's id.
    #[serde(default, deserialize_with = "wire::text")]
    pub message_id: Option<String>,
    /// The file's media type.
    #[serde(default, deserialize_with = "wire::text")]
    pub mime_type: Option<String>,
    /// The file's kind.
    #[serde(default, deserialize_with = "wire::word")]
    pub media_type: Option<FileKind>,
    /// The file in base64.
    #[serde(deserialize_with = "wire::required_text")]
    pub base64: String,
    #[serde(default)]
    error: Option<IgnoredAny>,
}

/// The file is not shown: it may be large.
impl fmt::Debug for MediaBase64 {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("MediaBase64")
            .field("message_id", &self.message_id)
            .field("mime_type", &self.mime_type)
            .field("media_type", &self.media_type)
            .field("base64", &format_args!("{} characters", self.base64.len()))
            .finish_non_exhaustive()
    }
}

wagate_sdk_core::open_words! {
    /// How far a message has come.
    DeliveryStatus {
        /// It waits.
        Pending = "pending",
        /// It was handed to WhatsApp.
        Sent = "sent",
        /// It reached the recipient's phone.
        Delivered = "delivered",
        /// The gateway's word between delivered and read.
        Received = "received",
        /// It was read.
        Read = "read",
        /// It was listened to.
        Played = "played",
        /// It failed.
        Error = "error",
    }
}

wagate_sdk_core::open_words! {
    /// Whether a message was sent or received. The status of a message and the answers to sends have different words for it.
    Direction {
        /// This instance sent it.
        Sent = "sent" | "outgoing",
        /// This instance received it.
        Received = "received" | "incoming",
    }
}

wagate_sdk_core::open_words! {
    /// The kind of a stored file.
    FileKind {
        /// An image.
        Image = "image",
        /// A video.
        Video = "video",
        /// A sound.
        Audio = "audio",
        /// Any other file.
        Document = "document",
        /// A sticker.
        Sticker = "sticker",
    }
}
