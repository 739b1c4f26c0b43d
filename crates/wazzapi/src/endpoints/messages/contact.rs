//! Contact cards.

use serde::Serialize;
use serde_json::{Map, Value};
use wagate_sdk_core::Error;
use wagate_sdk_core::adapter::TimeoutClass;
use wagate_sdk_core::endpoint;

use super::direct::direct_message;
use super::{MessageType, QueuedMessage};
use crate::Wazzapi;

direct_message! {
    /// Sends a contact card to a number. The gateway takes a list, and sends its first card alone: so here is one.
    ///
    /// `POST /api/v1/messages/send/contact`. Source: the official SDKs (Python `wazzapi` 0.6.0 `resources/messages.py`, wazzapi-node
    /// `src/resources/messages.ts`), which send the request of `message.send`. Not repeated when its outcome is unknown.
    ///
    /// Whether the route sets `message_type` by itself is not documented, so it is always sent.
    ///
    /// # Errors
    /// [`Error::InvalidRequest`] before anything leaves for a card without name or number; [`Error::InstanceOffline`] when the device is
    /// not connected.
    SendContact is "message.send_contact", POST "/api/v1/messages/send/contact", timed as Standard, message_type = Contact;
    needs {
        /// The card.
        contacts: [ContactCard; 1],
    }
    takes {}
}

/// A contact card. No shape is published; the official SDKs' documents use these members.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct ContactCard {
    /// The name on it.
    pub name: String,
    /// The number on it.
    pub phone_number: String,
}

impl ContactCard {
    /// A card with this name and number.
    pub fn new(name: impl Into<String>, phone_number: impl Into<String>) -> Self {
        Self { name: name.into(), phone_number: phone_number.into() }
    }
}

impl SendContact {
    /// This card from a device to a number.
    pub fn new(
        phone_number: impl Into<String>,
        whatsapp_account_id: impl Into<String>,
        card: ContactCard,
    ) -> Self {
        Self::bare(phone_number.into(), whatsapp_account_id.into(), [card])
    }

    fn check(&self) -> Result<(), Error> {
        let [card] = &self.contacts;
        if card.name.is_empty() || card.phone_number.is_empty() {
            return Err(Error::invalid("a contact card wants a name and a number"));
        }
        Ok(())
    }
}
