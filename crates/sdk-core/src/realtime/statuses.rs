//! How far messages came, as a stream heard it: what `Sent::wait_for` looks at.

use std::collections::VecDeque;
use std::time::Duration;

use crate::event::{Event, MessageStatus};
use crate::message::{DeliveryStatus, MessageId};
use crate::realtime::StreamItem;

/// How many are remembered.
const REMEMBERED: usize = 1024;

/// The last statuses that came on a stream. It remembers them beside the queue of events, so that who waits for one takes no event from the program.
#[derive(Default)]
pub(super) struct Statuses(VecDeque<MessageStatus>);

impl Statuses {
    /// Remembers a status, if the item is one, and tells whether it was.
    pub(super) fn observe(&mut self, item: &StreamItem) -> bool {
        let StreamItem::Event(envelope) = item else { return false };
        let Event::MessageStatus(status) = &envelope.event else { return false };
        if self.0.len() == REMEMBERED {
            self.0.pop_front();
        }
        self.0.push_back((**status).clone());
        true
    }

    /// Whether a message came as far as `wanted`, or cannot come any more; `None` while neither is known.
    pub(super) fn settled(
        &self,
        message: &MessageId,
        wanted: &DeliveryStatus,
    ) -> Option<Result<MessageStatus, NotReached>> {
        let mut last = None;
        for status in self.0.iter().filter(|status| status.is_about(message)) {
            if status.status.reached(wanted) {
                return Some(Ok(status.clone()));
            }
            last = Some(status);
        }
        // One that failed may have been sent again: the last word counts.
        let last = last.filter(|last| is_end(&last.status))?;
        Some(Err(NotReached::Failed(Box::new(last.clone()))))
    }

    /// The last that is known of a message.
    pub(super) fn last(&self, message: &MessageId) -> Option<MessageStatus> {
        self.0.iter().rfind(|status| status.is_about(message)).cloned()
    }
}

fn is_end(status: &DeliveryStatus) -> bool {
    matches!(status, DeliveryStatus::Failed | DeliveryStatus::Cancelled | DeliveryStatus::Deleted)
}

/// Why a message is not known to have come as far as [`Sent::wait_for`](crate::Sent::wait_for) waited for. It says nothing about sending it again: it was
/// accepted.
#[derive(Debug, Clone, thiserror::Error)]
#[non_exhaustive]
pub enum NotReached {
    /// It failed, was cancelled or deleted, for the gateway's [`reason`](MessageStatus::reason), where it gives one.
    #[error("{}", describe(.0))]
    Failed(Box<MessageStatus>),
    /// It did not within the time. It may still.
    #[error("the message has not come so far within {} s", .within.as_secs_f32())]
    TimedOut {
        /// How long was waited.
        within: Duration,
        /// The last that was told of it.
        last: Option<Box<MessageStatus>>,
    },
    /// The stream ended; its next item tells why.
    #[error("the stream of events ended before the message came so far")]
    Ended,
}

fn describe(status: &MessageStatus) -> String {
    let what = match status.status {
        DeliveryStatus::Cancelled => "the message was cancelled",
        DeliveryStatus::Deleted => "the message was deleted",
        _ => "the message failed",
    };
    match &status.reason {
        Some(reason) => format!("{what}: {reason}"),
        None => what.to_owned(),
    }
}
