use std::time::SystemTime;

use super::DeliveryStatus;
use crate::address::Address;
use crate::message::MessageId;
use crate::raw::Raw;

/// A message that a gateway keeps and has not sent yet.
#[derive(Debug, Clone)]
#[non_exhaustive]
pub struct QueuedMessage {
    /// Its id, for [`InstanceClient::cancel`](crate::InstanceClient::cancel).
    pub id: MessageId,
    /// Whom it goes to.
    pub to: Option<Address>,
    /// Its text.
    pub text: Option<String>,
    /// Why it waits.
    pub status: Option<DeliveryStatus>,
    /// Since when it waits.
    pub queued_at: Option<SystemTime>,
    /// When it shall be sent.
    pub scheduled_for: Option<SystemTime>,
    /// All that the gateway told of it.
    pub raw: Raw,
}

impl QueuedMessage {
    /// A message of which only its id is known.
    pub fn new(id: MessageId, raw: Raw) -> Self {
        Self { id, to: None, text: None, status: None, queued_at: None, scheduled_for: None, raw }
    }
}
