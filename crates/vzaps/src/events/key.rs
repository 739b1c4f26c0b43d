//! What tells one event from another.
#![cfg(feature = "webhooks")]

use std::sync::atomic::{AtomicU64, Ordering};

use wagate_sdk_core::wire::Passed;
use wagate_sdk_core::{EventEnvelope, EventKey};

use super::Frame;

/// How many events were never taken for repetitions.
static UNTOLD: AtomicU64 = AtomicU64::new(0);

/// By the WebSocket's id, else by the name, the state and what stands in `event`. The link to a file may change between deliveries and is left out.
pub(super) fn of(envelope: &EventEnvelope) -> EventKey {
    let (provider, instance) = (envelope.provider, envelope.instance.as_deref());
    if let Some(id) = &envelope.id {
        return EventKey::of_id(provider, instance, id);
    }
    let Ok(frame) = Frame::<Passed>::of(envelope.raw.expose()) else { return EventKey::of(envelope) };
    let name = frame.name;
    // Who comes online twice is told twice in the same words: to drop the second would be worse than to tell it again.
    if matches!(name.as_str(), "Connected" | "Disconnected" | "Presence" | "ChatPresence") {
        let count = UNTOLD.fetch_add(1, Ordering::Relaxed);
        return EventKey::of_data(provider, instance, &name, &count.to_le_bytes());
    }
    let state = frame.state.unwrap_or_default();
    EventKey::of_data(provider, instance, &format!("{name}/{state}"), frame.json.as_bytes())
}
