use std::time::SystemTime;

use futures_util::future::BoxFuture;

use crate::error::Error;
use crate::event::EventEnvelope;

/// How one gateway pushes events to one instance's client: what an adapter writes. The core runs it in a task of its own, connects again with
/// backoff, buffers, and tells the program what may have been lost.
///
/// One value lives as long as the stream, so it may remember where it was (a last event's id, an offset).
pub trait EventSource: Send + 'static {
    /// Opens the connection, dropping one that is there. Asked again after each loss.
    ///
    /// An error that waiting cannot mend ends the stream: [`Error::Unauthorized`], [`Error::Forbidden`], [`Error::WrongTokenKind`],
    /// [`Error::Config`], [`Error::Unsupported`], [`Error::InvalidRequest`], [`Error::Conflict`] (somebody else has the connection),
    /// [`Error::LicenseRequired`]. After any other the core tries again.
    fn connect(&mut self) -> BoxFuture<'_, Result<(), Error>>;

    /// The next event; `None` when the gateway closed the connection. It answers pings meanwhile, and gives an error when the connection has been
    /// silent for too long.
    ///
    /// The core drops this future when it has something else to do and asks anew: that must lose nothing.
    fn next(&mut self) -> BoxFuture<'_, Result<Option<EventEnvelope>, Error>>;

    /// The program has handled the event with this id ([`EventEnvelope::id`]). In the order in which they were given. What is handled
    /// without a connection is told once there is one again.
    fn acknowledge<'a>(&'a mut self, id: &'a str) -> BoxFuture<'a, Result<(), Error>> {
        let _ = id;
        Box::pin(std::future::ready(Ok(())))
    }

    /// The stream ended: says farewell to the gateway, as far as it has one.
    fn close(&mut self) -> BoxFuture<'_, ()> {
        Box::pin(std::future::ready(()))
    }

    /// When the connection was last heard of beside its events, such as by an answer to a ping: it bounds the gap when that connection is lost.
    fn heard(&self) -> Option<SystemTime> {
        None
    }

    /// Since when events may be missing although the gateway repeats them, such as when it no longer has what came after the last one that was
    /// acknowledged. Asked once after each connection and each event. The gap begins no later than the loss of the connection before.
    fn take_gap(&mut self) -> Option<SystemTime> {
        None
    }

    /// Whether the gateway tells again what was not acknowledged. Then a connection that comes back has no gap but one that
    /// [`take_gap`](Self::take_gap) tells, and the core stops reading while the buffer is full instead of dropping events.
    fn replays(&self) -> bool {
        false
    }
}
