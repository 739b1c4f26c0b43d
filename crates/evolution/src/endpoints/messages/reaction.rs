//! Reactions.

use http::Method;
use serde::Serialize;
use wagate_sdk_core::Error;
use wagate_sdk_core::adapter::{Body, Endpoint, InstanceOnly, Path, Safety};

use crate::Evolution;
use crate::messages::{SentMessage, TargetKey};

/// Reacts to a message, or takes the reaction back. `POST /message/sendReaction/{instance}`
///
/// Source: `evolution-foundation/evolution-api` 2.3.7, `src/api/routes/sendMessage.router.ts`, `src/validate/message.schema.ts`,
/// `src/api/dto/sendMessage.dto.ts`; observed on a running server above a stand-in for WhatsApp. It is sent at most once.
///
/// # Errors
/// [`Error::InvalidRequest`] for more or less than one emoji; [`Error::RecipientInvalid`] when the chat's number is not on WhatsApp. A 400
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

impl Endpoint for SendReaction {
    type Provider = Evolution;
    type Scope = InstanceOnly;
    type Response = SentMessage;

    const NAME: &'static str = "message.send_reaction";
    const METHOD: Method = Method::POST;
    const SAFETY: Safety = Safety::AtMostOnce;

    fn path(&self, instance: &str, path: &mut Path) {
        path.literal("/message/sendReaction/").segment(instance);
    }

    fn body(&self) -> Result<Body, Error> {
        Body::json(self)
    }

    fn succeeded(sent: &SentMessage) -> bool {
        sent.id().is_some()
    }
}
