use std::time::SystemTime;

use bytes::Bytes;
use serde::de::IgnoredAny;

use super::Event;
use crate::raw::Raw;

/// An event with where it comes from.
///
/// It cannot be serialized: gateways put their tokens into events. Store what you need of it, or [`raw`](Self::raw) with care.
#[derive(Debug, Clone)]
#[non_exhaustive]
pub struct EventEnvelope {
    /// The gateway's short name, such as `ryze`.
    pub provider: &'static str,
    /// The instance's id or name, as the event names it, else as the receiver knows it.
    pub instance: Option<String>,
    /// What carried it.
    pub transport: EventTransport,
    /// The gateway's id of the event, where it has one (WazzAPI; VZaps over its WebSocket).
    pub id: Option<String>,
    /// When it happened, in UTC, where the gateway tells it.
    pub at: Option<SystemTime>,
    /// What happened.
    pub event: Event,
    /// All that the gateway told.
    pub raw: Raw,
}

/// What carried an event.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum EventTransport {
    /// The gateway posted it to a URL.
    Webhook,
    /// A WebSocket.
    WebSocket,
    /// Socket.IO.
    SocketIo,
    /// An answer to a request that waits for events.
    LongPoll,
}

/// What is known of an event before it is read.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct EventOrigin {
    /// What carried it.
    pub transport: EventTransport,
    /// The instance, where the receiver knows it: of a stream its own, of a webhook that of its path.
    pub instance: Option<String>,
}

impl EventOrigin {
    /// From a transport, of an instance that the event itself names.
    pub fn new(transport: EventTransport) -> Self {
        Self { transport, instance: None }
    }

    /// Of this instance, unless the event names another.
    #[must_use]
    pub fn of(mut self, instance: impl Into<String>) -> Self {
        self.instance = Some(instance.into());
        self
    }
}

/// A body that is not a JSON object, and so no event of any gateway. It tells nothing of what the body says.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("the body is not a JSON object")]
pub struct NotAnEvent;

impl EventEnvelope {
    /// An event that was read. Its instance is that of its origin until the adapter sets the one that the event names.
    pub fn new(provider: &'static str, origin: &EventOrigin, event: Event, raw: Raw) -> Self {
        Self {
            provider,
            instance: origin.instance.clone(),
            transport: origin.transport,
            id: None,
            at: None,
            event,
            raw,
        }
    }

    /// An event that this SDK does not know, or that does not have its shape (then `why` tells where). It is kept whole; only a body that is
    /// no JSON object at all is refused.
    ///
    /// # Errors
    /// [`NotAnEvent`] when the body is not a JSON object.
    pub fn unknown(
        provider: &'static str,
        origin: &EventOrigin,
        name: &str,
        raw: Raw,
        why: Option<&serde_json::Error>,
    ) -> Result<Self, NotAnEvent> {
        check_object(raw.expose_bytes())?;
        // Neither what serde found nor the body: both may hold a message or a token. A name is a word, so a long one is none.
        let shown = if name.len() <= 64 { name } else { "(too long to be a name)" };
        match why {
            Some(why) => tracing::warn!(
                provider,
                event = shown,
                line = why.line(),
                column = why.column(),
                "an event does not have its shape and is kept as unknown"
            ),
            None => tracing::warn!(provider, event = shown, "an event is not known and is kept as it came"),
        }
        Ok(Self::new(provider, origin, Event::Unknown { name: name.to_owned() }, raw))
    }
}

fn check_object(body: &Bytes) -> Result<(), NotAnEvent> {
    let is_object = body.iter().find(|byte| !byte.is_ascii_whitespace()) == Some(&b'{');
    let text = std::str::from_utf8(body).map_err(|_| NotAnEvent)?;
    match serde_json::from_str::<IgnoredAny>(text) {
        Ok(_) if is_object => Ok(()),
        _ => Err(NotAnEvent),
    }
}
