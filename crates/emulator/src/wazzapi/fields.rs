//! The members of a request's body, checked in the words of the validator that FastAPI uses.
// Guess: all words but "Field required", which is documented.

use std::time::{Duration, SystemTime, UNIX_EPOCH};

use serde_json::{Map, Value, json};

use super::errors::{Problem, Refusal};

/// A body, and what is wrong with it so far.
pub(super) struct Fields {
    members: Map<String, Value>,
    problems: Vec<Problem>,
}

impl Fields {
    pub(super) fn read(bytes: &[u8]) -> Result<Self, Refusal> {
        if bytes.is_empty() {
            return Err(Problem::new(json!(["body"]), "Field required", "missing").into());
        }
        let members = serde_json::from_slice(bytes).map_err(|error| {
            Problem::new(json!(["body", error.column()]), "JSON decode error", "json_invalid")
        })?;
        match members {
            Value::Object(members) => Ok(Self { members, problems: Vec::new() }),
            _ => Err(Problem::new(
                json!(["body"]),
                "Input should be a valid dictionary or object to extract fields from",
                "model_attributes_type",
            )
            .into()),
        }
    }

    /// A text of at least one character. `null` is as good as absent.
    pub(super) fn text(&mut self, name: &str) -> Option<String> {
        self.sized(name, 1, usize::MAX)
    }

    pub(super) fn sized(&mut self, name: &str, least: usize, most: usize) -> Option<String> {
        let problem = match self.members.get(name)? {
            Value::Null => return None,
            Value::String(text) => match text.chars().count() {
                length if length < least => {
                    let plural = if least == 1 { "character" } else { "characters" };
                    let message = format!("String should have at least {least} {plural}");
                    Problem::in_body(name, message, "string_too_short")
                }
                length if length > most => {
                    let message = format!("String should have at most {most} characters");
                    Problem::in_body(name, message, "string_too_long")
                }
                _ => return Some(text.clone()),
            },
            _ => Problem::in_body(name, "Input should be a valid string", "string_type"),
        };
        self.problems.push(problem);
        None
    }

    pub(super) fn uuid(&mut self, name: &str) -> Option<String> {
        let text = self.sized(name, 0, usize::MAX)?;
        if is_uuid(&text) {
            return Some(text.to_ascii_lowercase());
        }
        self.problems.push(Problem::in_body(name, "Input should be a valid UUID", "uuid_parsing"));
        None
    }

    pub(super) fn flag(&mut self, name: &str) -> Option<bool> {
        match self.members.get(name)? {
            Value::Null => None,
            Value::Bool(flag) => Some(*flag),
            _ => {
                self.problems.push(Problem::in_body(name, "Input should be a valid boolean", "bool_parsing"));
                None
            }
        }
    }

    /// A point in time, as it was written and as it is meant.
    pub(super) fn time(&mut self, name: &str) -> Option<(String, SystemTime)> {
        let text = self.sized(name, 0, usize::MAX)?;
        if let Some(time) = parse_time(&text) {
            return Some((text, time));
        }
        self.problems.push(Problem::in_body(name, "Input should be a valid datetime", "datetime_parsing"));
        None
    }

    /// Notes the members that are absent or `null`.
    pub(super) fn required(&mut self, names: &[&str]) {
        for name in names {
            match self.members.get(*name) {
                None => self.problems.push(Problem::in_body(name, "Field required", "missing")),
                Some(Value::Null) => {
                    self.problems.push(Problem::in_body(
                        name,
                        "Input should be a valid string",
                        "string_type",
                    ));
                }
                Some(_) => {}
            }
        }
    }

    /// Whatever stands there, if it is not `null`.
    pub(super) fn any(&self, name: &str) -> Option<&Value> {
        self.members.get(name).filter(|value| !value.is_null())
    }

    /// All problems at once, if there are any.
    pub(super) fn check(&mut self) -> Result<(), Refusal> {
        let problems = std::mem::take(&mut self.problems);
        if problems.is_empty() { Ok(()) } else { Err(Refusal::invalid(problems)) }
    }
}

pub(super) fn is_uuid(text: &str) -> bool {
    let groups: Vec<&str> = text.split('-').collect();
    groups.iter().map(|group| group.len()).eq([8, 4, 4, 4, 12])
        && groups.iter().all(|group| group.bytes().all(|byte| byte.is_ascii_hexdigit()))
}

/// A time of ISO 8601: `2026-11-22T12:00:00Z`, with a fraction or an offset if there is one. Without an offset it is
/// in UTC.
fn parse_time(text: &str) -> Option<SystemTime> {
    let (date, rest) = text.split_once(['T', 't', ' '])?;
    let (clock, offset) = match rest.find(['Z', 'z', '+', '-']) {
        Some(at) => rest.split_at(at),
        None => (rest, "Z"),
    };
    let [year, month, day] = numbers(date, '-')?;
    let [hour, minute, second] = numbers(clock.split('.').next()?, ':')?;
    let valid =
        (1..=12).contains(&month) && (1..=31).contains(&day) && hour < 24 && minute < 60 && second < 61;
    if !valid {
        return None;
    }
    let east = match offset.split_at_checked(1)? {
        ("Z" | "z", "") => 0,
        (sign, written) => {
            let written = if written.contains(':') { written.to_owned() } else { format!("{written}:00") };
            let [hours, minutes] = numbers(&written, ':')?;
            (hours * 3_600 + minutes * 60) * if sign == "-" { -1 } else { 1 }
        }
    };
    // Days since 1970 by the usual arithmetic over eras of 400 years, which begin in March.
    let year = if month <= 2 { year - 1 } else { year };
    let of_era = year.rem_euclid(400);
    let of_year = (153 * (month + if month > 2 { -3 } else { 9 }) + 2) / 5 + day - 1;
    let days = year.div_euclid(400) * 146_097 + of_era * 365 + of_era / 4 - of_era / 100 + of_year - 719_468;
    let seconds = days * 86_400 + hour * 3_600 + minute * 60 + second - east;
    UNIX_EPOCH.checked_add(Duration::from_secs(u64::try_from(seconds).ok()?))
}

fn numbers<const N: usize>(text: &str, between: char) -> Option<[i64; N]> {
    let parts: Option<Vec<i64>> = text
        .split(between)
        .map(|part| part.parse().ok().filter(|_| part.bytes().all(|byte| byte.is_ascii_digit())))
        .collect();
    parts?.try_into().ok()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::clock::iso_seconds;

    #[test]
    fn times_are_read_with_and_without_an_offset() {
        for (written, read) in [
            ("2026-11-22T12:00:00Z", "2026-11-22T12:00:00Z"),
            ("2026-11-22T12:00:00.123456Z", "2026-11-22T12:00:00Z"),
            ("2026-11-22 09:00:00-03:00", "2026-11-22T12:00:00Z"),
            ("2026-11-22T14:30:00+02:30", "2026-11-22T12:00:00Z"),
            ("2000-02-29T23:59:59", "2000-02-29T23:59:59Z"),
            ("1970-01-01T00:00:00Z", "1970-01-01T00:00:00Z"),
        ] {
            assert_eq!(parse_time(written).map(iso_seconds).as_deref(), Some(read), "{written}");
        }
        for written in [
            "tomorrow",
            "2026-11-22",
            "2026-13-01T00:00:00Z",
            "2026-11-22T12:00:00+x",
            "1969-01-01T00:00:00Z",
        ] {
            assert_eq!(parse_time(written), None, "{written}");
        }
    }

    #[test]
    fn uuids_are_told_from_other_texts() {
        assert!(is_uuid("c053d8ef-6c19-4ecb-9cc5-a4a64be79d92"));
        assert!(!is_uuid("c053d8ef6c194ecb9cc5a4a64be79d92"));
        assert!(!is_uuid("main"));
    }
}
