use std::time::{Duration, SystemTime};

use http::{HeaderMap, HeaderValue, header};

/// A reset further away than this is not believed: no gateway has a window of more than a day.
const FARTHEST: Duration = Duration::from_secs(24 * 3600);
/// A `Retry-After` is cut to this: a longer one is a time stamp where seconds belong.
const LONGEST_WAIT: Duration = Duration::from_secs(30 * 24 * 3600);
/// From this number on, a reset is not a number of seconds from now but a time; as one, it is in the year 2001.
const FIRST_EPOCH_SECONDS: u64 = 1_000_000_000;
/// From this number on, it is a time in milliseconds; in seconds it would be the year 5138.
const FIRST_EPOCH_MILLIS: u64 = 100_000_000_000;

/// What the headers of one answer tell of a rate limit.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(crate) struct Observed {
    /// Requests allowed in a window.
    pub(crate) limit: Option<u64>,
    /// Requests left in this window.
    pub(crate) remaining: Option<u64>,
    /// When the window ends.
    pub(crate) reset_at: Option<SystemTime>,
}

impl Observed {
    /// Whether the headers told anything.
    pub(crate) fn is_some(&self) -> bool {
        *self != Self::default()
    }
}

/// The lengths of the names, from `ratelimit-limit` to `x-ratelimit-remaining`.
const NAMES: std::ops::RangeInclusive<usize> = 15..=21;

/// The headers of one spelling.
#[derive(Default)]
struct Told<'a> {
    limit: Option<&'a HeaderValue>,
    remaining: Option<&'a HeaderValue>,
    reset: Option<&'a HeaderValue>,
}

/// Reads `X-RateLimit-Limit`, `-Remaining`, `-Reset`, or the same names without the `X-`.
///
/// The reset may be seconds from now, epoch seconds, epoch milliseconds (told apart by their size) or an HTTP date. What cannot be read is left
/// out; a reset more than a day away, ahead or past, is not believed. One in the near past is kept: it tells its window from the next.
pub(crate) fn observe(headers: &HeaderMap, now: SystemTime) -> Observed {
    let (mut prefixed, mut bare) = (Told::default(), Told::default());
    // One pass over the few headers of an answer costs less than six look-ups, most of them for nothing.
    for (name, value) in headers {
        let name = name.as_str();
        if !NAMES.contains(&name.len()) {
            continue;
        }
        let place = match name {
            "x-ratelimit-limit" => &mut prefixed.limit,
            "x-ratelimit-remaining" => &mut prefixed.remaining,
            "x-ratelimit-reset" => &mut prefixed.reset,
            "ratelimit-limit" => &mut bare.limit,
            "ratelimit-remaining" => &mut bare.remaining,
            "ratelimit-reset" => &mut bare.reset,
            _ => continue,
        };
        // Of a header that stands there twice the first counts.
        place.get_or_insert(value);
    }
    Observed {
        limit: prefixed.limit.or(bare.limit).and_then(leading_number),
        remaining: prefixed.remaining.or(bare.remaining).and_then(leading_number),
        reset_at: prefixed.reset.or(bare.reset).and_then(|value| reset(value, now)),
    }
}

/// Reads `Retry-After`: seconds, with or without a fraction, or an HTTP date. A date in the past is no wait; the longest
/// is 30 days.
pub(crate) fn retry_after(headers: &HeaderMap, now: SystemTime) -> Option<Duration> {
    let value = headers.get(header::RETRY_AFTER)?;
    let wait = match seconds(value.as_bytes()) {
        Some(wait) => wait,
        None => date(value)?.duration_since(now).unwrap_or_default(),
    };
    Some(wait.min(LONGEST_WAIT))
}

fn reset(value: &HeaderValue, now: SystemTime) -> Option<SystemTime> {
    let at = match seconds(value.as_bytes()) {
        Some(away) if away.as_secs() < FIRST_EPOCH_SECONDS => {
            return if away <= FARTHEST { now.checked_add(away) } else { None };
        }
        Some(number) if number.as_secs() < FIRST_EPOCH_MILLIS => {
            SystemTime::UNIX_EPOCH.checked_add(number)?
        }
        Some(number) => SystemTime::UNIX_EPOCH.checked_add(Duration::from_millis(number.as_secs()))?,
        None => date(value)?,
    };
    let away = at.duration_since(now).unwrap_or_else(|past| past.duration());
    (away <= FARTHEST).then_some(at)
}

fn date(value: &HeaderValue) -> Option<SystemTime> {
    httpdate::parse_http_date(value.to_str().ok()?.trim()).ok()
}

/// A whole number at the beginning: some servers write `100, 100;w=60`.
fn leading_number(value: &HeaderValue) -> Option<u64> {
    let (number, rest) = number_of(value.as_bytes().trim_ascii_start())?;
    matches!(rest.first(), None | Some(b',' | b';' | b' ' | b'\t' | b'.')).then_some(number)
}

/// Seconds, with or without a fraction, and nothing else.
fn seconds(bytes: &[u8]) -> Option<Duration> {
    let (whole, rest) = number_of(bytes.trim_ascii())?;
    let fraction = match rest {
        [] => return Some(Duration::from_secs(whole)),
        [b'.', fraction @ ..] if fraction.iter().all(u8::is_ascii_digit) => fraction,
        _ => return None,
    };
    let mut nanos = 0;
    let mut unit = 100_000_000;
    for digit in fraction.iter().take(9) {
        nanos += u32::from(digit - b'0') * unit;
        unit /= 10;
    }
    Some(Duration::new(whole, nanos))
}

/// The number that the bytes begin with, and what stands behind it.
fn number_of(bytes: &[u8]) -> Option<(u64, &[u8])> {
    let (mut number, mut rest) = (0u64, bytes);
    while let [digit @ b'0'..=b'9', behind @ ..] = rest {
        number = number.checked_mul(10)?.checked_add(u64::from(digit - b'0'))?;
        rest = behind;
    }
    (rest.len() < bytes.len()).then_some((number, rest))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn now() -> SystemTime {
        SystemTime::UNIX_EPOCH + Duration::from_secs(1_795_000_000)
    }

    fn headers(pairs: &[(&'static str, &str)]) -> HeaderMap {
        pairs
            .iter()
            .map(|(name, value)| (http::HeaderName::from_static(name), HeaderValue::from_str(value).unwrap()))
            .collect()
    }

    fn reset_of(value: &str) -> Option<Duration> {
        observe(&headers(&[("x-ratelimit-reset", value)]), now())
            .reset_at
            .map(|at| at.duration_since(now()).unwrap())
    }

    #[test]
    fn every_form_of_reset_is_the_same_time() {
        let date = httpdate::fmt_http_date(now() + Duration::from_secs(42));
        for value in ["42", "42.0", "1795000042", "1795000042000", &date] {
            assert_eq!(reset_of(value), Some(Duration::from_secs(42)), "{value}");
        }
        assert_eq!(reset_of("0.25"), Some(Duration::from_millis(250)));
    }

    #[test]
    fn an_absurd_reset_is_not_believed_and_a_past_one_is_kept() {
        for far in ["100000", "604800", "1795100000", "1794900000", "1795000000000000"] {
            assert_eq!(reset_of(far), None, "{far}");
        }
        let past = observe(&headers(&[("x-ratelimit-reset", "1794999000")]), now());
        assert_eq!(past.reset_at, Some(now() - Duration::from_secs(1000)));
        for value in ["soon", "-5", "", "1e3", "99999999999999999999999"] {
            assert_eq!(reset_of(value), None, "{value}");
        }
    }

    #[test]
    fn both_spellings_and_lists_are_read() {
        let seen =
            observe(&headers(&[("ratelimit-limit", "100, 100;w=60"), ("ratelimit-remaining", " 7 ")]), now());
        assert_eq!((seen.limit, seen.remaining), (Some(100), Some(7)));
        assert!(!observe(&HeaderMap::new(), now()).is_some());
    }

    #[test]
    fn retry_after_is_seconds_or_a_date() {
        let wait = |value: &str| retry_after(&headers(&[("retry-after", value)]), now());
        assert_eq!(wait("60"), Some(Duration::from_secs(60)));
        assert_eq!(wait("1.5"), Some(Duration::from_millis(1500)));
        assert_eq!(
            wait(&httpdate::fmt_http_date(now() + Duration::from_secs(9))),
            Some(Duration::from_secs(9))
        );
        assert_eq!(wait(&httpdate::fmt_http_date(now() - Duration::from_secs(9))), Some(Duration::ZERO));
        for value in ["later", "-1", ""] {
            assert_eq!(wait(value), None, "{value}");
        }
        for value in ["1795000042", "18446744073709551615"] {
            assert_eq!(wait(value), Some(LONGEST_WAIT), "{value}");
        }
    }

    proptest! {
        #[test]
        fn no_bytes_are_too_strange(bytes in proptest::collection::vec(any::<u8>(), 0..40)) {
            if let Ok(value) = HeaderValue::from_bytes(&bytes) {
                let mut map = HeaderMap::new();
                for name in ["x-ratelimit-limit", "x-ratelimit-remaining", "x-ratelimit-reset", "retry-after"] {
                    map.insert(http::HeaderName::from_static(name), value.clone());
                }
                observe(&map, now());
                retry_after(&map, now());
            }
        }
    }
}
