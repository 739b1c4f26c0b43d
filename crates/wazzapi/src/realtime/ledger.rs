//! Who has which event of a batch, and how far all are.

use std::collections::{HashSet, VecDeque};
use std::time::{Duration, SystemTime};

use tokio::time::Instant;
use wagate_sdk_core::{EventEnvelope, EventKind, EventOptions};

/// How long the events of a device wait for its stream to be opened again.
pub(super) const GRACE: Duration = Duration::from_secs(30);

/// How many handled events of a batch that goes on are kept before they are let go.
const HANDLED: usize = 1024;

/// How many events are remembered by their ids.
const REMEMBERED: usize = 4096;

/// The events of the batch that was read last, and the streams that they are for.
#[derive(Default)]
pub(super) struct Ledger {
    /// The first event that is not handled, when the batch began.
    start: Option<u64>,
    /// Where the next batch begins.
    end: Option<u64>,
    /// Of each event of the batch, the offset after it.
    after: Vec<Option<u64>>,
    /// Counts the batches.
    batch: u64,
    listeners: Vec<Listener>,
    named: u64,
    seen: Seen,
}

/// One stream, or the place of one that may come back.
struct Listener {
    key: u64,
    device: Box<str>,
    wants: EventOptions,
    waiting: VecDeque<(usize, EventEnvelope)>,
    /// Given to the stream, and not handled yet.
    given: VecDeque<(usize, EventEnvelope)>,
    left: Option<Instant>,
    gap: Option<SystemTime>,
    /// The batch that was there when it came: its events went to others.
    joined: u64,
}

/// One event of a batch.
pub(super) struct Arrived {
    pub(super) envelope: EventEnvelope,
    /// Its number in the subscription.
    pub(super) sequence: Option<u64>,
}

/// Whether the next batch may be asked for.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Settled {
    /// Each event is handled.
    Yes,
    /// Only streams that are gone have not handled theirs: it may be then.
    At(Instant),
    /// A stream has events that are not handled.
    No,
}

impl Ledger {
    /// A new subscription, or the one that a store told of. Each device that was listened to has time to come back.
    pub(super) fn begin(&mut self, offset: Option<u64>, devices: Vec<String>) {
        (self.start, self.end) = (offset, offset);
        self.after.clear();
        for device in devices {
            if !self.listeners.iter().any(|listener| listener.is_of(&device)) {
                let key = self.attach(&device, EventOptions::new());
                self.leave(key);
            }
        }
    }

    /// Opens a stream, in the place of one of this device that is gone.
    pub(super) fn attach(&mut self, device: &str, wants: EventOptions) -> u64 {
        self.named += 1;
        let key = self.named;
        if let Some(place) =
            self.listeners.iter_mut().find(|listener| listener.left.is_some() && listener.is_of(device))
        {
            (place.key, place.left) = (key, None);
            place.waiting.retain(|(_, envelope)| is_wanted(&wants, envelope));
            place.wants = wants;
        } else {
            self.listeners.push(Listener {
                key,
                device: device.into(),
                wants,
                waiting: VecDeque::new(),
                given: VecDeque::new(),
                left: None,
                gap: None,
                joined: self.batch,
            });
        }
        key
    }

    /// A stream is gone. What it did not handle waits for another one of its device, or goes to one that came since.
    pub(super) fn leave(&mut self, key: u64) {
        let Some(at) = self.listeners.iter().position(|listener| listener.key == key) else { return };
        let mut gone = self.listeners.swap_remove(at);
        while let Some(event) = gone.given.pop_back() {
            gone.waiting.push_front(event);
        }
        let heir = self.listeners.iter_mut().find(|listener| {
            listener.left.is_none() && listener.joined == self.batch && listener.is_of(&gone.device)
        });
        match heir {
            Some(heir) if heir.first().is_none() => {
                gone.waiting.retain(|(_, envelope)| is_wanted(&heir.wants, envelope));
                heir.waiting = gone.waiting;
            }
            _ => {
                gone.left = Some(Instant::now());
                self.listeners.push(gone);
            }
        }
    }

    pub(super) fn next(&mut self, key: u64) -> Option<EventEnvelope> {
        let listener = self.of(key)?;
        let (at, envelope) = listener.waiting.pop_front()?;
        // Without any id nobody can say that it is handled.
        if envelope.id.is_some() {
            listener.given.push_back((at, envelope.clone()));
        }
        Some(envelope)
    }

    /// A stream handled this event, and so those before it.
    pub(super) fn handled(&mut self, key: u64, id: &str) {
        let Some(listener) = self.of(key) else { return };
        let place = listener.given.iter().position(|(_, given)| given.id.as_deref() == Some(id));
        if let Some(place) = place {
            listener.given.drain(..=place);
        }
    }

    /// Whether each event of the batch is handled. Places that nobody came back to are given up.
    pub(super) fn settled(&mut self) -> Settled {
        let now = Instant::now();
        self.listeners.retain(|listener| listener.left.is_none_or(|left| now < left + GRACE));
        let busy = || self.listeners.iter().filter(|listener| listener.first().is_some());
        if busy().any(|listener| listener.left.is_none()) {
            return Settled::No;
        }
        match busy().filter_map(|listener| listener.left).min() {
            Some(left) => Settled::At(left + GRACE),
            None => Settled::Yes,
        }
    }

    /// Hands out a batch, after the one before was settled. What nobody listens to, and what was there already, counts as handled.
    pub(super) fn take(&mut self, batch: Vec<Arrived>, next: Option<u64>) {
        self.start = self.end;
        self.after.clear();
        self.batch += 1;
        for Arrived { envelope, sequence } in batch {
            let after = sequence.and_then(|sequence| sequence.checked_add(1));
            // A number that does not lie in the batch is another kind of number.
            self.hand_out(envelope, after.filter(|after| next.is_none_or(|next| *after <= next)));
        }
        let last = self.after.iter().flatten().max().copied();
        self.end = next.max(last).max(self.start);
    }

    /// Hands out what came since, where a batch is not settled: what was read again, from the first event that is not handled. Events without a number
    /// wait for the next batch.
    pub(super) fn more(&mut self, batch: Vec<Arrived>) {
        for Arrived { envelope, sequence } in batch {
            let after = sequence.and_then(|sequence| sequence.checked_add(1));
            if after.is_some() && after > self.end {
                self.end = after;
                self.hand_out(envelope, after);
            }
        }
        self.let_go();
    }

    fn hand_out(&mut self, envelope: EventEnvelope, after: Option<u64>) {
        let at = self.after.len();
        self.after.push(after);
        if envelope.id.as_ref().is_some_and(|id| !self.seen.is_new(id)) {
            return;
        }
        for listener in &mut self.listeners {
            // What names no device is for all.
            let is_for = envelope.instance.as_deref().is_none_or(|device| listener.is_of(device));
            if is_for && is_wanted(&listener.wants, &envelope) {
                listener.waiting.push_back((at, envelope.clone()));
            }
        }
    }

    /// A batch that is never settled, because more comes all the time, does not grow for ever.
    fn let_go(&mut self) {
        let first = self.listeners.iter().filter_map(Listener::first).min().unwrap_or_default();
        if first < HANDLED {
            return;
        }
        self.start = self.offset();
        self.after.drain(..first);
        for listener in &mut self.listeners {
            for (at, _) in listener.given.iter_mut().chain(&mut listener.waiting) {
                *at -= first;
            }
        }
    }

    /// The gateway no longer has what comes next, and goes on from there.
    pub(super) fn skip_to(&mut self, offset: Option<u64>, since: SystemTime) {
        self.begin(offset, Vec::new());
        for listener in &mut self.listeners {
            listener.gap = Some(listener.gap.map_or(since, |gap| gap.min(since)));
        }
    }

    pub(super) fn has_gap(&mut self, key: u64) -> bool {
        self.of(key).is_some_and(|listener| listener.gap.is_some())
    }

    pub(super) fn take_gap(&mut self, key: u64) -> Option<SystemTime> {
        self.of(key)?.gap.take()
    }

    /// The lowest offset that all streams have handled.
    pub(super) fn offset(&self) -> Option<u64> {
        match self.listeners.iter().filter_map(Listener::first).min() {
            None => self.end,
            Some(first) => self.after.iter().take(first).flatten().max().copied().max(self.start),
        }
    }

    pub(super) fn devices(&self) -> Vec<String> {
        let mut devices: Vec<_> =
            self.listeners.iter().map(|listener| String::from(&*listener.device)).collect();
        devices.sort();
        devices.dedup();
        devices
    }

    /// Whether a stream is open.
    pub(super) fn is_listened_to(&self) -> bool {
        self.listeners.iter().any(|listener| listener.left.is_none())
    }

    fn of(&mut self, key: u64) -> Option<&mut Listener> {
        self.listeners.iter_mut().find(|listener| listener.key == key)
    }
}

impl Listener {
    /// Ids are UUIDs.
    fn is_of(&self, device: &str) -> bool {
        self.device.eq_ignore_ascii_case(device)
    }

    /// The first event of the batch that it has not handled.
    fn first(&self) -> Option<usize> {
        self.given.front().or(self.waiting.front()).map(|(at, _)| *at)
    }
}

/// What is not known may be anything.
fn is_wanted(wants: &EventOptions, envelope: &EventEnvelope) -> bool {
    let kind = envelope.event.kind();
    kind == EventKind::Unknown || wants.wants(kind)
}

/// The ids of the last events.
#[derive(Default)]
struct Seen {
    ids: HashSet<Box<str>>,
    order: VecDeque<Box<str>>,
}

impl Seen {
    fn is_new(&mut self, id: &str) -> bool {
        if !self.ids.insert(id.into()) {
            return false;
        }
        self.order.push_back(id.into());
        if self.order.len() > REMEMBERED
            && let Some(oldest) = self.order.pop_front()
        {
            self.ids.remove(&oldest);
        }
        true
    }
}
