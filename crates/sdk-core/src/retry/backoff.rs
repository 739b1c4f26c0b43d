use std::time::Duration;

use super::RetryPolicy;

/// The wait before attempt `attempt + 1`: random between zero and a bound that doubles with each attempt ("full jitter"), so
/// that many clients that failed together do not come back together.
pub(super) fn backoff(policy: &RetryPolicy, attempt: u32) -> Duration {
    bound(policy, attempt).mul_f64(fastrand::f64())
}

fn bound(policy: &RetryPolicy, attempt: u32) -> Duration {
    let doubled = 2u32.saturating_pow(attempt.saturating_sub(1));
    policy.first_backoff.saturating_mul(doubled).min(policy.longest_backoff)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_bound_doubles_and_stays_below_the_longest() {
        let policy = RetryPolicy::new();
        let bounds: Vec<_> = (1..=7).map(|attempt| bound(&policy, attempt).as_millis()).collect();
        assert_eq!(bounds, [500, 1000, 2000, 4000, 8000, 10_000, 10_000]);
        assert_eq!(bound(&policy, u32::MAX), policy.longest_backoff);
    }

    #[test]
    fn the_jitter_is_full() {
        let policy = RetryPolicy::new();
        let waits: Vec<_> = (0..400).map(|_| backoff(&policy, 1)).collect();
        assert!(waits.iter().all(|wait| *wait <= policy.first_backoff));
        assert!(waits.iter().any(|wait| *wait < policy.first_backoff / 4));
        assert!(waits.iter().any(|wait| *wait > policy.first_backoff / 4 * 3));
    }
}
