//! Reactions.

use serde::Serialize;

use wagate_sdk_core::endpoint;

use crate::Evolution;
use crate::messages::{SentMessage, TargetKey};

/// Reacts to a message, or takes the reaction back. `POST /message/sendReaction/{instance}`
///
/// Source: `evolution-foundation/evolution-api` 2.3.7, `src/api/routes/sendMessage.router.ts`, `src/validate/message.schema.ts`,
/// `src/api/dto/sendMessage.dto.ts`; observed on a running server above a stand-in for WhatsApp. It is sent at most once.
///
/// # Errors
/// [`Error::InvalidRequest`](wagate_sdk_core::Error::InvalidRequest) for more or less than one emoji; [`Error::RecipientInvalid`](wagate_sdk_core::Error::RecipientInvalid) when the chat's number is not on WhatsApp. A 400
/// "Timed Out" or "Connection Closed", and every 500, leaves the outcome unknown.
#[derive(Debug, Clone, Serialize)]
#[serde(rename_all = "camelCase")]
#[non_exhaustive]
pub struct SendReaction {
    /// The message.
    pub key: TargetKey,
    /// One emoji; nothing takes the reaction back.
    pub reaction: String,
}

impl SendReaction {
    /// This emoji for that message.
    pub fn new(key: TargetKey, reaction: impl Into<String>) -> Self {
        Self { key, reaction: reaction.into() }
    }

    /// Takes the reaction to that message back.
    pub fn removal(key: TargetKey) -> Self {
        Self::new(key, "")
    }
}

endpoint! {
    Evolution: SendReaction => SentMessage, "message.send_reaction", InstanceOnly, AtMostOnce,
    POST("/message/sendReaction/", instance), json, |sent| sent.id().is_some()
}
