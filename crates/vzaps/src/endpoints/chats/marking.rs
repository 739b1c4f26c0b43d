//! Marking messages and chats as read.

use serde::Serialize;
use wagate_sdk_core::{Error, endpoint};

use super::keeping::changes;
use crate::{Confirmed, Vzaps};

/// Marks messages as read. `POST /instances/{id}/chat/markread`
///
/// Source: <https://docs.vzaps.com/api-reference/chat/mark-messages-as-read> (documented). Idempotent.
///
/// # Errors
/// [`Error::InvalidRequest`] before anything leaves when there is no message.
#[derive(Debug, Clone, Serialize)]
#[non_exhaustive]
pub struct MarkMessagesRead {
    /// The messages' ids, at least one.
    pub id: Vec<String>,
    /// Their chat: its JID.
    pub chat: String,
    /// Who wrote them, in a group.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub sender: Option<String>,
}

impl MarkMessagesRead {
    /// These messages of that chat.
    pub fn new(chat: impl Into<String>, id: Vec<String>) -> Self {
        Self { id, chat: chat.into(), sender: None }
    }

    fn check(&self) -> Result<(), Error> {
        if self.id.is_empty() {
            return Err(Error::invalid("there is no message to mark as read"));
        }
        Ok(())
    }
}

endpoint! {
    Vzaps: MarkMessagesRead => Confirmed, "message.markread", InstanceOnly, Idempotent,
    POST("/instances/", instance, "/chat/markread"), checked, |answer| answer.is_good()
}

changes! {
    /// Marks a whole chat as read. `POST /instances/{id}/chats/{phone}/read`
    MarkChatRead, "chats.read", "/read";
    /// Marks a whole chat as unread. `POST /instances/{id}/chats/{phone}/unread`
    MarkChatUnread, "chats.unread", "/unread";
}
