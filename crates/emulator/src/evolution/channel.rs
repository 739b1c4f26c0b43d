//! The channels: what carries an instance's messages.

use super::errors::Refusal;
use super::instances::{BUSINESS, EVOLUTION};
use crate::world::Instance;

/// What carries the messages.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Channel {
    /// A phone that was paired.
    Baileys,
    /// Meta's cloud.
    Business,
    /// Whoever takes the server's webhooks.
    Evolution,
}

impl Channel {
    pub(super) fn of(instance: &Instance) -> Self {
        match instance.settings.get("integration").and_then(serde_json::Value::as_str) {
            Some(BUSINESS) => Self::Business,
            Some(EVOLUTION) => Self::Evolution,
            _ => Self::Baileys,
        }
    }

    /// Refuses what only a phone can do.
    pub(super) fn has_phone(self) -> Result<(), Refusal> {
        match self.lacks_phone() {
            None => Ok(()),
            Some(words) => Err(Refusal::bad_request(words)),
        }
    }

    /// What the server says where there is no phone.
    pub(super) fn lacks_phone(self) -> Option<&'static str> {
        match self {
            Self::Baileys => None,
            Self::Business => Some("Method not available on WhatsApp Business API"),
            Self::Evolution => Some("Method not available on Evolution Channel"),
        }
    }
}
