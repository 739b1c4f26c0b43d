//! What the server tells by itself: events, posted to webhooks and written into sockets.

mod names;

pub(super) use names::EVENTS;
