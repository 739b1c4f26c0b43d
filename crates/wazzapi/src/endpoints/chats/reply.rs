//! Writing into a conversation.

use serde::{Deserialize, Serialize};
use wagate_sdk_core::Error;
use wagate_sdk_core::adapter::TimeoutClass;
use wagate_sdk_core::endpoint;
use wagate_sdk_core::wire;

use crate::Wazzapi;
use crate::messages::{MediaType, MessageType, QueueStatus};

/// Sends a text or a file into a conversation. It cannot be scheduled.
///
/// `POST /api/v1/conversations/{conversation_id}/reply`. Source: the official SDKs (Python `wazzapi` 0.6.0 `resources/conversations.py`,
/// wazzapi-node `src/resources/conversations.ts`). Not repeated when its outcome is unknown.
///
/// # Errors
/// [`Error::InvalidRequest`] before anything leaves when there is neither text nor file, or both forms of the file;
/// [`Error::NotFound`] when the organization has no such conversation; [`Error::InstanceOffline`] when the device is not connected.
#[derive(Debug, Clone, Serialize)]
#[non_exhaustive]
pub struct ReplyToConversation {
    /// The conversation's id, a UUID.
    #[serde(skip)]
    pub conversation_id: String,
    /// The kind of message. The gateway's default is a text, so it always goes out.
    pub message_type: MessageType,
    /// The text.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub content: Option<String>,
    /// The text below a file.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub caption: Option<String>,
    /// The file, as a URL that the gateway can fetch.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub media_url: Option<String>,
    /// The file in base64, in place of `media_url`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub media_base64: Option<String>,
    /// The kind of the file, a hint.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub media_type: Option<MediaType>,
    /// The file's name.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub filename: Option<String>,
    /// The file's media type, such as `image/png`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub mimetype: Option<String>,
    /// The id of the device that sends, a UUID, where it is not the conversation's own.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub whatsapp_account_id: Option<String>,
}

impl ReplyToConversation {
    /// A message of this kind into the conversation with this id; its content goes into the other fields.
    pub fn new(conversation_id: impl Into<String>, message_type: MessageType) -> Self {
        Self {
            conversation_id: conversation_id.into(),
            message_type,
            content: None,
            caption: None,
            media_url: None,
            media_base64: None,
            media_type: None,
            filename: None,
            mimetype: None,
            whatsapp_account_id: None,
        }
    }

    /// A text into the conversation with this id.
    pub fn text(conversation_id: impl Into<String>, content: impl Into<String>) -> Self {
        Self { content: Some(content.into()), ..Self::new(conversation_id, MessageType::Text) }
    }

    fn check(&self) -> Result<(), Error> {
        if self.media_url.is_some() && self.media_base64.is_some() {
            return Err(Error::invalid("`media_url` and `media_base64` exclude each other"));
        }
        if self.content.is_none() && self.media_url.is_none() && self.media_base64.is_none() {
            return Err(Error::invalid("a reply wants `content`, `media_url` or `media_base64`"));
        }
        Ok(())
    }
}

endpoint! {
    Wazzapi: ReplyToConversation => ReplyQueued, "conversation.reply", Shared, AtMostOnce,
    POST("/api/v1/conversations/", conversation_id, "/reply"), checked, |reply| reply.success != Some(false);

    const TIMEOUT: TimeoutClass = TimeoutClass::Media;
}

/// The answer to [`ReplyToConversation`]: the message stands in the gateway's queue.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
#[non_exhaustive]
pub struct ReplyQueued {
    /// Whether the gateway took it; `false` makes the call an error.
    #[serde(deserialize_with = "wire::truth")]
    pub success: Option<bool>,
    /// The gateway's own id of the message, a UUID.
    #[serde(deserialize_with = "wire::text")]
    pub message_id: Option<String>,
    /// The conversation's id.
    #[serde(deserialize_with = "wire::text")]
    pub conversation_id: Option<String>,
    /// What the gateway does with it.
    #[serde(deserialize_with = "wire::word")]
    pub status: Option<QueueStatus>,
    /// What it is.
    #[serde(deserialize_with = "wire::word")]
    pub message_type: Option<MessageType>,
}
