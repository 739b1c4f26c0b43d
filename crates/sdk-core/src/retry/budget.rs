use std::sync::atomic::{AtomicU32, Ordering};

/// How many retries an account's clients may spend together while nothing succeeds.
const FULL: u32 = 100;
/// What a retry costs.
const COST: u32 = 1;
/// How many successes give one retry back.
const SUCCESSES: u32 = 10;

/// A budget of retries shared by an account's clients: when a gateway is down, a thousand callers do not become three
/// thousand. Counted in tenths of a retry.
#[derive(Debug)]
pub(crate) struct RetryBudget(AtomicU32);

impl RetryBudget {
    pub(crate) const fn new() -> Self {
        Self(AtomicU32::new(FULL * SUCCESSES))
    }

    /// Takes one retry, if there is one.
    pub(crate) fn take(&self) -> bool {
        self.0
            .fetch_update(Ordering::Relaxed, Ordering::Relaxed, |left| left.checked_sub(COST * SUCCESSES))
            .is_ok()
    }

    /// A call succeeded.
    pub(crate) fn refill(&self) {
        // Full is the usual state: then nothing is written, so that calls on many cores do not share a dirty line.
        if self.0.load(Ordering::Relaxed) < FULL * SUCCESSES {
            let _ = self.0.fetch_update(Ordering::Relaxed, Ordering::Relaxed, |left| {
                (left < FULL * SUCCESSES).then(|| left + 1)
            });
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn it_ends_and_comes_back_with_successes() {
        let budget = RetryBudget::new();
        assert_eq!((0..1000).filter(|_| budget.take()).count(), 100);
        for _ in 0..9 {
            budget.refill();
        }
        assert!(!budget.take());
        budget.refill();
        assert!(budget.take());
        for _ in 0..10_000 {
            budget.refill();
        }
        assert_eq!((0..1000).filter(|_| budget.take()).count(), 100, "it never exceeds what is full");
    }
}
