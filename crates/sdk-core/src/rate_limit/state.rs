use std::fmt;
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::{Duration, SystemTime};

use super::Observed;

/// Two answers whose resets differ by no more than this are of one window: a reset told in whole seconds from now moves by as much as the
/// answer took.
const SAME_WINDOW: Duration = Duration::from_secs(2);

/// A rate limit as the gateway's last answers told it.
///
/// It is advice: other processes may have spent more since.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub struct RateLimit {
    /// Requests allowed in a window.
    pub limit: Option<u64>,
    /// Requests left in this window. A late answer never raises it within the window.
    pub remaining: Option<u64>,
    /// When the window ends (UTC).
    pub reset_at: Option<SystemTime>,
    /// When an answer last told it.
    pub observed_at: SystemTime,
}

impl RateLimit {
    /// Whether nothing is left and the window has not ended.
    pub fn is_exhausted(&self, now: SystemTime) -> bool {
        self.remaining == Some(0) && self.reset_at.is_some_and(|reset| reset > now)
    }
}

/// The state of one limit of one credential.
pub(crate) struct RateLimitState(Mutex<Known>);

#[derive(Clone, Copy)]
struct Known {
    limit: Option<RateLimit>,
    cooldown_until: Option<SystemTime>,
}

impl RateLimitState {
    /// Nothing is known yet.
    pub(crate) const fn new() -> Self {
        Self(Mutex::new(Known { limit: None, cooldown_until: None }))
    }

    /// Takes in what the answer to a request that left at `asked_at` told.
    pub(crate) fn note(&self, seen: Observed, asked_at: SystemTime, now: SystemTime) {
        if !seen.is_some() {
            return;
        }
        let mut known = self.lock();
        known.limit = Some(match known.limit {
            None => RateLimit {
                limit: seen.limit,
                remaining: seen.remaining,
                reset_at: seen.reset_at,
                observed_at: now,
            },
            Some(before) => merged(before, seen, asked_at, now),
        });
    }

    /// The gateway asked to send nothing until then.
    pub(crate) fn note_cooldown(&self, until: SystemTime) {
        let mut known = self.lock();
        known.cooldown_until = known.cooldown_until.max(Some(until));
    }

    /// What is known; `None` while no answer told anything.
    pub(crate) fn snapshot(&self) -> Option<RateLimit> {
        self.lock().limit
    }

    /// How long to wait until a request may go; `None` when it may go now.
    pub(crate) fn wait(&self, now: SystemTime) -> Option<Duration> {
        let known = *self.lock();
        let exhausted = known.limit.filter(|limit| limit.is_exhausted(now)).and_then(|limit| limit.reset_at);
        exhausted.max(known.cooldown_until)?.duration_since(now).ok().filter(|wait| !wait.is_zero())
    }

    /// Forgets everything, for a new credential.
    pub(crate) fn reset(&self) {
        *self.lock() = Known { limit: None, cooldown_until: None };
    }

    fn lock(&self) -> MutexGuard<'_, Known> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

fn merged(before: RateLimit, seen: Observed, asked_at: SystemTime, now: SystemTime) -> RateLimit {
    // Only the answer to a request that left after the last one came is surely the newer word.
    let newer = asked_at >= before.observed_at;
    let new_window = match (before.reset_at, seen.reset_at) {
        (Some(old), Some(new)) if new > old + SAME_WINDOW => true,
        (Some(old), Some(new)) if new + SAME_WINDOW < old && newer => true,
        // An answer of a window that is over tells nothing of the present one.
        (Some(old), Some(new)) if new + SAME_WINDOW < old => return before,
        (Some(_), Some(_)) => false,
        (Some(old), None) => old <= now,
        (None, Some(_)) => true,
        (None, None) => newer,
    };
    if new_window {
        return RateLimit {
            limit: seen.limit.or(before.limit),
            remaining: seen.remaining,
            reset_at: seen.reset_at,
            observed_at: now,
        };
    }
    let remaining = match (before.remaining, seen.remaining) {
        (Some(old), Some(new)) => Some(old.min(new)),
        (old, new) => new.or(old),
    };
    RateLimit {
        limit: seen.limit.or(before.limit),
        remaining,
        // The first reset of the window stays, so that a reset in whole seconds does not creep.
        reset_at: before.reset_at.or(seen.reset_at),
        observed_at: before.observed_at.max(now),
    }
}

impl fmt::Debug for RateLimitState {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("RateLimitState").field(&self.snapshot()).finish()
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn at(seconds: u64) -> SystemTime {
        SystemTime::UNIX_EPOCH + Duration::from_secs(1_795_000_000 + seconds)
    }

    fn seen(remaining: u64, reset: u64) -> Observed {
        Observed { limit: Some(100), remaining: Some(remaining), reset_at: Some(at(reset)) }
    }

    #[test]
    fn a_late_answer_never_raises_what_is_left() {
        let state = RateLimitState::new();
        state.note(seen(5, 60), at(0), at(0));
        state.note(seen(9, 60), at(1), at(1));
        state.note(seen(9, 61), at(1), at(1));
        assert_eq!(state.snapshot().unwrap().remaining, Some(5));
    }

    #[test]
    fn a_clock_that_runs_ahead_changes_nothing_of_that() {
        let state = RateLimitState::new();
        state.note(seen(5, 60), at(120), at(120));
        state.note(seen(9, 60), at(121), at(121));
        assert_eq!(state.snapshot().unwrap().remaining, Some(5));
        assert_eq!(state.wait(at(121)), None);
    }

    #[test]
    fn a_new_window_replaces_and_an_old_one_is_ignored() {
        let state = RateLimitState::new();
        state.note(seen(5, 60), at(0), at(0));
        state.note(seen(99, 120), at(61), at(61));
        assert_eq!(state.snapshot().unwrap().remaining, Some(99));
        state.note(seen(0, 60), at(50), at(62));
        assert_eq!(state.snapshot().unwrap().remaining, Some(99));
    }

    #[test]
    fn a_far_reset_and_a_missing_one_do_not_stick() {
        let state = RateLimitState::new();
        state.note(seen(0, 80_000), at(0), at(0));
        state.note(seen(90, 60), at(1), at(2));
        assert_eq!(state.snapshot().unwrap().remaining, Some(90));
        let state = RateLimitState::new();
        let bare = |remaining| Observed { remaining: Some(remaining), ..Observed::default() };
        state.note(bare(3), at(0), at(0));
        state.note(bare(90), at(61), at(62));
        state.note(bare(70), at(1), at(63));
        assert_eq!(state.snapshot().unwrap().remaining, Some(70));
    }

    #[test]
    fn nothing_told_is_nothing_known() {
        let state = RateLimitState::new();
        state.note(Observed::default(), at(0), at(0));
        assert!(state.snapshot().is_none() && state.wait(at(0)).is_none());
    }

    #[test]
    fn it_waits_for_the_reset_or_the_cooldown() {
        let state = RateLimitState::new();
        state.note(seen(0, 60), at(0), at(0));
        assert_eq!(state.wait(at(10)), Some(Duration::from_secs(50)));
        state.note_cooldown(at(90));
        state.note_cooldown(at(70));
        assert_eq!(state.wait(at(10)), Some(Duration::from_secs(80)));
        assert_eq!(state.wait(at(90)), None);
        state.reset();
        assert_eq!(state.wait(at(0)), None);
    }

    proptest! {
        #[test]
        fn within_a_window_it_only_falls(order in proptest::collection::vec((0u64..100, 0u64..2), 1..40)) {
            let state = RateLimitState::new();
            let mut last = u64::MAX;
            for (remaining, jitter) in order {
                state.note(seen(remaining, 60 + jitter), at(1), at(1));
                let left = state.snapshot().unwrap().remaining.unwrap();
                prop_assert!(left <= last);
                last = left;
            }
        }
    }
}
