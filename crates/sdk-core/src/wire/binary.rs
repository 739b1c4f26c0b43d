//! 64-bit numbers and bytes, in the forms that JavaScript gives them.

use std::collections::BTreeMap;
use std::fmt;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use serde::Deserialize;
use serde::de::value::MapAccessDeserializer;
use serde::de::{Deserializer, IgnoredAny, MapAccess, SeqAccess, Visitor};

use super::{Scalar, scalar};

#[derive(Deserialize)]
struct Halves {
    #[serde(default)]
    low: Integer,
    #[serde(default)]
    high: Integer,
    #[serde(default)]
    unsigned: Truth,
}

/// A whole number of 64 bits: in two halves (`{"low":…,"high":…,"unsigned":…}`), or as [`number`](super::number) reads it. A negative one
/// is `None`.
///
/// # Errors
/// Only when the JSON itself is broken.
pub fn long<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<u64>, D::Error> {
    any(deserializer, LongReader)
}

struct LongReader;

impl<'de> Reader<'de> for LongReader {
    type Value = u64;

    fn scalar(self, value: Scalar<'_>) -> Option<u64> {
        value.unsigned()
    }

    fn object<A: MapAccess<'de>>(self, members: A) -> Result<Option<u64>, A::Error> {
        Halves::deserialize(MapAccessDeserializer::new(members)).map(|halves| halves.joined())
    }
}

impl Halves {
    fn joined(&self) -> Option<u64> {
        let (low, high, unsigned) = (self.low.0?, self.high.0?, self.unsigned.0?);
        if high < 0 && !unsigned {
            return None;
        }
        Some((half(high)? << 32) | half(low)?)
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
    Ok(any(deserializer, BytesReader)?.filter(|bytes| !bytes.is_empty()))
}

struct BytesReader;

impl<'de> Reader<'de> for BytesReader {
    type Value = Vec<u8>;

    fn scalar(self, value: Scalar<'_>) -> Option<Vec<u8>> {
        match value {
            Scalar::Text(text) => STANDARD.decode(text).ok(),
            _ => None,
        }
    }

    fn list<A: SeqAccess<'de>>(self, mut items: A) -> Result<Option<Vec<u8>>, A::Error> {
        let mut bytes = Some(Vec::new());
        while let Some(Byte(byte)) = items.next_element()? {
            match (&mut bytes, byte) {
                (Some(bytes), Some(byte)) => bytes.push(byte),
                _ => bytes = None,
            }
        }
        Ok(bytes)
    }

    fn object<A: MapAccess<'de>>(self, mut members: A) -> Result<Option<Vec<u8>>, A::Error> {
        let (mut buffer, mut numbered) = (None, Some(BTreeMap::new()));
        while let Some(name) = members.next_key::<String>()? {
            if name == "data" {
                buffer = members.next_value::<List>()?.0;
                numbered = None;
                continue;
            }
            match (&mut numbered, name.parse::<usize>()) {
                (Some(all), Ok(place)) => match members.next_value::<Byte>()?.0 {
                    Some(byte) => drop(all.insert(place, byte)),
                    None => numbered = None,
                },
                _ => {
                    members.next_value::<IgnoredAny>()?;
                    numbered = None;
                }
            }
        }
        let whole = numbered.filter(|all: &BTreeMap<usize, u8>| all.keys().copied().eq(0..all.len()));
        Ok(buffer.or_else(|| whole.map(|all| all.into_values().collect())))
    }
}

/// How a value of any shape is read where it stands; what is not read is passed over, and is `None`.
trait Reader<'de>: Sized {
    type Value;

    fn scalar(self, value: Scalar<'_>) -> Option<Self::Value>;

    fn list<A: SeqAccess<'de>>(self, mut items: A) -> Result<Option<Self::Value>, A::Error> {
        while items.next_element::<IgnoredAny>()?.is_some() {}
        Ok(None)
    }

    fn object<A: MapAccess<'de>>(self, members: A) -> Result<Option<Self::Value>, A::Error>;
}

fn any<'de, D: Deserializer<'de>, R: Reader<'de>>(
    deserializer: D,
    reader: R,
) -> Result<Option<R::Value>, D::Error> {
    deserializer.deserialize_any(AnyVisitor(reader))
}

struct AnyVisitor<R>(R);

impl<'de, R: Reader<'de>> Visitor<'de> for AnyVisitor<R> {
    type Value = Option<R::Value>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("any value")
    }

    fn visit_bool<E>(self, truth: bool) -> Result<Self::Value, E> {
        Ok(self.0.scalar(Scalar::Truth(truth)))
    }

    fn visit_u64<E>(self, number: u64) -> Result<Self::Value, E> {
        Ok(self.0.scalar(Scalar::Unsigned(number)))
    }

    fn visit_i64<E>(self, number: i64) -> Result<Self::Value, E> {
        Ok(self.0.scalar(Scalar::Signed(number)))
    }

    fn visit_f64<E>(self, number: f64) -> Result<Self::Value, E> {
        Ok(self.0.scalar(Scalar::Fraction(number)))
    }

    fn visit_str<E>(self, text: &str) -> Result<Self::Value, E> {
        Ok(self.0.scalar(Scalar::Text(text)))
    }

    fn visit_unit<E>(self) -> Result<Self::Value, E> {
        Ok(self.0.scalar(Scalar::Nothing))
    }

    fn visit_seq<A: SeqAccess<'de>>(self, items: A) -> Result<Self::Value, A::Error> {
        self.0.list(items)
    }

    fn visit_map<A: MapAccess<'de>>(self, members: A) -> Result<Self::Value, A::Error> {
        self.0.object(members)
    }
}

/// An array of bytes, and nothing else.
struct List(Option<Vec<u8>>);

impl<'de> Deserialize<'de> for List {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        struct ListReader;

        impl<'de> Reader<'de> for ListReader {
            type Value = Vec<u8>;

            fn scalar(self, _: Scalar<'_>) -> Option<Vec<u8>> {
                None
            }

            fn list<A: SeqAccess<'de>>(self, items: A) -> Result<Option<Vec<u8>>, A::Error> {
                BytesReader.list(items)
            }

            fn object<A: MapAccess<'de>>(self, mut members: A) -> Result<Option<Vec<u8>>, A::Error> {
                while members.next_entry::<IgnoredAny, IgnoredAny>()?.is_some() {}
                Ok(None)
            }
        }

        any(from, ListReader).map(Self)
    }
}

/// A number of eight bits, and nothing else.
struct Byte(Option<u8>);

impl<'de> Deserialize<'de> for Byte {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        scalar(from, |value| match value {
            Scalar::Unsigned(number) => u8::try_from(number).ok(),
            _ => None,
        })
        .map(Self)
    }
}

/// A whole number, and nothing else.
#[derive(Default)]
struct Integer(Option<i64>);

impl<'de> Deserialize<'de> for Integer {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        scalar(from, |value| match value {
            Scalar::Signed(number) => Some(number),
            Scalar::Unsigned(number) => i64::try_from(number).ok(),
            _ => None,
        })
        .map(Self)
    }
}

/// A truth, and nothing else; not given it is none.
struct Truth(Option<bool>);

impl Default for Truth {
    fn default() -> Self {
        Self(Some(false))
    }
}

impl<'de> Deserialize<'de> for Truth {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        scalar(from, |value| match value {
            Scalar::Truth(truth) => Some(truth),
            _ => None,
        })
        .map(Self)
    }
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
