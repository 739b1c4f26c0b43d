//! Reading what RyzeAPI's documents describe only in part.

use serde::de::{Deserializer, Error as _};
use serde::{Deserialize, de::IgnoredAny};
use wagate_sdk_core::wire;

/// A text that must be there and not be empty.
pub(super) fn required_text<'de, D: Deserializer<'de>>(deserializer: D) -> Result<String, D::Error> {
    wire::text(deserializer)?.ok_or_else(|| D::Error::custom("the text is empty"))
}

/// A whole number that may be negative, written as a number or as text.
pub(super) fn integer<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<i64>, D::Error> {
    Ok(wire::text(deserializer)?.and_then(|text| text.trim().parse().ok()))
}

/// A list that must be there; `null` is an empty one.
pub(super) fn list<'de, D, T>(deserializer: D) -> Result<Vec<T>, D::Error>
where
    D: Deserializer<'de>,
    T: Deserialize<'de>,
{
    Ok(Option::deserialize(deserializer)?.unwrap_or_default())
}

/// The members by which an answer says whether it is a success. All of RyzeAPI's answers may carry them.
pub(super) fn is_success(success: Option<bool>, error: Option<&IgnoredAny>) -> bool {
    success != Some(false) && error.is_none()
}
