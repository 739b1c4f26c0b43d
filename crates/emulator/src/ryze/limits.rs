//! Rate limits: so many requests a minute and token, creations in a bucket of their own.

use std::collections::HashMap;

use http::{HeaderMap, HeaderName, HeaderValue};

/// How many requests RyzeAPI takes in a minute, per token.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct RateLimits {
    /// Of all operations but the creation of instances. 100 unless set.
    pub requests_a_minute: u32,
    /// Of the creation of instances. 20 unless set.
    pub creations_a_minute: u32,
}

impl Default for RateLimits {
    fn default() -> Self {
        Self { requests_a_minute: 100, creations_a_minute: 20 }
    }
}

impl RateLimits {
    fn of(self, bucket: Bucket) -> u32 {
        match bucket {
            Bucket::Requests => self.requests_a_minute,
            Bucket::Creations => self.creations_a_minute,
        }
    }
}

/// What a request counts against.
// Guess: creations have header values of their own; the documents name two limits and one set of headers.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(super) enum Bucket {
    Requests,
    Creations,
}

/// The running minutes, by token and bucket.
#[derive(Debug, Default)]
pub(super) struct Buckets {
    windows: HashMap<(String, Bucket), Window>,
}

#[derive(Clone, Copy, Debug)]
struct Window {
    used: u32,
    ends: u64,
}

/// Where a token stands after a request.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Standing {
    limit: u32,
    remaining: u32,
    reset: u64,
    pub(super) exceeded: bool,
}

impl Buckets {
    /// Counts one request at `now`, in seconds since 1970.
    // Guess: a window of a minute that begins with its first request.
    pub(super) fn count(&mut self, token: &str, bucket: Bucket, limits: RateLimits, now: u64) -> Standing {
        let limit = limits.of(bucket);
        let fresh = Window { used: 0, ends: now + 60 };
        let window = self.windows.entry((token.to_owned(), bucket)).or_insert(fresh);
        if now >= window.ends {
            *window = fresh;
        }
        let exceeded = window.used >= limit;
        if !exceeded {
            window.used += 1;
        }
        Standing { limit, remaining: limit - window.used.min(limit), reset: window.ends, exceeded }
    }
}

impl Standing {
    pub(super) fn write(self, headers: &mut HeaderMap) {
        headers.insert(HeaderName::from_static("x-ratelimit-limit"), HeaderValue::from(self.limit));
        headers.insert(HeaderName::from_static("x-ratelimit-remaining"), HeaderValue::from(self.remaining));
        headers.insert(HeaderName::from_static("x-ratelimit-reset"), HeaderValue::from(self.reset));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_bucket_empties_and_fills_again_after_its_minute() {
        let limits = RateLimits { requests_a_minute: 2, creations_a_minute: 1 };
        let mut buckets = Buckets::default();
        let mut at = |bucket, now| {
            let standing = buckets.count("t", bucket, limits, now);
            (standing.remaining, standing.reset, standing.exceeded)
        };
        assert_eq!(at(Bucket::Requests, 100), (1, 160, false));
        assert_eq!(at(Bucket::Requests, 130), (0, 160, false));
        assert_eq!(at(Bucket::Requests, 159), (0, 160, true));
        assert_eq!(at(Bucket::Creations, 159), (0, 219, false));
        assert_eq!(at(Bucket::Requests, 160), (1, 220, false));
    }
}
