//! The rate limit: so many requests a minute and key.

use std::collections::HashMap;

use http::header::RETRY_AFTER;
use http::{HeaderMap, HeaderName, HeaderValue};

/// The documented default.
const REQUESTS_A_MINUTE: u32 = 300;

/// The running minutes, by key.
#[derive(Debug, Default)]
pub(super) struct Minutes {
    running: HashMap<String, Minute>,
}

#[derive(Clone, Copy, Debug)]
struct Minute {
    used: u32,
    ends: u64,
}

/// Where a key stands after a request.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Standing {
    remaining: u32,
    reset: u64,
    wait: u64,
    pub(super) exceeded: bool,
}

impl Minutes {
    /// Counts one request at `now`, in seconds since 1970.
    // Guess: a minute that begins with its first request.
    pub(super) fn count(&mut self, key: &str, now: u64) -> Standing {
        let fresh = Minute { used: 0, ends: now + 60 };
        let minute = self.running.entry(key.to_owned()).or_insert(fresh);
        if now >= minute.ends {
            *minute = fresh;
        }
        let exceeded = minute.used >= REQUESTS_A_MINUTE;
        if !exceeded {
            minute.used += 1;
        }
        let remaining = REQUESTS_A_MINUTE - minute.used;
        Standing { remaining, reset: minute.ends, wait: minute.ends - now, exceeded }
    }
}

impl Standing {
    // Guess: the headers are on every answer to a good key. The documents promise them on no particular one.
    pub(super) fn write(self, headers: &mut HeaderMap) {
        headers.insert(HeaderName::from_static("x-ratelimit-limit"), HeaderValue::from(REQUESTS_A_MINUTE));
        headers.insert(HeaderName::from_static("x-ratelimit-remaining"), HeaderValue::from(self.remaining));
        headers.insert(HeaderName::from_static("x-ratelimit-reset"), HeaderValue::from(self.reset));
        if self.exceeded {
            headers.insert(RETRY_AFTER, HeaderValue::from(self.wait));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_minute_is_used_up_and_begins_again() {
        let mut minutes = Minutes::default();
        for used in 1..=REQUESTS_A_MINUTE {
            let standing = minutes.count("k", 100);
            assert_eq!((standing.remaining, standing.exceeded), (REQUESTS_A_MINUTE - used, false));
        }
        let standing = minutes.count("k", 140);
        assert_eq!(standing, Standing { remaining: 0, reset: 160, wait: 20, exceeded: true });
        assert!(!minutes.count("other", 140).exceeded);
        assert!(!minutes.count("k", 160).exceeded);
    }
}
