//! Changing a conversation.

use serde::Serialize;
use wagate_sdk_core::Error;
use wagate_sdk_core::endpoint;

use super::Conversation;
use crate::Wazzapi;

/// Changes who takes care of a conversation and its status, or marks it as read. What is not set stays as it is.
///
/// `PATCH /api/v1/conversations/{conversation_id}`. Source: the official SDKs (Python `wazzapi` 0.6.0 `resources/conversations.py`,
/// wazzapi-node `src/resources/conversations.ts`). Idempotent.
///
/// # Errors
/// [`Error::InvalidRequest`] before anything leaves when nothing is changed, or when somebody is assigned and the assignment cleared;
/// [`Error::NotFound`] when the organization has no such conversation.
#[derive(Debug, Clone, Serialize)]
#[non_exhaustive]
pub struct UpdateConversation {
    /// The conversation's id, a UUID.
    #[serde(skip)]
    pub conversation_id: String,
    /// Its new status. No words are published.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub status: Option<String>,
    /// The user that shall take care of it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub assignee_user_id: Option<String>,
    /// `true`: nobody takes care of it any more.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub clear_assignee: Option<bool>,
    /// `true`: its messages count as read.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub mark_read: Option<bool>,
}

impl UpdateConversation {
    /// A change of the conversation with this id; what changes goes into the other fields.
    pub fn new(conversation_id: impl Into<String>) -> Self {
        Self {
            conversation_id: conversation_id.into(),
            status: None,
            assignee_user_id: None,
            clear_assignee: None,
            mark_read: None,
        }
    }

    /// Marks the conversation with this id as read.
    pub fn mark_read(conversation_id: impl Into<String>) -> Self {
        Self { mark_read: Some(true), ..Self::new(conversation_id) }
    }

    fn check(&self) -> Result<(), Error> {
        let clears = self.clear_assignee == Some(true);
        if self.assignee_user_id.is_some() && clears {
            return Err(Error::invalid("`assignee_user_id` and `clear_assignee` exclude each other"));
        }
        let marks = self.mark_read == Some(true);
        if self.status.is_none() && self.assignee_user_id.is_none() && !clears && !marks {
            return Err(Error::invalid("nothing of the conversation is changed"));
        }
        Ok(())
    }
}

endpoint! {
    Wazzapi: UpdateConversation => Conversation, "conversation.update", Shared, Idempotent,
    PATCH("/api/v1/conversations/", conversation_id), checked
}
