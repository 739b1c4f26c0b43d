//! "Typing" and "recording", as the other side sees them.

use std::time::Duration;

use serde::de::IgnoredAny;
use serde::{Deserialize, Serialize};
use wagate_sdk_core::endpoint;
use wagate_sdk_core::wire;

use crate::Ryze;

/// The gateway cuts a longer [`SendPresence::duration`] to this many seconds.
const LONGEST: u64 = 60;

/// Shows in a chat that something is typed or recorded, or ends that.
///
/// `POST /api/chat/presence/:instance`, [documented](https://docs.ryzeapi.cloud/en/api/chat/presence). Idempotent: what it shows passes.
#[derive(Debug, Clone, Serialize)]
#[serde(rename_all = "camelCase")]
#[non_exhaustive]
pub struct SendPresence {
    /// The chat: digits, or a JID of a person, a LID, a group or a newsletter.
    pub number: String,
    /// What is shown.
    pub state: ChatPresence,
    /// After how many seconds the gateway ends it by itself: 60 at most, more is cut. Ignored for [`ChatPresence::Pause`]. Whether the
    /// gateway answers before they are over is not documented, so the answer is waited for that much longer.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub duration: Option<u64>,
}

/// What is shown in a chat.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "lowercase")]
#[non_exhaustive]
pub enum ChatPresence {
    /// A text is typed.
    Typing,
    /// A sound is recorded.
    Recording,
    /// Neither.
    Pause,
}

impl SendPresence {
    /// Shows this in that chat.
    pub fn new(number: impl Into<String>, state: ChatPresence) -> Self {
        Self { number: number.into(), state, duration: None }
    }
}

endpoint! {
    Ryze: SendPresence => PresenceSent, "chat.presence", InstanceOnly, Idempotent,
    POST("/api/chat/presence/", instance), json,
    |response| wire::is_success(response.success, response.error.as_ref());

    fn server_waits(&self) -> Duration {
        Duration::from_secs(self.duration.unwrap_or_default().min(LONGEST))
    }
}

/// The answer to [`SendPresence`].
#[derive(Debug, Clone, Deserialize)]
#[non_exhaustive]
pub struct PresenceSent {
    /// `false` for a failure that came with a status of success; the call is then an error.
    #[serde(default, deserialize_with = "wire::truth")]
    pub success: Option<bool>,
    #[serde(default)]
    error: Option<IgnoredAny>,
}
