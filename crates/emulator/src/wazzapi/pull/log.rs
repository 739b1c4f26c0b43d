//! The events of a pull subscription, and how far its consumer is.

use std::collections::VecDeque;
use std::time::{Duration, SystemTime};

use serde_json::Value;

// Guess: how long an event can be read, and how many are kept.
const RETENTION: Duration = Duration::from_secs(7 * 24 * 3600);
const MOST: usize = 10_000;

/// The events that can still be read, oldest first. They are numbered from 1.
#[derive(Debug, Default)]
pub(super) struct Log {
    events: VecDeque<Logged>,
    /// The number of the newest event, 0 before the first one.
    head: u64,
    /// The number of the newest event that was kept too long or was one too many.
    expired: u64,
    /// The first event that is not acknowledged.
    next: u64,
}

#[derive(Debug)]
pub(super) struct Logged {
    pub(super) sequence: u64,
    pub(super) at: SystemTime,
    pub(super) body: Value,
}

/// A part of the log.
#[derive(Debug)]
pub(super) struct Batch {
    pub(super) events: Vec<Value>,
    /// Where the next batch begins.
    pub(super) next: u64,
    pub(super) has_more: bool,
}

/// The events from the wanted one on are no longer kept.
#[derive(Debug)]
pub(super) struct Expired {
    pub(super) earliest: u64,
    pub(super) current: u64,
}

impl Log {
    /// Adds an event, which `body` makes of its number.
    pub(super) fn add(&mut self, at: SystemTime, body: impl FnOnce(u64) -> Value) {
        self.head += 1;
        self.events.push_back(Logged { sequence: self.head, at, body: body(self.head) });
        if self.events.len() > MOST {
            self.expire_first();
        }
    }

    /// Forgets what was kept long enough.
    pub(super) fn expire(&mut self, now: SystemTime) {
        let old = |event: &Logged| now.duration_since(event.at).is_ok_and(|age| age > RETENTION);
        while self.events.front().is_some_and(old) {
            self.expire_first();
        }
    }

    fn expire_first(&mut self) {
        if let Some(event) = self.events.pop_front() {
            self.expired = event.sequence;
        }
    }

    /// Reads from an offset on, which acknowledges everything before it; without one from where the last reader was.
    // Guess: a reader without an offset goes on with what is left, where the rest is no longer kept.
    pub(super) fn read(&mut self, offset: Option<u64>, limit: usize) -> Result<Batch, Expired> {
        if offset.is_some_and(|offset| offset.max(1) <= self.expired) {
            return Err(Expired { earliest: self.earliest(), current: self.head + 1 });
        }
        if let Some(offset) = offset {
            // Guess: an offset that is ahead of all events acknowledges those that there are.
            self.next = self.next.max(offset.min(self.head + 1));
        }
        let from = offset.unwrap_or(self.next).max(self.expired + 1);
        let mut unread = self.events.iter().filter(|event| event.sequence >= from);
        let read: Vec<&Logged> = unread.by_ref().take(limit).collect();
        let next = read.last().map_or_else(|| offset.unwrap_or(self.next), |event| event.sequence + 1);
        let events = read.into_iter().map(|event| event.body.clone()).collect();
        Ok(Batch { events, next, has_more: unread.next().is_some() })
    }

    /// Takes one event out. False when there is none of this number.
    pub(super) fn skip(&mut self, sequence: u64) -> bool {
        let before = self.events.len();
        self.events.retain(|event| event.sequence != sequence);
        if self.next == sequence {
            self.next += 1;
        }
        self.events.len() < before
    }

    pub(super) fn head(&self) -> u64 {
        self.head
    }

    pub(super) fn next(&self) -> u64 {
        self.next
    }

    /// The oldest event that can be read, or the next one that comes; 0 before there was any.
    pub(super) fn earliest(&self) -> u64 {
        let next = if self.head == 0 { 0 } else { self.head + 1 };
        self.events.front().map_or(next, |event| event.sequence)
    }

    /// How many events are not acknowledged.
    pub(super) fn pending(&self) -> usize {
        self.events.iter().filter(|event| event.sequence >= self.next).count()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;
    use std::time::UNIX_EPOCH;

    fn log(events: u64) -> Log {
        let mut log = Log::default();
        for at in 0..events {
            log.add(UNIX_EPOCH + Duration::from_secs(at), |sequence| json!(sequence));
        }
        log
    }

    #[test]
    fn an_offset_acknowledges_what_is_before_it() {
        let mut log = log(3);
        assert_eq!(log.pending(), 3);
        let first = log.read(None, 2).unwrap();
        assert_eq!((first.events, first.next, first.has_more), (vec![json!(1), json!(2)], 3, true));
        assert_eq!(log.pending(), 3);
        let rest = log.read(Some(3), 2).unwrap();
        assert_eq!((rest.events, rest.next, rest.has_more), (vec![json!(3)], 4, false));
        assert_eq!((log.pending(), log.next()), (1, 3));
        let none = log.read(Some(4), 2).unwrap();
        assert_eq!((none.events.len(), none.next), (0, 4));
        assert_eq!(log.read(None, 2).unwrap().events.len(), 0);
        // What is acknowledged can be read again while it is kept.
        assert_eq!(log.read(Some(1), 9).unwrap().events.len(), 3);
    }

    #[test]
    fn what_is_no_longer_kept_is_told_from_what_is_not_yet_there() {
        let mut log = log(3);
        log.expire(UNIX_EPOCH + RETENTION + Duration::from_secs(2));
        assert_eq!(log.earliest(), 3);
        let Err(Expired { earliest, current }) = log.read(Some(2), 9) else { panic!("not expired") };
        assert_eq!((earliest, current), (3, 4));
        assert!(log.read(Some(0), 9).is_err());
        assert_eq!(log.read(None, 9).unwrap().events, [json!(3)]);
        assert_eq!(log.read(Some(3), 9).unwrap().events, [json!(3)]);
        assert_eq!(log.read(Some(9), 9).unwrap().next, 9);
    }

    #[test]
    fn a_skipped_event_is_not_read() {
        let mut log = log(2);
        assert!(log.skip(1));
        assert!(!log.skip(1));
        assert_eq!(log.read(None, 9).unwrap().events, [json!(2)]);
    }
}
