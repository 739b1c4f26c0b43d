//! Reading parts of an event where they stand, without a copy: files in base64 may be among them.

use serde::Deserialize;
use serde::de::{Deserializer, Error as _};
use serde_json::value::RawValue;

/// Reads an object. Serde would read a list as one too, field by field.
pub(super) fn object<'de, T: Deserialize<'de>>(json: &'de str) -> Result<T, serde_json::Error> {
    if !json.trim_start().starts_with('{') {
        return Err(serde_json::Error::custom("not an object"));
    }
    serde_json::from_str(json)
}

/// A part whose shape is not certain: what is no object of that shape is `None`.
pub(super) fn part<'de, D, T>(from: D) -> Result<Option<T>, D::Error>
where
    D: Deserializer<'de>,
    T: Deserialize<'de>,
{
    let json = <&'de RawValue>::deserialize(from)?;
    Ok(object(json.get()).ok())
}

/// Objects of a list, without those that are none of that shape; no list is an empty one.
pub(super) fn parts<'de, D, T>(from: D) -> Result<Vec<T>, D::Error>
where
    D: Deserializer<'de>,
    T: Deserialize<'de>,
{
    let json = <&'de RawValue>::deserialize(from)?;
    let items: Vec<&RawValue> = serde_json::from_str(json.get()).unwrap_or_default();
    Ok(items.into_iter().filter_map(|item| object(item.get()).ok()).collect())
}

/// A part without which the event says nothing.
pub(super) fn required<'de, D, T>(from: D) -> Result<T, D::Error>
where
    D: Deserializer<'de>,
    T: Deserialize<'de>,
{
    let json = <&'de RawValue>::deserialize(from)?;
    object(json.get()).map_err(D::Error::custom)
}
