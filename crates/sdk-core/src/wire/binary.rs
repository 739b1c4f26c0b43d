//! 64-bit numbers and bytes, in the forms that JavaScript gives them.

use std::collections::BTreeMap;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use serde::{Deserialize, Deserializer};
use serde_json::value::RawValue;

#[derive(Deserialize)]
struct Halves {
    low: i64,
    high: i64,
    #[serde(default)]
    unsigned: bool,
}

#[derive(Deserialize)]
struct Buffer {
    data: Vec<u8>,
}

#[derive(Deserialize)]
#[serde(transparent)]
struct Number(#[serde(deserialize_with = "super::number")] Option<u64>);

/// A whole number of 64 bits: in two halves (`{"low":…,"high":…,"unsigned":…}`), or as [`number`](super::number) reads it. A negative one
/// is `None`.
///
/// # Errors
/// Only when the JSON itself is broken.
pub fn long<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<u64>, D::Error> {
    let json = Box::<RawValue>::deserialize(deserializer)?;
    Ok(match serde_json::from_str::<Halves>(json.get()) {
        Ok(halves) => halves.joined(),
        Err(_) => serde_json::from_str::<Number>(json.get()).ok().and_then(|number| number.0),
    })
}

impl Halves {
    fn joined(&self) -> Option<u64> {
        if self.high < 0 && !self.unsigned {
            return None;
        }
        Some((half(self.high)? << 32) | half(self.low)?)
    }
}

/// Each half is written as a signed number of 32 bits, whatever the whole is.
fn half(number: i64) -> Option<u64> {
    match i32::try_from(number) {
        Ok(signed) => Some(signed.cast_unsigned().into()),
        Err(_) => u32::try_from(number).ok().map(u64::from),
    }
}

/// Bytes: as an object with numbered members (`{"0":232,"1":…}`), as Node's `{"type":"Buffer","data":[…]}`, as an array, or in base64.
/// Anything else, and no bytes at all, is `None`.
///
/// # Errors
/// Only when the JSON itself is broken.
pub fn bytes<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<Vec<u8>>, D::Error> {
    let json = Box::<RawValue>::deserialize(deserializer)?;
    Ok(bytes_of(json.get()).filter(|bytes| !bytes.is_empty()))
}

fn bytes_of(json: &str) -> Option<Vec<u8>> {
    if let Ok(text) = serde_json::from_str::<String>(json) {
        return STANDARD.decode(text).ok();
    }
    if let Ok(array) = serde_json::from_str(json) {
        return Some(array);
    }
    if let Ok(Buffer { data }) = serde_json::from_str(json) {
        return Some(data);
    }
    let numbered: BTreeMap<usize, u8> = serde_json::from_str(json).ok()?;
    let whole = numbered.keys().copied().eq(0..numbered.len());
    whole.then(|| numbered.into_values().collect())
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[derive(Debug, Default, PartialEq, Deserialize)]
    #[serde(default)]
    struct Row {
        #[serde(deserialize_with = "long")]
        long: Option<u64>,
        #[serde(deserialize_with = "bytes")]
        bytes: Option<Vec<u8>>,
    }

    fn read(json: &str) -> Row {
        serde_json::from_str(json).unwrap()
    }

    #[test]
    fn a_long_comes_in_halves_or_whole() {
        for (json, long) in [
            (r#"{"low":64,"high":0,"unsigned":true}"#, Some(64)),
            (r#"{"low":-1,"high":0,"unsigned":true}"#, Some(0xFFFF_FFFF)),
            (r#"{"low":0,"high":1}"#, Some(0x1_0000_0000)),
            (r#"{"low":-1,"high":-1,"unsigned":true}"#, Some(u64::MAX)),
            (r#"{"low":-1,"high":-1,"unsigned":false}"#, None),
            (r#"{"low":64}"#, None),
            ("1234", Some(1234)),
            (r#""1234""#, Some(1234)),
            ("-1", None),
            ("null", None),
        ] {
            assert_eq!(read(&format!(r#"{{"long":{json}}}"#)).long, long, "{json}");
        }
    }

    #[test]
    fn bytes_come_in_four_forms() {
        for json in [
            r#"{"0":232,"1":7,"2":0}"#,
            r#"{"2":0,"1":7,"0":232}"#,
            r#"{"type":"Buffer","data":[232,7,0]}"#,
            "[232,7,0]",
            r#""6AcA""#,
        ] {
            assert_eq!(read(&format!(r#"{{"bytes":{json}}}"#)).bytes, Some(vec![232, 7, 0]), "{json}");
        }
        for json in ["null", "{}", "[]", r#""""#, r#""no base64!""#, r#"{"0":1,"2":1}"#, r#"{"0":300}"#, "7"]
        {
            assert_eq!(read(&format!(r#"{{"bytes":{json}}}"#)).bytes, None, "{json}");
        }
    }

    proptest! {
        #[test]
        fn no_text_is_too_strange(value in "\\PC{0,30}") {
            read(&serde_json::json!({"long": value, "bytes": value}).to_string());
        }
    }
}
