//! Reading lists where they stand, without a copy: files in base64 may be among them.

use serde::Deserialize;
use serde::de::Deserializer;
use serde_json::value::RawValue;
use wagate_sdk_core::wire::required_object;

/// Objects of a list, without those that are none of that shape; no list is an empty one.
pub(super) fn parts<'de, D, T>(from: D) -> Result<Vec<T>, D::Error>
where
    D: Deserializer<'de>,
    T: Deserialize<'de>,
{
    let json = <&'de RawValue>::deserialize(from)?;
    let items: Vec<&RawValue> = serde_json::from_str(json.get()).unwrap_or_default();
    let item =
        |item: &'de RawValue| required_object(&mut serde_json::Deserializer::from_str(item.get())).ok();
    Ok(items.into_iter().filter_map(item).collect())
}
