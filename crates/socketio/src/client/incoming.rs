//! What a consumer receives.

use std::fmt;
use std::future::poll_fn;
use std::pin::Pin;
use std::sync::Arc;
use std::task::{Context, Poll};

use bytes::Bytes;
use futures_core::Stream;
use tokio::sync::Notify;

use super::queue::Receiver;
use crate::codec::FrameError;
use crate::session::{CloseReason, Event};

/// What a consumer receives.
#[derive(Clone)]
#[non_exhaustive]
pub enum Incoming {
    /// An event.
    Event(Event),
    /// So many events or rejected frames came at this place while the queue was full, and were dropped.
    Lagged(u64),
    /// A frame was not taken. The connection goes on, unless [`CloseReason::Protocol`] follows.
    Rejected {
        /// Why.
        error: FrameError,
        /// The frame.
        frame: Bytes,
    },
    /// A namespace was left, from either side. It can be connected again.
    Disconnected {
        /// The namespace.
        namespace: Arc<str>,
    },
    /// The connection ended. Nothing follows.
    Closed(CloseReason),
}

/// What the server sent, in its order. A [`Stream`] that ends after [`Incoming::Closed`].
///
/// Dropping it closes the connection, cleanly and in the background.
#[derive(Debug)]
pub struct Events {
    queue: Receiver,
    stop: Arc<Notify>,
}

impl Events {
    pub(super) fn new(queue: Receiver, stop: Arc<Notify>) -> Self {
        Self { queue, stop }
    }

    /// Waits for what comes next; `None` after [`Incoming::Closed`]. Nothing is lost when the future is dropped.
    pub async fn recv(&mut self) -> Option<Incoming> {
        poll_fn(|cx| self.queue.poll_next(cx)).await
    }
}

impl Stream for Events {
    type Item = Incoming;

    fn poll_next(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Option<Incoming>> {
        self.get_mut().queue.poll_next(cx)
    }
}

impl Drop for Events {
    fn drop(&mut self) {
        self.stop.notify_one();
    }
}

impl Incoming {
    /// The bytes that count against the queue's bound. `None`: it is never dropped.
    pub(super) fn weight(&self) -> Option<usize> {
        match self {
            Self::Event(event) => Some(event.bytes()),
            Self::Rejected { frame, .. } => Some(frame.len()),
            Self::Lagged(_) | Self::Disconnected { .. } | Self::Closed(_) => None,
        }
    }
}

/// Tells no content, as [`Event`].
impl fmt::Debug for Incoming {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Event(event) => event.fmt(f),
            Self::Lagged(count) => f.debug_tuple("Lagged").field(count).finish(),
            Self::Rejected { error, frame } => {
                f.debug_struct("Rejected").field("error", error).field("frame_bytes", &frame.len()).finish()
            }
            Self::Disconnected { namespace } => {
                f.debug_struct("Disconnected").field("namespace", namespace).finish()
            }
            Self::Closed(reason) => f.debug_tuple("Closed").field(reason).finish(),
        }
    }
}
