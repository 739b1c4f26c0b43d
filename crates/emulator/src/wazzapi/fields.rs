//! The members of a request's body, checked in the words of the validator that FastAPI uses.
// Guess: all words but "Field required", which is documented.

use std::ops::RangeInclusive;
use std::time::SystemTime;

use serde_json::{Map, Value, json};

use super::errors::{Problem, Refusal};
use crate::clock::from_iso;

/// A body or an object inside one, and what is wrong with it so far.
pub(super) struct Fields {
    /// Where it stands.
    place: Vec<Value>,
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
            Value::Object(members) => Ok(Self { place: vec![json!("body")], members, problems: Vec::new() }),
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

    /// A text that may be empty.
    pub(super) fn any_text(&mut self, name: &str) -> Option<String> {
        self.sized(name, 0, usize::MAX)
    }

    pub(super) fn sized(&mut self, name: &str, least: usize, most: usize) -> Option<String> {
        let Value::String(text) = self.any(name)? else {
            self.wrong(name, "Input should be a valid string", "string_type");
            return None;
        };
        let length = text.chars().count();
        if (least..=most).contains(&length) {
            return Some(text.clone());
        }
        let (bound, count, kind) = if length < least {
            ("at least", least, "string_too_short")
        } else {
            ("at most", most, "string_too_long")
        };
        let plural = if count == 1 { "character" } else { "characters" };
        self.wrong(name, format!("String should have {bound} {count} {plural}"), kind);
        None
    }

    /// One of some words.
    pub(super) fn word(&mut self, name: &str, words: &[&'static str]) -> Option<&'static str> {
        let text = self.any_text(name)?;
        let found = words.iter().copied().find(|word| *word == text);
        if found.is_none() {
            let quoted: Vec<String> = words.iter().map(|word| format!("'{word}'")).collect();
            let listed = match quoted.split_last() {
                Some((last, rest)) if !rest.is_empty() => format!("{} or {last}", rest.join(", ")),
                _ => quoted.concat(),
            };
            self.wrong(name, format!("Input should be {listed}"), "literal_error");
        }
        found
    }

    pub(super) fn uuid(&mut self, name: &str) -> Option<String> {
        let text = self.any_text(name)?;
        if is_uuid(&text) {
            return Some(text.to_ascii_lowercase());
        }
        self.wrong(name, "Input should be a valid UUID", "uuid_parsing");
        None
    }

    pub(super) fn flag(&mut self, name: &str) -> Option<bool> {
        let flag = self.any(name)?.as_bool();
        if flag.is_none() {
            self.wrong(name, "Input should be a valid boolean", "bool_parsing");
        }
        flag
    }

    pub(super) fn number(&mut self, name: &str) -> Option<f64> {
        let number = self.any(name)?.as_f64();
        if number.is_none() {
            self.wrong(name, "Input should be a valid number", "float_type");
        }
        number
    }

    /// A point in time, as it was written and as it is meant.
    pub(super) fn time(&mut self, name: &str) -> Option<(String, SystemTime)> {
        let text = self.any_text(name)?;
        if let Some(time) = from_iso(&text) {
            return Some((text, time));
        }
        self.wrong(name, "Input should be a valid datetime", "datetime_parsing");
        None
    }

    pub(super) fn object(&mut self, name: &str) -> Option<Map<String, Value>> {
        let object = self.any(name)?.as_object().cloned();
        if object.is_none() {
            self.wrong(name, "Input should be a valid dictionary", "dict_type");
        }
        object
    }

    pub(super) fn texts(&mut self, name: &str) -> Option<Vec<String>> {
        let items = self.items(name, 0..=usize::MAX)?;
        let mut texts = Vec::with_capacity(items.len());
        for (at, item) in items.into_iter().enumerate() {
            match item {
                Value::String(text) => texts.push(text),
                _ => {
                    self.wrong_at(&[json!(name), json!(at)], "Input should be a valid string", "string_type")
                }
            }
        }
        Some(texts)
    }

    pub(super) fn uuids(&mut self, name: &str) -> Option<Vec<String>> {
        let mut texts = self.texts(name)?;
        for (at, text) in texts.iter_mut().enumerate() {
            if !is_uuid(text) {
                self.wrong_at(&[json!(name), json!(at)], "Input should be a valid UUID", "uuid_parsing");
            }
            text.make_ascii_lowercase();
        }
        Some(texts)
    }

    /// A list of objects, each read with `read`.
    pub(super) fn each<T>(
        &mut self,
        name: &str,
        count: RangeInclusive<usize>,
        mut read: impl FnMut(&mut Self) -> T,
    ) -> Option<Vec<T>> {
        let items = self.items(name, count)?;
        let mut things = Vec::with_capacity(items.len());
        for (at, item) in items.into_iter().enumerate() {
            let Value::Object(members) = item else {
                let message = "Input should be a valid dictionary";
                self.wrong_at(&[json!(name), json!(at)], message, "dict_type");
                continue;
            };
            let mut place = self.place.clone();
            place.extend([json!(name), json!(at)]);
            let mut inner = Self { place, members, problems: Vec::new() };
            things.push(read(&mut inner));
            self.problems.append(&mut inner.problems);
        }
        Some(things)
    }

    fn items(&mut self, name: &str, count: RangeInclusive<usize>) -> Option<Vec<Value>> {
        let Value::Array(items) = self.any(name)? else {
            self.wrong(name, "Input should be a valid list", "list_type");
            return None;
        };
        let items = items.clone();
        let (bound, most, kind) = if items.len() < *count.start() {
            ("at least", count.start(), "too_short")
        } else if items.len() > *count.end() {
            ("at most", count.end(), "too_long")
        } else {
            return Some(items);
        };
        let plural = if *most == 1 { "item" } else { "items" };
        let message =
            format!("List should have {bound} {most} {plural} after validation, not {}", items.len());
        self.wrong(name, message, kind);
        None
    }

    /// Notes the members that are absent or `null`.
    pub(super) fn required(&mut self, names: &[&str]) {
        for name in names {
            match self.members.get(*name) {
                None => self.wrong(name, "Field required", "missing"),
                Some(Value::Null) => self.wrong(name, "Input should be a valid string", "string_type"),
                Some(_) => {}
            }
        }
    }

    /// Whatever stands there, if it is not `null`.
    pub(super) fn any(&self, name: &str) -> Option<&Value> {
        self.members.get(name).filter(|value| !value.is_null())
    }

    /// The whole object.
    pub(super) fn members(self) -> Map<String, Value> {
        self.members
    }

    /// Notes that a member is wrong.
    pub(super) fn wrong(&mut self, name: &str, message: impl Into<String>, kind: &'static str) {
        self.wrong_at(&[json!(name)], message, kind);
    }

    fn wrong_at(&mut self, inner: &[Value], message: impl Into<String>, kind: &'static str) {
        let place = self.place.iter().chain(inner).cloned().collect();
        self.problems.push(Problem::new(place, message, kind));
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn uuids_are_told_from_other_texts() {
        assert!(is_uuid("c053d8ef-6c19-4ecb-9cc5-a4a64be79d92"));
        assert!(!is_uuid("c053d8ef6c194ecb9cc5a4a64be79d92"));
        assert!(!is_uuid("main"));
    }
}
