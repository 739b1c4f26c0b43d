use std::fmt;

use sha2::{Digest, Sha256};

use super::EventEnvelope;

/// What tells one event from another, so that one that is delivered twice is handed on once.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
pub struct EventKey([u8; 32]);

impl EventKey {
    /// By the gateway's id of the event.
    pub fn of_id(provider: &str, instance: Option<&str>, id: &str) -> Self {
        Self::digest("id", provider, instance, &[id.as_bytes()])
    }

    /// By the event's name and data, for a gateway that gives no id: the text of its data member as it came.
    pub fn of_data(provider: &str, instance: Option<&str>, name: &str, data: &[u8]) -> Self {
        Self::digest("data", provider, instance, &[name.as_bytes(), data])
    }

    /// By the event's id, else by its whole body.
    pub fn of(envelope: &EventEnvelope) -> Self {
        let (provider, instance) = (envelope.provider, envelope.instance.as_deref());
        match &envelope.id {
            Some(id) => Self::of_id(provider, instance, id),
            None => Self::of_data(provider, instance, "", envelope.raw.expose_bytes()),
        }
    }

    /// The same event on one route of a receiver, whose instance may stand in the request's path alone.
    #[cfg(feature = "axum")]
    pub(crate) fn on_route(self, path: &str, instance: Option<&str>) -> Self {
        Self::digest("route", path, instance, &[&self.0])
    }

    /// Each part with its length before it, so that no two lists of parts are one text.
    fn digest(how: &str, provider: &str, instance: Option<&str>, parts: &[&[u8]]) -> Self {
        let mut sha = Sha256::new();
        let head = [how.as_bytes(), provider.as_bytes(), instance.unwrap_or_default().as_bytes()];
        for part in head.iter().chain(parts) {
            sha.update((part.len() as u64).to_le_bytes());
            sha.update(part);
        }
        Self(sha.finalize().into())
    }
}

/// The first bytes, enough to tell two of them apart in a log.
impl fmt::Debug for EventKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let [a, b, c, d, ..] = self.0;
        write!(f, "EventKey({a:02x}{b:02x}{c:02x}{d:02x}..)")
    }
}
