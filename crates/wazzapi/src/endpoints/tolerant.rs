//! Reading answers whose shape is not published.

use serde::de::Deserializer;
use wagate_sdk_core::wire;

/// A text, white space around it removed; an empty one, and what is no text, is `None`. Unlike `wire::text` a number is none: it would be a
/// status, not a code to scan.
pub(super) fn text<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<String>, D::Error> {
    let text: Option<String> = wire::lenient(deserializer)?;
    Ok(text.map(|text| text.trim().to_owned()).filter(|text| !text.is_empty()))
}
