//! Marking messages as read.

use serde::{Deserialize, Serialize};
use wagate_sdk_core::Error;
use wagate_sdk_core::endpoint;
use wagate_sdk_core::wire;

use crate::Evolution;
use crate::messages::TargetKey;

/// Marks messages as read. `POST /chat/markMessageAsRead/{instance}`
///
/// Source: `evolution-foundation/evolution-api` 2.3.7, `src/api/routes/chat.router.ts`, `src/validate/chat.schema.ts`;
/// observed on a running server above a stand-in for WhatsApp. Doing it again leaves the same state.
///
/// # Errors
/// Before anything leaves, [`Error::Unsupported`] for a message in the chat of a LID: the server would skip it and still say "success".
#[derive(Debug, Clone, Serialize)]
#[serde(rename_all = "camelCase")]
#[non_exhaustive]
pub struct MarkMessageAsRead {
    /// The messages, at least one, none twice.
    pub read_messages: Vec<TargetKey>,
}

impl MarkMessageAsRead {
    /// These messages.
    pub fn new(read_messages: impl IntoIterator<Item = TargetKey>) -> Self {
        Self { read_messages: read_messages.into_iter().collect() }
    }

    fn check(&self) -> Result<(), Error> {
        if self.read_messages.iter().any(|key| key.remote_jid.ends_with("@lid")) {
            return Err(Error::unsupported("the server does not mark messages in the chat of a LID as read"));
        }
        Ok(())
    }
}

/// The answer to [`MarkMessageAsRead`].
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default, rename_all = "camelCase")]
#[non_exhaustive]
pub struct MarkedRead {
    /// "Read messages".
    #[serde(deserialize_with = "wire::text")]
    pub message: Option<String>,
    /// `success`.
    #[serde(deserialize_with = "wire::text")]
    pub read: Option<String>,
}

endpoint! {
    Evolution: MarkMessageAsRead => MarkedRead, "chat.mark_message_as_read", InstanceOnly, Idempotent,
    POST("/chat/markMessageAsRead/", instance), checked, |answer| answer.read.is_some()
}
