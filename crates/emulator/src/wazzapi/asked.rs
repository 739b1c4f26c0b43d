//! What a request asks for in its path and its query.
// Guess: one wrong parameter is told at a time, in the words of the validator that FastAPI uses.

use std::collections::HashMap;
use std::ops::RangeInclusive;

use serde::Deserialize;
use serde_json::{Value, json};

use super::errors::{Problem, Refusal};
use super::fields::is_uuid;

/// The parameters of a query.
#[derive(Debug, Default, Deserialize)]
#[serde(transparent)]
pub(super) struct Asked(HashMap<String, String>);

impl Asked {
    pub(super) fn text(&self, name: &str) -> Option<&str> {
        self.0.get(name).map(String::as_str)
    }

    pub(super) fn required(&self, name: &str) -> Result<&str, Refusal> {
        self.text(name).ok_or_else(|| wrong(name, "Field required", "missing"))
    }

    pub(super) fn uuid(&self, name: &str) -> Result<Option<String>, Refusal> {
        match self.text(name) {
            Some(text) if !is_uuid(text) => Err(wrong(name, "Input should be a valid UUID", "uuid_parsing")),
            text => Ok(text.map(str::to_ascii_lowercase)),
        }
    }

    /// Whether a flag is set; false unless it is given.
    pub(super) fn flag(&self, name: &str) -> Result<bool, Refusal> {
        match self.text(name).map(str::to_ascii_lowercase).as_deref() {
            None | Some("false" | "0" | "no" | "off") => Ok(false),
            Some("true" | "1" | "yes" | "on") => Ok(true),
            Some(_) => {
                let message = "Input should be a valid boolean, unable to interpret input";
                Err(wrong(name, message, "bool_parsing"))
            }
        }
    }

    /// The page that is asked for: 50 things from the first on, unless asked otherwise.
    // Guess: 50 and 500 for the lists that are documented without numbers.
    pub(super) fn page(&self, most: usize) -> Result<Page, Refusal> {
        Ok(Page {
            limit: self.number("limit", 50, 1..=most)?,
            offset: self.number("offset", 0, 0..=usize::MAX)?,
        })
    }

    fn number(&self, name: &str, usual: usize, bounds: RangeInclusive<usize>) -> Result<usize, Refusal> {
        Ok(self.given(name, bounds)?.unwrap_or(usual))
    }

    /// A number within its bounds, where there is one.
    pub(super) fn given(&self, name: &str, bounds: RangeInclusive<usize>) -> Result<Option<usize>, Refusal> {
        let Some(given) = self.text(name) else { return Ok(None) };
        let Ok(number) = given.parse::<i64>() else {
            let message = "Input should be a valid integer, unable to parse string as an integer";
            return Err(wrong(name, message, "int_parsing"));
        };
        match usize::try_from(number) {
            Ok(number) if bounds.contains(&number) => Ok(Some(number)),
            Ok(number) if number > *bounds.end() => {
                let message = format!("Input should be less than or equal to {}", bounds.end());
                Err(wrong(name, message, "less_than_equal"))
            }
            _ => {
                let message = format!("Input should be greater than or equal to {}", bounds.start());
                Err(wrong(name, message, "greater_than_equal"))
            }
        }
    }
}

fn wrong(name: &str, message: impl Into<String>, kind: &'static str) -> Refusal {
    Problem::new(json!(["query", name]), message, kind).into()
}

/// The id in a path, in lower case.
pub(super) fn path_id(name: &str, id: &str) -> Result<String, Refusal> {
    if is_uuid(id) {
        return Ok(id.to_ascii_lowercase());
    }
    Err(Problem::new(json!(["path", name]), "Input should be a valid UUID", "uuid_parsing").into())
}

/// A part of a list.
#[derive(Clone, Copy, Debug)]
pub(super) struct Page {
    pub(super) limit: usize,
    pub(super) offset: usize,
}

impl Page {
    /// Leaves the things of this page, and says how many there were.
    pub(super) fn cut<T>(self, things: &mut Vec<T>) -> usize {
        let total = things.len();
        things.drain(..self.offset.min(total));
        things.truncate(self.limit);
        total
    }

    /// The answer of most lists: the things under a name of theirs, and `total`, `limit` and `offset`.
    pub(super) fn answer(self, name: &str, rows: Vec<Value>, total: usize) -> Value {
        json!({ name: rows, "total": total, "limit": self.limit, "offset": self.offset })
    }
}
