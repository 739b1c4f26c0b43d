use std::time::SystemTime;

use crate::raw::Raw;

/// How far a message came.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum DeliveryStatus {
    /// It waits in the gateway's queue.
    Queued,
    /// The gateway will send it at the time asked for.
    Scheduled,
    /// It was taken out of the queue before it was sent.
    Cancelled,
    /// The gateway has given it to WhatsApp, and WhatsApp has not answered.
    Pending,
    /// WhatsApp's servers have it.
    Sent,
    /// It reached a device of the recipient.
    Delivered,
    /// The recipient has read it.
    Read,
    /// The recipient has played it.
    Played,
    /// It was not sent.
    Failed,
    /// It was deleted.
    Deleted,
    /// A word that this SDK does not know.
    Other(String),
}

impl DeliveryStatus {
    /// How far on its way that is, from 0; `None` where it does not lie on the way.
    pub fn progress(&self) -> Option<u8> {
        match self {
            Self::Scheduled | Self::Queued => Some(0),
            Self::Pending => Some(1),
            Self::Sent => Some(2),
            Self::Delivered => Some(3),
            Self::Read => Some(4),
            Self::Played => Some(5),
            Self::Cancelled | Self::Failed | Self::Deleted | Self::Other(_) => None,
        }
    }

    /// Whether a message in this state has come as far as `wanted`: what was read was delivered.
    pub fn reached(&self, wanted: &Self) -> bool {
        match (self.progress(), wanted.progress()) {
            (Some(is), Some(wanted)) => is >= wanted,
            _ => self == wanted,
        }
    }
}

/// The answer to [`InstanceClient::message_status`](crate::InstanceClient::message_status).
#[derive(Debug, Clone)]
#[non_exhaustive]
pub struct Delivery {
    /// How far the message came; in a group as far as with the member with whom it came farthest, where the gateway tells each.
    pub status: DeliveryStatus,
    /// Since when, where the gateway tells it.
    pub at: Option<SystemTime>,
    /// All that the gateway told.
    pub raw: Raw,
}

impl Delivery {
    /// A message that came so far.
    pub fn new(status: DeliveryStatus, raw: Raw) -> Self {
        Self { status, at: None, raw }
    }
}

#[cfg(test)]
mod tests {
    use super::DeliveryStatus::{Delivered, Failed, Pending, Played, Queued, Read, Sent};

    #[test]
    fn what_was_read_was_delivered() {
        let way = [Queued, Pending, Sent, Delivered, Read, Played];
        for (at, status) in way.iter().enumerate() {
            for (wanted_at, wanted) in way.iter().enumerate() {
                assert_eq!(status.reached(wanted), at >= wanted_at, "{status:?} {wanted:?}");
            }
        }
        assert!(!Failed.reached(&Sent) && !Read.reached(&Failed) && Failed.reached(&Failed));
    }
}
