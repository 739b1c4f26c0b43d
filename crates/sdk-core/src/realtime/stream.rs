use std::fmt;
use std::pin::Pin;
use std::task::{Context, Poll};
use std::time::{Duration, SystemTime};

use futures_core::Stream;
use tokio::sync::mpsc;
use tokio::task::AbortHandle;

use super::driver::{self, Command};
use super::queue::{self, Receiver};
use super::{EventOptions, EventSource, NotReached};
use crate::error::Error;
use crate::event::{EventEnvelope, MessageStatus};
use crate::message::{DeliveryStatus, MessageId};

/// What [`InstanceClient::events`](crate::InstanceClient::events) gives.
#[derive(Debug, Clone)]
#[non_exhaustive]
pub enum StreamItem {
    /// Something happened.
    Event(Box<EventEnvelope>),
    /// Events since then may be missing: the connection was lost, and the gateway does not repeat what happened until it was back. Look after what
    /// matters, such as the history of chats.
    Gap {
        /// Half a minute before the connection was last heard of, since what left the gateway shortly before may have been lost under way; never before
        /// it was made.
        since: SystemTime,
    },
    /// The stream's own connection to the gateway changed. That of the instance to WhatsApp is [`Event::Connection`](crate::Event::Connection).
    Connection(StreamConnection),
    /// The program was too slow, and this many events were dropped here. A larger [`EventOptions::buffer`] holds more.
    Lagged(u64),
}

/// The stream's own connection to the gateway.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum StreamConnection {
    /// It is there.
    Connected,
    /// It was lost or could not be made.
    Reconnecting {
        /// How many times in a row it failed: 1 for the first.
        attempt: u32,
        /// How long it waits before it tries again.
        after: Duration,
    },
}

/// An instance's events, as they happen: a [`Stream`] of [`StreamItem`].
///
/// A task of its own keeps the connection, answers pings while the program is busy, and connects again when it is lost. An error ends the stream: the
/// credential was refused, or something that waiting cannot mend. Dropping the stream closes the connection.
///
/// An event counts as handled when the next one is asked for, or when [`EventStream::ack`] is called; not before. Where the gateway keeps events until
/// they are acknowledged (VZaps, WazzAPI), one that the program dropped half way comes again.
#[must_use = "a stream does nothing until it is asked for its next item"]
pub struct EventStream {
    items: Receiver,
    commands: mpsc::UnboundedSender<Command>,
    /// The event that was given last and is not acknowledged yet.
    held: Option<Box<str>>,
    ended: bool,
    task: AbortHandle,
}

impl EventStream {
    /// Listens to a source. For those who bring a source of their own; programs use [`InstanceClient::events`](crate::InstanceClient::events).
    ///
    /// It starts a task, so it must be called inside a tokio runtime.
    pub fn new(source: Box<dyn EventSource>, options: EventOptions) -> Self {
        let (sender, items) = queue::queue(options.buffer);
        let (commands, orders) = mpsc::unbounded_channel();
        let task = tokio::spawn(driver::drive(source, options, sender, orders)).abort_handle();
        Self { items, commands, held: None, ended: false, task }
    }

    /// The next item; `None` after an error. Asking for it acknowledges the event before. Dropping the future loses nothing.
    pub async fn next(&mut self) -> Option<Result<StreamItem, Error>> {
        std::future::poll_fn(|context| Pin::new(&mut *self).poll_next(context)).await
    }

    /// The event that was given last is handled: says so now instead of when the next one is asked for.
    pub fn ack(&mut self) {
        if let Some(id) = self.held.take() {
            // The task is gone only after the stream's end, when there is nobody to tell.
            let _ = self.commands.send(Command::Acknowledge(id));
        }
    }
}

/// Waiting for what becomes of a message.
impl EventStream {
    /// Waits until a message came as far as `wanted`, as the stream's events tell it, and gives the event that says so. What was read was delivered.
    /// In a group the first member counts.
    ///
    /// It also knows what came before the call, the last 1,024 statuses, so the stream must have been there when the message was sent, and must not leave
    /// out [`EventKind::MessageStatus`](crate::EventKind::MessageStatus). Several messages can be waited for at once.
    ///
    /// Waiting takes nothing from the stream and acknowledges nothing: all that comes meanwhile, the event itself too, is given by
    /// [`next`](Self::next) afterwards. It waits in the stream's buffer as always: when that is full, events are dropped and counted
    /// ([`StreamItem::Lagged`]; they are heard here even so), or, from a gateway that repeats, not read.
    ///
    /// # Errors
    /// [`NotReached`]: the message failed, the time is over, or the stream ended.
    pub async fn wait_for(
        &self,
        message: &MessageId,
        wanted: DeliveryStatus,
        within: Duration,
    ) -> Result<MessageStatus, NotReached> {
        match tokio::time::timeout(within, self.items.settled(message, &wanted)).await {
            Ok(settled) => settled,
            Err(_) => Err(NotReached::TimedOut { within, last: self.items.last_of(message).map(Box::new) }),
        }
    }
}

impl Stream for EventStream {
    type Item = Result<StreamItem, Error>;

    fn poll_next(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        let this = &mut *self;
        this.ack();
        if this.ended {
            return Poll::Ready(None);
        }
        let item = std::task::ready!(this.items.poll_next(context));
        match &item {
            Some(Ok(StreamItem::Event(envelope))) => {
                this.held = envelope.id.as_deref().map(Into::into);
            }
            Some(Err(_)) | None => this.ended = true,
            Some(Ok(_)) => {}
        }
        Poll::Ready(item)
    }
}

/// The task says farewell to the gateway, for 5 s at most, and ends.
impl Drop for EventStream {
    fn drop(&mut self) {
        if self.commands.send(Command::Close).is_err() {
            self.task.abort();
        }
    }
}

impl fmt::Debug for EventStream {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("EventStream").field("ended", &self.ended).finish_non_exhaustive()
    }
}
