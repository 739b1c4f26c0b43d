use std::time::Duration;

/// How often and how patiently a call is sent again.
///
/// It decides how many times, never what: a send whose outcome is unknown is not repeated under any policy.
///
/// | the attempt ended with | read-only | idempotent | a send |
/// | --- | --- | --- | --- |
/// | no connection | again | again | again |
/// | a proven limit on requests | after the wait | after the wait | after the wait |
/// | a 401 for a token that this client fetched itself | renewed, once | renewed, once | renewed, once |
/// | 408, 500, 502, 503, 504 | again | again | no |
/// | a timeout, a broken connection | again | again | no |
/// | anything else | no | no | no |
///
/// ```
/// use std::time::Duration;
/// use wagate_sdk_core::RetryPolicy;
///
/// let patient = RetryPolicy::default().attempts(6).longest_backoff(Duration::from_secs(30));
/// let never = RetryPolicy::none();
/// # let _ = (patient, never);
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct RetryPolicy {
    pub(crate) attempts: u32,
    pub(crate) first_backoff: Duration,
    pub(crate) longest_backoff: Duration,
    pub(crate) longest_server_delay: Duration,
}

impl RetryPolicy {
    /// At most 3 attempts; backoff between 0 and 0.5 s, doubling to at most 10 s; the gateway's own delay is followed up to
    /// 60 s.
    pub const fn new() -> Self {
        Self {
            attempts: 3,
            first_backoff: Duration::from_millis(500),
            longest_backoff: Duration::from_secs(10),
            longest_server_delay: Duration::from_secs(60),
        }
    }

    /// No retry. Only a token that this client fetched itself is still renewed, once, when it is refused.
    pub const fn none() -> Self {
        Self::new().attempts(1)
    }

    /// At most so many attempts in all, at least one.
    #[must_use]
    pub const fn attempts(mut self, attempts: u32) -> Self {
        self.attempts = if attempts == 0 { 1 } else { attempts };
        self
    }

    /// The bound of the first random wait; each further one doubles.
    #[must_use]
    pub const fn first_backoff(mut self, backoff: Duration) -> Self {
        self.first_backoff = backoff;
        self
    }

    /// The bound that the waits never exceed.
    #[must_use]
    pub const fn longest_backoff(mut self, backoff: Duration) -> Self {
        self.longest_backoff = backoff;
        self
    }

    /// The longest delay asked for by the gateway that is waited for; beyond it the call ends with the error, which
    /// tells the delay.
    #[must_use]
    pub const fn longest_server_delay(mut self, delay: Duration) -> Self {
        self.longest_server_delay = delay;
        self
    }
}

impl Default for RetryPolicy {
    fn default() -> Self {
        Self::new()
    }
}
