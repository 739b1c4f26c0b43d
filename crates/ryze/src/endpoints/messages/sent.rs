//! The answer to every send.

use std::time::SystemTime;

use serde::Deserialize;
use serde::de::IgnoredAny;
use wagate_sdk_core::wire;

use super::ContactCard;

/// The answer to a send.
#[derive(Debug, Clone, Deserialize)]
#[non_exhaustive]
pub struct MessageSent {
    /// `false` for a failure that came with a status of success; the call is then an error.
    #[serde(default, deserialize_with = "wire::truth")]
    pub success: Option<bool>,
    /// `sent` when the message was handed to WhatsApp.
    #[serde(default, deserialize_with = "wire::text")]
    pub status: Option<String>,
    /// The message.
    pub data: SentMessage,
    #[serde(default)]
    error: Option<IgnoredAny>,
}

impl MessageSent {
    pub(super) fn succeeded(&self) -> bool {
        wire::is_success(self.success, self.error.as_ref())
    }
}

/// A sent message as the gateway tells it. Only the id is certain to be there.
#[derive(Debug, Clone, Deserialize)]
#[serde(rename_all = "camelCase")]
#[non_exhaustive]
pub struct SentMessage {
    /// WhatsApp's id, for quoting, editing and deleting it.
    #[serde(deserialize_with = "wire::required_text")]
    pub message_id: String,
    /// When it was sent.
    #[serde(default, deserialize_with = "wire::time")]
    pub timestamp: Option<SystemTime>,
    /// The message's kind in the gateway's words, such as `text` or `image`.
    #[serde(default, deserialize_with = "wire::text")]
    pub message_type: Option<String>,
    /// The text, or a summary of the message.
    #[serde(default, deserialize_with = "wire::text")]
    pub content: Option<String>,
    /// `outgoing`.
    #[serde(default, deserialize_with = "wire::text")]
    pub direction: Option<String>,
    /// Where it went.
    #[serde(default, deserialize_with = "wire::lenient")]
    pub chat: Option<SentChat>,
    /// Who sent it.
    #[serde(default, deserialize_with = "wire::lenient")]
    pub sender: Option<SentBy>,
    /// Who is mentioned in it.
    #[serde(default, deserialize_with = "wire::lenient")]
    pub mentions: Option<Vec<String>>,
    /// The message that it answers; for a reaction, the message that it is put on.
    #[serde(default, deserialize_with = "wire::lenient")]
    pub reply_to: Option<QuotedMessage>,
    /// The file at WhatsApp, encrypted.
    #[serde(default, deserialize_with = "wire::text")]
    pub media_url: Option<String>,
    /// The file's media type.
    #[serde(default, deserialize_with = "wire::text")]
    pub media_mime_type: Option<String>,
    /// The file's size in bytes.
    #[serde(default, deserialize_with = "wire::number")]
    pub media_size: Option<u64>,
    /// A voice note's length in seconds, where the gateway could tell it.
    #[serde(default, deserialize_with = "wire::number")]
    pub media_duration: Option<u64>,
    /// The contact cards that were sent. That they stand here is inferred.
    #[serde(default, deserialize_with = "wire::lenient")]
    pub vcard: Option<Vec<ContactCard>>,
}

/// The chat of a sent message.
#[derive(Debug, Clone, Deserialize)]
#[serde(rename_all = "camelCase")]
#[non_exhaustive]
pub struct SentChat {
    /// Its JID.
    #[serde(default, deserialize_with = "wire::text")]
    pub jid: Option<String>,
    /// The group's name.
    #[serde(default, deserialize_with = "wire::text")]
    pub group_name: Option<String>,
}

/// The sender of a sent message. What else the gateway tells of it is not documented.
#[derive(Debug, Clone, Deserialize)]
#[non_exhaustive]
pub struct SentBy {
    /// Its JID.
    #[serde(default, deserialize_with = "wire::text")]
    pub jid: Option<String>,
}

/// The message that a sent message answers.
#[derive(Debug, Clone, Deserialize)]
#[serde(rename_all = "camelCase")]
#[non_exhaustive]
pub struct QuotedMessage {
    /// Its id.
    #[serde(default, deserialize_with = "wire::text")]
    pub message_id: Option<String>,
}
