//! The bounded queue between the task that holds the connection and the program.

use std::collections::VecDeque;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::task::{Context, Poll, Waker};

use tokio::sync::Notify;

use super::statuses::{NotReached, Statuses};
use super::{StreamConnection, StreamItem};
use crate::error::Error;
use crate::event::MessageStatus;
use crate::message::{DeliveryStatus, MessageId};

type Item = Result<StreamItem, Error>;

/// A queue for so many events.
pub(super) fn queue(events: usize) -> (Sender, Receiver) {
    let state = Mutex::new(State { limit: events.max(1), ..State::default() });
    let shared = Arc::new(Shared { state, told: Notify::new() });
    (Sender(shared.clone()), Receiver(shared))
}

/// The task's end. Dropping it ends the stream after what the queue holds.
pub(super) struct Sender(Arc<Shared>);

/// The program's end.
pub(super) struct Receiver(Arc<Shared>);

struct Shared {
    state: Mutex<State>,
    /// A status came, or the end.
    told: Notify,
}

#[derive(Default)]
struct State {
    items: VecDeque<Item>,
    events: usize,
    limit: usize,
    done: bool,
    statuses: Statuses,
    consumer: Option<Waker>,
    producer: Option<Waker>,
}

impl Sender {
    /// Puts an item at the end. An event that finds no room is counted where it is missing.
    pub(super) fn push(&self, item: Item) {
        let mut state = self.0.lock();
        // Also one that finds no room below.
        let is_status = item.as_ref().is_ok_and(|item| state.statuses.observe(item));
        let is_event = matches!(item, Ok(StreamItem::Event(_)));
        if is_event && state.events >= state.limit {
            match state.items.back_mut() {
                Some(Ok(StreamItem::Lagged(count))) => *count += 1,
                _ => state.items.push_back(Ok(StreamItem::Lagged(1))),
            }
        } else if let (Some(Ok(StreamItem::Connection(last))), Ok(StreamItem::Connection(now))) =
            (state.items.back_mut(), &item)
            && matches!(last, StreamConnection::Reconnecting { .. })
            && matches!(now, StreamConnection::Reconnecting { .. })
        {
            // A program that does not listen must not collect each attempt of an outage.
            *last = *now;
        } else {
            state.events += usize::from(is_event);
            state.items.push_back(item);
        }
        let waker = state.consumer.take();
        drop(state);
        waker.into_iter().for_each(Waker::wake);
        if is_status {
            self.0.told.notify_waiters();
        }
    }

    /// Waits until there is room for an event.
    pub(super) async fn room(&self) {
        std::future::poll_fn(|context| {
            let mut state = self.0.lock();
            if state.events < state.limit {
                return Poll::Ready(());
            }
            state.producer = Some(context.waker().clone());
            Poll::Pending
        })
        .await;
    }
}

impl Drop for Sender {
    fn drop(&mut self) {
        let mut state = self.0.lock();
        state.done = true;
        let waker = state.consumer.take();
        drop(state);
        waker.into_iter().for_each(Waker::wake);
        self.0.told.notify_waiters();
    }
}

impl Receiver {
    pub(super) fn poll_next(&mut self, context: &mut Context<'_>) -> Poll<Option<Item>> {
        let mut state = self.0.lock();
        match state.items.pop_front() {
            Some(item) => {
                if matches!(item, Ok(StreamItem::Event(_))) {
                    state.events -= 1;
                }
                let waker = state.producer.take();
                drop(state);
                waker.into_iter().for_each(Waker::wake);
                Poll::Ready(Some(item))
            }
            None if state.done => Poll::Ready(None),
            None => {
                state.consumer = Some(context.waker().clone());
                Poll::Pending
            }
        }
    }

    /// Waits until a message came as far as `wanted`, or cannot any more. It takes nothing out of the queue.
    pub(super) async fn settled(
        &self,
        message: &MessageId,
        wanted: &DeliveryStatus,
    ) -> Result<MessageStatus, NotReached> {
        loop {
            let told = self.0.told.notified();
            tokio::pin!(told);
            // Before looking, so that what comes meanwhile is heard.
            told.as_mut().enable();
            {
                let state = self.0.lock();
                match state.statuses.settled(message, wanted) {
                    Some(settled) => return settled,
                    None if state.done => return Err(NotReached::Ended),
                    None => {}
                }
            }
            told.await;
        }
    }

    /// The last that is known of a message.
    pub(super) fn last_of(&self, message: &MessageId) -> Option<MessageStatus> {
        self.0.lock().statuses.last(message)
    }
}

impl Shared {
    fn lock(&self) -> MutexGuard<'_, State> {
        // No code that holds the lock can panic half way.
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
