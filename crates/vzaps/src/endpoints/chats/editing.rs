//! Editing a sent message, and deleting it.

use serde::Serialize;
use wagate_sdk_core::endpoint;

use crate::{Confirmed, Vzaps};

/// Gives a text that this instance sent new words. `PATCH /instances/{id}/chat/messages/{message_id}`
///
/// Source: the official Python and Go clients. It is sent at most once, since an edit is a message.
#[derive(Debug, Clone, Serialize)]
#[non_exhaustive]
pub struct EditMessage {
    /// The message's id on WhatsApp.
    #[serde(skip)]
    pub message_id: String,
    /// The new text.
    pub message: String,
    /// Its chat. Whether the gateway wants it is not documented; the official clients do not send it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub phone: Option<String>,
}

impl EditMessage {
    /// Gives this message that text.
    pub fn new(message_id: impl Into<String>, message: impl Into<String>) -> Self {
        Self { message_id: message_id.into(), message: message.into(), phone: None }
    }
}

endpoint! {
    Vzaps: EditMessage => Confirmed, "message.edit", InstanceOnly, AtMostOnce,
    PATCH("/instances/", instance, "/chat/messages/", message_id), json, |answer| answer.is_good()
}

/// Deletes a message for everyone. `DELETE /instances/{id}/chat/messages/{message_id}` with a JSON body
///
/// Source: the official Python and Go clients, which send an empty object. It is sent at most once, since the deletion is a message.
#[derive(Debug, Clone, Serialize)]
#[non_exhaustive]
pub struct DeleteMessage {
    /// The message's id on WhatsApp.
    #[serde(skip)]
    pub message_id: String,
    /// Its chat, as in [`EditMessage::phone`].
    #[serde(skip_serializing_if = "Option::is_none")]
    pub phone: Option<String>,
}

impl DeleteMessage {
    /// Deletes this message.
    pub fn new(message_id: impl Into<String>) -> Self {
        Self { message_id: message_id.into(), phone: None }
    }
}

endpoint! {
    Vzaps: DeleteMessage => Confirmed, "message.delete", InstanceOnly, AtMostOnce,
    DELETE("/instances/", instance, "/chat/messages/", message_id), json, |answer| answer.is_good()
}
