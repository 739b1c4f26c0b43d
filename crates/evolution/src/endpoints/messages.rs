//! Sending messages.

mod media;
mod sent;
mod text;

use serde::Serialize;
use serde_json::Value;

pub use media::{MediaFile, MediaKind, SendMedia};
pub use sent::{MessageKey, SentMessage};
pub use text::SendText;

/// The message that a send answers.
#[derive(Debug, Clone, Serialize)]
#[non_exhaustive]
pub struct Quoted {
    /// Which message. With its id alone the server looks it up in its database.
    pub key: QuotedKey,
    /// Its content, as WhatsApp has it, for a message that the server's database lacks.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub message: Option<Value>,
}

/// Which message is answered.
#[derive(Debug, Clone, Serialize)]
#[serde(rename_all = "camelCase")]
#[non_exhaustive]
pub struct QuotedKey {
    /// Its id.
    pub id: String,
    /// The JID of its chat.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub remote_jid: Option<String>,
    /// Whether the instance sent it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub from_me: Option<bool>,
}

impl Quoted {
    /// The message with this id.
    pub fn by_id(id: impl Into<String>) -> Self {
        Self { key: QuotedKey { id: id.into(), remote_jid: None, from_me: None }, message: None }
    }
}
