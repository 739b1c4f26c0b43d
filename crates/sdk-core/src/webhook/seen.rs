use std::collections::{HashMap, VecDeque};
use std::fmt;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use crate::event::EventKey;

/// Remembers which events were handed on, so that one that is delivered twice is handed on once. Bounded: beyond its capacity the oldest is forgotten.
///
/// Reserve an event's key, hand the event on, commit. What is not committed is released, whether handing on failed or its future was dropped, so that
/// the gateway's next delivery is taken.
///
/// ```
/// use wagate_sdk_core::{EventKey, Reserved, SeenEvents};
///
/// let seen = SeenEvents::new(10_000);
/// let key = EventKey::of_id("wazzapi", None, "97e1d724");
/// if let Reserved::New(reservation) = seen.reserve(key) {
///     // … hand the event on …
///     reservation.commit();
/// }
/// assert!(matches!(seen.reserve(key), Reserved::Done));
/// ```
#[derive(Clone)]
pub struct SeenEvents {
    memory: Arc<Mutex<Memory>>,
}

struct Memory {
    states: HashMap<EventKey, State>,
    done: VecDeque<EventKey>,
    capacity: usize,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum State {
    UnderWay,
    Done,
}

/// The answer to [`SeenEvents::reserve`].
#[derive(Debug)]
#[non_exhaustive]
pub enum Reserved {
    /// It is new, and yours to hand on.
    New(Reservation),
    /// It is being handed on: answer so that the gateway asks again, since that may fail.
    UnderWay,
    /// It was handed on: answer with success.
    Done,
}

/// An event that is being handed on. Dropping it releases the event.
#[must_use = "dropping it releases the event"]
pub struct Reservation {
    memory: Arc<Mutex<Memory>>,
    key: EventKey,
    committed: bool,
}

impl SeenEvents {
    /// Remembers this many events; at least one. Each takes about 100 bytes.
    pub fn new(capacity: usize) -> Self {
        let memory = Memory { states: HashMap::new(), done: VecDeque::new(), capacity: capacity.max(1) };
        Self { memory: Arc::new(Mutex::new(memory)) }
    }

    /// Takes an event, unless somebody did. Of many that ask at once, one gets it.
    pub fn reserve(&self, key: EventKey) -> Reserved {
        let mut memory = lock(&self.memory);
        match memory.states.get(&key) {
            Some(State::Done) => Reserved::Done,
            Some(State::UnderWay) => Reserved::UnderWay,
            None => {
                memory.states.insert(key, State::UnderWay);
                Reserved::New(Reservation { memory: self.memory.clone(), key, committed: false })
            }
        }
    }
}

impl Reservation {
    /// The event was handed on.
    pub fn commit(mut self) {
        self.committed = true;
        let mut memory = lock(&self.memory);
        if memory.done.len() == memory.capacity
            && let Some(oldest) = memory.done.pop_front()
        {
            memory.states.remove(&oldest);
        }
        memory.done.push_back(self.key);
        memory.states.insert(self.key, State::Done);
    }
}

impl Drop for Reservation {
    fn drop(&mut self) {
        if !self.committed {
            lock(&self.memory).states.remove(&self.key);
        }
    }
}

fn lock(memory: &Mutex<Memory>) -> MutexGuard<'_, Memory> {
    // No code that holds the lock can panic half way.
    memory.lock().unwrap_or_else(PoisonError::into_inner)
}

impl fmt::Debug for SeenEvents {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("SeenEvents").field("known", &lock(&self.memory).states.len()).finish()
    }
}

impl fmt::Debug for Reservation {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("Reservation").field(&self.key).finish()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn key(id: usize) -> EventKey {
        EventKey::of_id("toy", Some("shop"), &id.to_string())
    }

    fn take(seen: &SeenEvents, id: usize) -> Reservation {
        match seen.reserve(key(id)) {
            Reserved::New(reservation) => reservation,
            other => panic!("{id} is not new: {other:?}"),
        }
    }

    #[test]
    fn what_failed_is_taken_again_and_what_was_handed_on_is_not() {
        let seen = SeenEvents::new(8);
        let first = take(&seen, 1);
        assert!(matches!(seen.reserve(key(1)), Reserved::UnderWay));
        drop(first);
        take(&seen, 1).commit();
        assert!(matches!(seen.reserve(key(1)), Reserved::Done));
    }

    #[test]
    fn the_oldest_is_forgotten_and_the_memory_does_not_grow() {
        let seen = SeenEvents::new(3);
        for id in 0..100 {
            take(&seen, id).commit();
        }
        assert_eq!(lock(&seen.memory).states.len(), 3);
        assert!(matches!(seen.reserve(key(99)), Reserved::Done));
        drop(take(&seen, 0));
    }

    #[test]
    fn of_many_at_once_one_gets_it() {
        let seen = SeenEvents::new(8);
        let won = std::thread::scope(|scope| {
            let threads: Vec<_> = (0..8)
                .map(|_| {
                    scope.spawn(|| match seen.reserve(key(5)) {
                        Reserved::New(reservation) => {
                            reservation.commit();
                            1
                        }
                        _ => 0,
                    })
                })
                .collect();
            threads.into_iter().map(|thread| thread.join().unwrap()).sum::<u32>()
        });
        assert_eq!(won, 1);
    }

    #[test]
    fn instances_and_gateways_have_events_of_their_own() {
        let keys = [
            EventKey::of_id("a", Some("x"), "1"),
            EventKey::of_id("a", Some("y"), "1"),
            EventKey::of_id("b", Some("x"), "1"),
            EventKey::of_data("a", Some("x"), "1", b""),
            EventKey::of_data("a", Some("x"), "", b"1"),
        ];
        let different: std::collections::HashSet<_> = keys.iter().collect();
        assert_eq!(different.len(), keys.len());
    }
}
