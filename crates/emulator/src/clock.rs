//! The emulated time, and how the gateways write it.

use std::time::{Duration, SystemTime, UNIX_EPOCH};

/// The emulator's clock: the system's, plus what a test has moved it forward by.
#[derive(Debug, Default)]
pub(crate) struct Clock {
    ahead: Duration,
}

impl Clock {
    pub(crate) fn now(&self) -> SystemTime {
        SystemTime::now() + self.ahead
    }

    pub(crate) fn advance(&mut self, by: Duration) {
        self.ahead += by;
    }
}

/// Whole seconds since 1970.
pub(crate) fn epoch_seconds(at: SystemTime) -> u64 {
    since_epoch(at).as_secs()
}

/// Whole milliseconds since 1970.
pub(crate) fn epoch_millis(at: SystemTime) -> u64 {
    u64::try_from(since_epoch(at).as_millis()).unwrap_or(u64::MAX)
}

fn since_epoch(at: SystemTime) -> Duration {
    at.duration_since(UNIX_EPOCH).unwrap_or_default()
}

/// ISO 8601 in UTC, to the second: `2026-11-22T12:00:00Z`.
pub(crate) fn iso_seconds(at: SystemTime) -> String {
    format!("{}Z", civil(since_epoch(at)))
}

/// ISO 8601 in UTC, to the millisecond: `2026-11-22T12:00:00.000Z`.
pub(crate) fn iso_millis(at: SystemTime) -> String {
    let since = since_epoch(at);
    format!("{}.{:03}Z", civil(since), since.subsec_millis())
}

/// Reads ISO 8601: a date, with or without a time of day, a fraction of a second, and `Z` or an offset.
pub(crate) fn from_iso(text: &str) -> Option<SystemTime> {
    let (date, time) = text.trim().split_once(['T', ' ']).unwrap_or((text.trim(), "00:00:00"));
    let time = time.trim_end_matches(['Z', 'z']);
    let (time, offset) = match time.rfind(['+', '-']) {
        None => (time, 0),
        Some(at) => {
            let [hours, minutes, _] = numbers(&format!("{}:0", &time[at + 1..]), ':')?;
            let seconds = hours * 3_600 + minutes * 60;
            (&time[..at], if time[at..].starts_with('-') { -seconds } else { seconds })
        }
    };
    let (time, fraction) = time.split_once('.').unwrap_or((time, "0"));
    let [year, month, day] = numbers(date, '-')?;
    let [hour, minute, second] = numbers(time, ':').or_else(|| numbers(&format!("{time}:0"), ':'))?;
    let a_date = (1970..=9999).contains(&year) && (1..=12).contains(&month) && (1..=31).contains(&day);
    let digits = fraction.get(..9).unwrap_or(fraction);
    let nanos = format!("{digits:0<9}").parse::<u32>().ok()?;
    if !a_date || hour > 23 || minute > 59 || second > 59 {
        return None;
    }
    // The inverse of `civil`.
    let (year, month) = if month > 2 { (year, month - 3) } else { (year - 1, month + 9) };
    let (era, of_era) = (year / 400, year % 400);
    let of_year = (153 * month + 2) / 5 + day - 1;
    let days = era * 146_097 + of_era * 365 + of_era / 4 - of_era / 100 + of_year - 719_468;
    let seconds = days * 86_400 + hour * 3_600 + minute * 60 + second - offset;
    Some(UNIX_EPOCH + Duration::new(u64::try_from(seconds).ok()?, nanos))
}

/// Three numbers without signs.
fn numbers(text: &str, between: char) -> Option<[i64; 3]> {
    let mut parts = text.split(between).map(|part| part.parse::<u32>().ok().map(i64::from));
    let found = [parts.next()??, parts.next()??, parts.next()??];
    parts.next().is_none().then_some(found)
}

/// The date and time of day, by the usual days-to-date arithmetic over eras of 400 years.
fn civil(since: Duration) -> String {
    let seconds = since.as_secs();
    let (days, of_day) = (seconds / 86_400, seconds % 86_400);
    let shifted = days + 719_468;
    let era = shifted / 146_097;
    let of_era = shifted % 146_097;
    let year_of_era = (of_era - of_era / 1_460 + of_era / 36_524 - of_era / 146_096) / 365;
    let of_year = of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    let month_from_march = (5 * of_year + 2) / 153;
    let day = of_year - (153 * month_from_march + 2) / 5 + 1;
    let month = if month_from_march < 10 { month_from_march + 3 } else { month_from_march - 9 };
    let year = year_of_era + era * 400 + u64::from(month <= 2);
    let (hour, minute, second) = (of_day / 3_600, of_day / 60 % 60, of_day % 60);
    format!("{year:04}-{month:02}-{day:02}T{hour:02}:{minute:02}:{second:02}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_are_written_as_the_calendar_has_them() {
        for (seconds, written) in [
            (0, "1970-01-01T00:00:00Z"),
            (951_782_399, "2000-02-28T23:59:59Z"),
            (951_782_400, "2000-02-29T00:00:00Z"),
            (1_795_348_800, "2026-11-22T12:00:00Z"),
        ] {
            let at = UNIX_EPOCH + Duration::from_secs(seconds);
            assert_eq!(iso_seconds(at), written);
            assert_eq!(from_iso(written), Some(at));
        }
        assert_eq!(iso_millis(UNIX_EPOCH + Duration::from_millis(1_005)), "1970-01-01T00:00:01.005Z");
    }

    #[test]
    fn a_time_may_have_a_fraction_and_an_offset() {
        let at = UNIX_EPOCH + Duration::from_millis(951_782_400_250);
        assert_eq!(from_iso("2000-02-29T00:00:00.25Z"), Some(at));
        assert_eq!(from_iso("2000-02-28T21:00:00.250-03:00"), Some(at));
        for wrong in ["", "2000-02", "2000-13-01T00:00:00Z", "2000-02-29T24:00:00Z", "2000-02-29T00:00:00+x"]
        {
            assert_eq!(from_iso(wrong), None, "{wrong}");
        }
    }

    #[test]
    fn what_was_written_can_be_read() {
        for millis in [0, 951_782_400_250, 1_795_343_207_000] {
            let at = UNIX_EPOCH + Duration::from_millis(millis);
            let back = from_iso(&iso_millis(at)).map(epoch_millis);
            assert_eq!(back, Some(millis));
        }
        assert_eq!(from_iso("2026-01-01").map(iso_seconds).as_deref(), Some("2026-01-01T00:00:00Z"));
        assert_eq!(from_iso("yesterday"), None);
    }
}
