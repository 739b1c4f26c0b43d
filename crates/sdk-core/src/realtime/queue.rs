//! The bounded queue between the task that holds the connection and the program.

use std::collections::VecDeque;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::task::{Context, Poll, Waker};

use super::{StreamConnection, StreamItem};
use crate::error::Error;

type Item = Result<StreamItem, Error>;

/// A queue for so many events.
pub(super) fn queue(events: usize) -> (Sender, Receiver) {
    let shared = Arc::new(Mutex::new(State { limit: events.max(1), ..State::default() }));
    (Sender(shared.clone()), Receiver(shared))
}

/// The task's end. Dropping it ends the stream after what the queue holds.
pub(super) struct Sender(Arc<Mutex<State>>);

/// The program's end.
pub(super) struct Receiver(Arc<Mutex<State>>);

#[derive(Default)]
struct State {
    items: VecDeque<Item>,
    events: usize,
    limit: usize,
    done: bool,
    consumer: Option<Waker>,
    producer: Option<Waker>,
}

impl Sender {
    /// Puts an item at the end. An event that finds no room is counted where it is missing.
    pub(super) fn push(&self, item: Item) {
        let mut state = lock(&self.0);
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
    }

    /// Waits until there is room for an event.
    pub(super) async fn room(&self) {
        std::future::poll_fn(|context| {
            let mut state = lock(&self.0);
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
        let mut state = lock(&self.0);
        state.done = true;
        let waker = state.consumer.take();
        drop(state);
        waker.into_iter().for_each(Waker::wake);
    }
}

impl Receiver {
    pub(super) fn poll_next(&mut self, context: &mut Context<'_>) -> Poll<Option<Item>> {
        let mut state = lock(&self.0);
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
}

fn lock(state: &Mutex<State>) -> MutexGuard<'_, State> {
    // No code that holds the lock can panic half way.
    state.lock().unwrap_or_else(PoisonError::into_inner)
}
