use std::time::{Duration, SystemTime};

use crate::event::EventKind;

/// How [`InstanceClient::events`](crate::InstanceClient::events) listens.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct EventOptions {
    /// Which events; empty for all that the gateway has. A gateway that cannot choose gives all.
    pub events: Vec<EventKind>,
    /// The id of the last event that an earlier run of the program handled, and when it did. See [`EventOptions::resume_after`].
    pub resume_after: Option<(String, SystemTime)>,
    /// How many events wait while the program is busy; 1,024 unless set.
    pub buffer: usize,
    /// How often the socket is asked for a sign of life; 25 s unless set.
    pub ping_every: Duration,
    /// After how long without one the connection counts as lost; 90 s unless set.
    pub silence: Duration,
    /// The bound of the first wait before connecting again, which doubles with each; 0.8 s unless set. The wait is random below it.
    pub first_backoff: Duration,
    /// The longest bound; 30 s unless set.
    pub longest_backoff: Duration,
    /// After how long a connection counts as healthy, so that the waits begin anew; 120 s unless set.
    pub healthy_after: Duration,
}

impl EventOptions {
    /// All events, with the usual times.
    pub fn new() -> Self {
        Self {
            events: Vec::new(),
            resume_after: None,
            buffer: 1024,
            ping_every: Duration::from_secs(25),
            silence: Duration::from_secs(90),
            first_backoff: Duration::from_millis(800),
            longest_backoff: Duration::from_secs(30),
            healthy_after: Duration::from_secs(120),
        }
    }

    /// Only these events.
    #[must_use]
    pub fn only(mut self, events: impl IntoIterator<Item = EventKind>) -> Self {
        self.events = events.into_iter().collect();
        self
    }

    /// Goes on after this event, which an earlier run of the program handled at that time: keep [`EventEnvelope::id`](crate::EventEnvelope::id) of each event
    /// when it is handled, and a program that died in the middle of one gets it again. When the gateway may no longer have what followed, the
    /// stream begins with a [`StreamItem::Gap`](crate::StreamItem::Gap).
    ///
    /// VZaps. WazzAPI keeps its place in a store of its own; RyzeAPI and Evolution API repeat nothing, and take no notice.
    #[must_use]
    pub fn resume_after(mut self, event: impl Into<String>, handled_at: SystemTime) -> Self {
        self.resume_after = Some((event.into(), handled_at));
        self
    }

    /// How many events wait while the program is busy; at least one.
    #[must_use]
    pub fn buffer(mut self, events: usize) -> Self {
        self.buffer = events.max(1);
        self
    }

    /// Whether events of that kind are asked for.
    pub fn wants(&self, kind: EventKind) -> bool {
        self.events.is_empty() || self.events.contains(&kind)
    }
}

impl Default for EventOptions {
    fn default() -> Self {
        Self::new()
    }
}
