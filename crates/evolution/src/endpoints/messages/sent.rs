//! The answer to every send.

use std::time::SystemTime;

use serde::Deserialize;
use wagate_sdk_core::wire;

/// A message that the server handed to WhatsApp. Its content (`message`, `contextInfo`), in WhatsApp's own structure, is in the answer's
/// JSON.
///
/// On [`Integration::Evolution`](crate::Integration::Evolution) the chat is the number as it was given, and neither status nor name is told.
#[derive(Debug, Clone, Deserialize)]
#[serde(rename_all = "camelCase")]
#[non_exhaustive]
pub struct SentMessage {
    /// Which message it is. Without it the send failed: Meta's errors come with HTTP 201.
    #[serde(default)]
    pub key: Option<MessageKey>,
    /// The sender's name; for own messages the Portuguese word for "you".
    #[serde(default, deserialize_with = "wire::text")]
    pub push_name: Option<String>,
    /// What WhatsApp did with it so far: `PENDING` at first. The server knows `ERROR`, `PENDING`, `SERVER_ACK`, `DELIVERY_ACK`, `READ`,
    /// `DELETED`, `PLAYED` and `EDITED`.
    #[serde(default, deserialize_with = "wire::text")]
    pub status: Option<String>,
    /// WhatsApp's name for its kind, such as `conversation` or `imageMessage`.
    #[serde(default, deserialize_with = "wire::text")]
    pub message_type: Option<String>,
    /// When it was sent.
    #[serde(default, deserialize_with = "wire::time")]
    pub message_timestamp: Option<SystemTime>,
    /// The instance's id in the server's database.
    #[serde(default, deserialize_with = "wire::text")]
    pub instance_id: Option<String>,
    /// The sender's device: `web`, `android`, `ios`, `desktop` or `unknown`.
    #[serde(default, deserialize_with = "wire::text")]
    pub source: Option<String>,
}

impl SentMessage {
    /// The message's id.
    pub fn id(&self) -> Option<&str> {
        self.key.as_ref()?.id.as_deref()
    }
}

/// Which message it is.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default, rename_all = "camelCase")]
#[non_exhaustive]
pub struct MessageKey {
    /// WhatsApp's id of the message.
    #[serde(deserialize_with = "wire::text")]
    pub id: Option<String>,
    /// The chat.
    #[serde(deserialize_with = "wire::text")]
    pub remote_jid: Option<String>,
    /// Whether the instance sent it.
    #[serde(deserialize_with = "wire::truth")]
    pub from_me: Option<bool>,
    /// Who sent it: told of interactive messages that were sent, and of messages stored from groups.
    #[serde(deserialize_with = "wire::text")]
    pub participant: Option<String>,
    /// The chat's other JID: the LID where `remote_jid` is a number, and the other way round. Told of stored messages.
    #[serde(deserialize_with = "wire::text")]
    pub remote_jid_alt: Option<String>,
    /// The sender's other JID, likewise.
    #[serde(deserialize_with = "wire::text")]
    pub participant_alt: Option<String>,
    /// By what the chat is addressed: `pn` (numbers) or `lid`. Told of stored messages.
    #[serde(deserialize_with = "wire::text")]
    pub addressing_mode: Option<String>,
}
