//! The bounded queue between the driver and its consumer. The driver never waits for it.
//!
//! A channel of tokio's would have to be waited for, and the driver answers pings meanwhile. Here an event that
//! finds the queue full is counted in a mark at the place where it is missing.

use std::collections::VecDeque;
use std::fmt;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::task::{Context, Poll, Waker};

use super::Incoming;

/// A queue for so many events, of so many bytes.
pub(super) fn queue(events: usize, bytes: usize) -> (Sender, Receiver) {
    let state = State { items: VecDeque::new(), events: 0, bytes: 0, done: false, waker: None };
    let shared = Arc::new(Mutex::new(state));
    (Sender { shared: Arc::clone(&shared), max_events: events.max(1), max_bytes: bytes }, Receiver { shared })
}

/// The driver's end. Dropping it ends the queue, after what it holds.
pub(super) struct Sender {
    shared: Arc<Mutex<State>>,
    max_events: usize,
    max_bytes: usize,
}

/// The consumer's end.
pub(super) struct Receiver {
    shared: Arc<Mutex<State>>,
}

struct State {
    items: VecDeque<Incoming>,
    /// Of the items, those that have a weight, and its sum.
    events: usize,
    bytes: usize,
    done: bool,
    waker: Option<Waker>,
}

impl Sender {
    /// Puts the item at the end, or counts it there when the queue is full.
    ///
    /// What has no weight always finds room. There is little of it: marks are separated by other items, a
    /// namespace is left as often as the client joined it, and the connection ends once.
    pub(super) fn push(&self, item: Incoming) {
        let mut state = lock(&self.shared);
        if let Some(weight) = item.weight() {
            let full = state.events >= self.max_events
                || (state.events > 0 && state.bytes.saturating_add(weight) > self.max_bytes);
            if full {
                match state.items.back_mut() {
                    Some(Incoming::Lagged(count)) => *count += 1,
                    _ => state.items.push_back(Incoming::Lagged(1)),
                }
                return;
            }
            state.events += 1;
            state.bytes += weight;
        }
        state.items.push_back(item);
        wake(state);
    }
}

impl Drop for Sender {
    fn drop(&mut self) {
        let mut state = lock(&self.shared);
        state.done = true;
        wake(state);
    }
}

impl Receiver {
    pub(super) fn poll_next(&mut self, cx: &mut Context<'_>) -> Poll<Option<Incoming>> {
        let mut state = lock(&self.shared);
        if let Some(item) = state.items.pop_front() {
            if let Some(weight) = item.weight() {
                state.events -= 1;
                state.bytes -= weight;
            }
            return Poll::Ready(Some(item));
        }
        if state.done {
            return Poll::Ready(None);
        }
        state.waker = Some(cx.waker().clone());
        Poll::Pending
    }
}

impl fmt::Debug for Receiver {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Receiver").field("waiting", &lock(&self.shared).items.len()).finish()
    }
}

/// Wakes the consumer, if it waits, after the lock is released: a waker is foreign code.
fn wake(mut state: MutexGuard<'_, State>) {
    let waker = state.waker.take();
    drop(state);
    if let Some(waker) = waker {
        waker.wake();
    }
}

/// No code panics while it holds the lock, so a poisoned one is as good.
fn lock(shared: &Mutex<State>) -> MutexGuard<'_, State> {
    shared.lock().unwrap_or_else(PoisonError::into_inner)
}

#[cfg(test)]
mod tests {
    use std::task::{Context, Poll, Waker};

    use bytes::Bytes;

    use super::*;
    use crate::codec::FrameError;
    use crate::session::CloseReason;

    fn frame(bytes: usize) -> Incoming {
        Incoming::Rejected { error: FrameError::Empty, frame: Bytes::from(vec![0; bytes]) }
    }

    fn drain(receiver: &mut Receiver) -> Vec<String> {
        let mut context = Context::from_waker(Waker::noop());
        let mut items = Vec::new();
        while let Poll::Ready(Some(item)) = receiver.poll_next(&mut context) {
            items.push(match item {
                Incoming::Rejected { frame, .. } => format!("{} bytes", frame.len()),
                Incoming::Lagged(count) => format!("{count} lost"),
                other => format!("{other:?}"),
            });
        }
        items
    }

    #[test]
    fn what_finds_the_queue_full_is_counted_where_it_is_missing() {
        let (sender, mut receiver) = queue(2, 100);
        for bytes in [1, 2, 3, 4] {
            sender.push(frame(bytes));
        }
        sender.push(Incoming::Disconnected { namespace: "/a".into() });
        sender.push(frame(5));
        let expected = ["1 bytes", "2 bytes", "2 lost", r#"Disconnected { namespace: "/a" }"#, "1 lost"]
            .map(String::from);
        assert_eq!(drain(&mut receiver), expected);
        sender.push(frame(6));
        sender.push(Incoming::Closed(CloseReason::ByServer));
        assert_eq!(drain(&mut receiver), ["6 bytes", "Closed(ByServer)"].map(String::from));
    }

    #[test]
    fn bytes_are_bounded_but_one_event_of_any_size_may_wait() {
        let (sender, mut receiver) = queue(10, 100);
        sender.push(frame(500));
        sender.push(frame(1));
        assert_eq!(drain(&mut receiver), ["500 bytes", "1 lost"].map(String::from));
        sender.push(frame(60));
        sender.push(frame(40));
        sender.push(frame(1));
        assert_eq!(drain(&mut receiver), ["60 bytes", "40 bytes", "1 lost"].map(String::from));
    }
}
