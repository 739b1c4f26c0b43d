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
            assert_eq!(iso_seconds(UNIX_EPOCH + Duration::from_secs(seconds)), written);
        }
        assert_eq!(iso_millis(UNIX_EPOCH + Duration::from_millis(1_005)), "1970-01-01T00:00:01.005Z");
    }
}
