//! Changing and taking back what was sent.

use serde::Serialize;

use wagate_sdk_core::endpoint;

use crate::Evolution;
use crate::messages::{SentMessage, TargetKey};

/// Deletes a message for everyone. `DELETE /chat/deleteMessageForEveryone/{instance}`
///
/// The answer is the message by which WhatsApp takes the other one back, with an id of its own.
///
/// Source: `evolution-foundation/evolution-api` 2.3.7, `src/api/routes/chat.router.ts`, `src/validate/chat.schema.ts`;
/// observed on a running server above a stand-in for WhatsApp. It is sent at most once: each call is a message to WhatsApp.
#[derive(Debug, Clone, Serialize)]
#[serde(rename_all = "camelCase")]
#[non_exhaustive]
pub struct DeleteMessage {
    /// Its id.
    pub id: String,
    /// Whether the instance sent it.
    pub from_me: bool,
    /// The JID of its chat.
    pub remote_jid: String,
    /// Who sent it, in a group; not empty.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub participant: Option<String>,
}

impl DeleteMessage {
    /// This message.
    pub fn new(key: TargetKey) -> Self {
        Self { id: key.id, from_me: key.from_me, remote_jid: key.remote_jid, participant: None }
    }
}

/// Changes a text, or the text below a file. `POST /chat/updateMessage/{instance}`
///
/// The answer is the message by which WhatsApp changes the other one, with an id of its own. The schema demands no member, the server all.
///
/// Source: `evolution-foundation/evolution-api` 2.3.7, `src/api/routes/chat.router.ts`, `src/validate/chat.schema.ts`;
/// observed on a running server above a stand-in for WhatsApp. It is sent at most once: each call is a message to WhatsApp.
///
/// # Errors
/// [`Error::InvalidRequest`](wagate_sdk_core::Error::InvalidRequest) when the server's database lacks the message or it has no text ("Message not compatible"), or when it is in
/// another chat. A 404 "Message not found" leaves the outcome unknown.
#[derive(Debug, Clone, Serialize)]
#[serde(rename_all = "camelCase")]
#[non_exhaustive]
pub struct UpdateMessage {
    /// The chat, as in [`SendText`](crate::messages::SendText).
    pub number: String,
    /// The new text.
    pub text: String,
    /// The message.
    pub key: TargetKey,
}

impl UpdateMessage {
    /// A new text for a message, in the chat with this number or JID.
    pub fn new(number: impl Into<String>, text: impl Into<String>, key: TargetKey) -> Self {
        Self { number: number.into(), text: text.into(), key }
    }
}

endpoint! {
    Evolution: DeleteMessage => SentMessage, "chat.delete_message", InstanceOnly, AtMostOnce,
    DELETE("/chat/deleteMessageForEveryone/", instance), json, |sent| sent.id().is_some()
}

endpoint! {
    Evolution: UpdateMessage => SentMessage, "chat.update_message", InstanceOnly, AtMostOnce,
    POST("/chat/updateMessage/", instance), json, |sent| sent.id().is_some()
}
