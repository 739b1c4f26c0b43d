//! Reading what gateways send: numbers as strings, `""` for nothing, times in several forms.
//!
//! For adapters. Each function goes into `#[serde(deserialize_with = "…")]` together with `#[serde(default)]`, and reads what it
//! does not understand as `None`: a field that a gateway fills in another way must not make the whole answer unreadable.

mod binary;
mod members;
mod named;
mod object;
mod open_words;
mod secret;

pub use binary::{bytes, long};

use std::fmt;
use std::time::{Duration, SystemTime};

use serde::de::{Deserializer, IgnoredAny, MapAccess, SeqAccess, Visitor};
use serde::{Deserialize, de::DeserializeOwned};
use serde_json::value::RawValue;

use crate::address::{Address, PhoneNumber};
use crate::credential::InstanceToken;
use crate::raw::Raw;

pub use members::Members;
pub use named::{ByName, Named, Passed, named};
pub use object::{object, required_object};
pub use secret::{read_secret, write_secret, write_token};

/// A value together with the JSON that it was read from.
#[derive(Debug, Clone)]
pub struct WithRaw<T> {
    /// The value.
    pub value: T,
    /// Its JSON.
    pub raw: Raw,
}

impl<'de, T: DeserializeOwned> Deserialize<'de> for WithRaw<T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let raw = Box::<RawValue>::deserialize(deserializer)?;
        let value = serde_json::from_str(raw.get()).map_err(serde::de::Error::custom)?;
        Ok(Self { value, raw: Raw::from(String::from(Box::<str>::from(raw))) })
    }
}

/// A text; `""`, `null` and anything that is no text or number are `None`. A number is written out.
///
/// # Errors
/// Only when the JSON itself is broken.
pub fn text<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<String>, D::Error> {
    scalar(deserializer, |value| match value {
        Scalar::Text(text) if !text.is_empty() => Some(text.to_owned()),
        Scalar::Unsigned(number) => Some(number.to_string()),
        Scalar::Signed(number) => Some(number.to_string()),
        _ => None,
    })
}

/// A text that must be there and not be empty. It goes without `#[serde(default)]`.
///
/// # Errors
/// When there is none, so that the answer cannot be read.
pub fn required_text<'de, D: Deserializer<'de>>(deserializer: D) -> Result<String, D::Error> {
    text(deserializer)?.ok_or_else(|| serde::de::Error::custom("a text that must be there is empty"))
}

/// A list that must be there; `null` is an empty one. It goes without `#[serde(default)]`.
///
/// # Errors
/// When it is no list, or an item cannot be read.
pub fn list<'de, D, T>(deserializer: D) -> Result<Vec<T>, D::Error>
where
    D: Deserializer<'de>,
    T: Deserialize<'de>,
{
    Ok(Option::deserialize(deserializer)?.unwrap_or_default())
}

/// Whether the members `success` and `error` of an answer tell of no failure, where it has them.
pub fn is_success<E>(success: Option<bool>, error: Option<&E>) -> bool {
    success != Some(false) && error.is_none()
}

/// A word of a list that the gateway may add to: see [`open_words!`](crate::open_words). `""` and `null` are `None`.
///
/// # Errors
/// Only when the JSON itself is broken.
pub fn word<'de, D: Deserializer<'de>, T: From<String>>(deserializer: D) -> Result<Option<T>, D::Error> {
    Ok(text(deserializer)?.map(T::from))
}

/// A part whose shape is not certain: what does not fit is `None`, so that it never makes the whole answer unreadable.
///
/// # Errors
/// Only when the JSON itself is broken.
pub fn lenient<'de, D, T>(deserializer: D) -> Result<Option<T>, D::Error>
where
    D: Deserializer<'de>,
    T: DeserializeOwned,
{
    let json = Box::<RawValue>::deserialize(deserializer)?;
    Ok(serde_json::from_str(json.get()).ok())
}

/// A whole number, written as a number or as text.
///
/// # Errors
/// Only when the JSON itself is broken.
pub fn number<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<u64>, D::Error> {
    scalar(deserializer, |value| value.unsigned())
}

/// A whole number that may be negative, written as a number or as text.
///
/// # Errors
/// Only when the JSON itself is broken.
pub fn integer<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<i64>, D::Error> {
    scalar(deserializer, |value| match value {
        Scalar::Signed(number) => Some(number),
        Scalar::Unsigned(number) => i64::try_from(number).ok(),
        Scalar::Text(text) => text.trim().parse().ok(),
        _ => None,
    })
}

/// A truth, written as one, as `0` or `1`, or as text.
///
/// # Errors
/// Only when the JSON itself is broken.
pub fn truth<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<bool>, D::Error> {
    scalar(deserializer, |value| match value {
        Scalar::Truth(truth) => Some(truth),
        Scalar::Unsigned(number @ (0 | 1)) => Some(number == 1),
        Scalar::Text(text) if text.eq_ignore_ascii_case("true") => Some(true),
        Scalar::Text(text) if text.eq_ignore_ascii_case("false") => Some(false),
        _ => None,
    })
}

/// A time: RFC 3339 text, or epoch seconds or milliseconds (told apart by their size) as number or text.
///
/// # Errors
/// Only when the JSON itself is broken.
pub fn time<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<SystemTime>, D::Error> {
    scalar(deserializer, |value| match (value.unsigned(), value) {
        (Some(number), _) => epoch(number),
        (None, Scalar::Text(text)) => rfc3339(text),
        _ => None,
    })
}

/// An address, such as a JID; what is none is `None`.
///
/// # Errors
/// Only when the JSON itself is broken.
pub fn address<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<Address>, D::Error> {
    scalar(deserializer, |value| match value {
        Scalar::Text(text) => text.parse().ok(),
        Scalar::Unsigned(number) => number.to_string().parse().ok(),
        Scalar::Signed(number) => number.to_string().parse().ok(),
        _ => None,
    })
}

/// A phone number; what is none, such as a JID of another kind, is `None`.
///
/// # Errors
/// Only when the JSON itself is broken.
pub fn phone<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<PhoneNumber>, D::Error> {
    Ok(text(deserializer)?.and_then(|text| phone_of(&text)))
}

/// The phone number in a JID such as `5511999999999:3@s.whatsapp.net`, or in bare digits.
pub fn phone_of(text: &str) -> Option<PhoneNumber> {
    match text.parse() {
        Ok(Address::Phone(phone)) => Some(phone),
        _ => None,
    }
}

/// An instance's token; one that cannot be a token is `None`.
///
/// # Errors
/// Only when the JSON itself is broken.
pub fn instance_token<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<InstanceToken>, D::Error> {
    Ok(text(deserializer)?.and_then(|text| InstanceToken::new(text).ok()))
}

/// Epoch seconds, or milliseconds from the size on that seconds reach only in the year 5138.
pub fn epoch(number: u64) -> Option<SystemTime> {
    let since =
        if number >= 100_000_000_000 { Duration::from_millis(number) } else { Duration::from_secs(number) };
    SystemTime::UNIX_EPOCH.checked_add(since)
}

/// RFC 3339, such as `2026-11-22T12:00:00Z` or with an offset; `None` for other text.
pub fn rfc3339(text: &str) -> Option<SystemTime> {
    text.trim().parse::<jiff::Timestamp>().ok().map(SystemTime::from)
}

/// A time as RFC 3339 text in UTC; `None` beyond the year 9999.
pub fn to_rfc3339(time: SystemTime) -> Option<String> {
    jiff::Timestamp::try_from(time).ok().map(|time| time.to_string())
}

/// Any JSON value, of which only simple ones are kept.
#[derive(Clone, Copy)]
enum Scalar<'a> {
    Nothing,
    Truth(bool),
    Unsigned(u64),
    Signed(i64),
    Fraction(f64),
    Text(&'a str),
}

impl Scalar<'_> {
    fn unsigned(self) -> Option<u64> {
        match self {
            Self::Unsigned(number) => Some(number),
            // Exact for every whole number that a gateway writes as a fraction, such as `1700000000.0`.
            #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss)]
            Self::Fraction(number) if number.fract() == 0.0 && (0.0..9e15).contains(&number) => {
                Some(number as u64)
            }
            Self::Text(text) => text.trim().parse().ok(),
            _ => None,
        }
    }
}

/// Reads a value where it stands: a text is copied by `read` alone, if at all.
fn scalar<'de, D, T>(deserializer: D, read: impl FnOnce(Scalar<'_>) -> T) -> Result<T, D::Error>
where
    D: Deserializer<'de>,
{
    deserializer.deserialize_any(ScalarVisitor(read))
}

struct ScalarVisitor<F>(F);

impl<'de, T, F: FnOnce(Scalar<'_>) -> T> Visitor<'de> for ScalarVisitor<F> {
    type Value = T;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("any value")
    }

    fn visit_bool<E>(self, truth: bool) -> Result<T, E> {
        Ok((self.0)(Scalar::Truth(truth)))
    }

    fn visit_u64<E>(self, number: u64) -> Result<T, E> {
        Ok((self.0)(Scalar::Unsigned(number)))
    }

    fn visit_i64<E>(self, number: i64) -> Result<T, E> {
        Ok((self.0)(u64::try_from(number).map_or(Scalar::Signed(number), Scalar::Unsigned)))
    }

    fn visit_f64<E>(self, number: f64) -> Result<T, E> {
        Ok((self.0)(Scalar::Fraction(number)))
    }

    fn visit_str<E>(self, text: &str) -> Result<T, E> {
        Ok((self.0)(Scalar::Text(text)))
    }

    fn visit_unit<E>(self) -> Result<T, E> {
        Ok((self.0)(Scalar::Nothing))
    }

    fn visit_none<E>(self) -> Result<T, E> {
        Ok((self.0)(Scalar::Nothing))
    }

    fn visit_some<D: Deserializer<'de>>(self, deserializer: D) -> Result<T, D::Error> {
        deserializer.deserialize_any(self)
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut items: A) -> Result<T, A::Error> {
        while items.next_element::<IgnoredAny>()?.is_some() {}
        Ok((self.0)(Scalar::Nothing))
    }

    fn visit_map<A: MapAccess<'de>>(self, mut members: A) -> Result<T, A::Error> {
        while members.next_entry::<IgnoredAny, IgnoredAny>()?.is_some() {}
        Ok((self.0)(Scalar::Nothing))
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[derive(Debug, Default, Deserialize)]
    #[serde(default)]
    struct Row {
        #[serde(deserialize_with = "text")]
        text: Option<String>,
        #[serde(deserialize_with = "number")]
        number: Option<u64>,
        #[serde(deserialize_with = "truth")]
        truth: Option<bool>,
        #[serde(deserialize_with = "time")]
        time: Option<SystemTime>,
    }

    fn read(json: &str) -> Row {
        serde_json::from_str(json).unwrap()
    }

    #[test]
    fn what_gateways_write_is_read() {
        let at = SystemTime::UNIX_EPOCH + Duration::from_secs(1_700_000_000);
        for json in [
            r#"{"text":"7","number":"7","truth":"true","time":1700000000}"#,
            r#"{"text":7,"number":7,"truth":1,"time":"1700000000"}"#,
            r#"{"text":7,"number":7.0,"truth":true,"time":1700000000000}"#,
            r#"{"text":"7","number":7,"truth":true,"time":"2023-11-14T22:13:20Z"}"#,
            r#"{"text":"7","number":7,"truth":true,"time":"2023-11-14T19:13:20-03:00"}"#,
        ] {
            let row = read(json);
            assert_eq!(
                (row.text.as_deref(), row.number, row.truth, row.time),
                (Some("7"), Some(7), Some(true), Some(at)),
                "{json}"
            );
        }
    }

    #[test]
    fn what_must_be_there_is_not_nothing() {
        #[derive(Deserialize)]
        struct Sent {
            #[serde(deserialize_with = "required_text")]
            id: String,
            #[serde(deserialize_with = "list")]
            rows: Vec<u64>,
        }
        let read = |json: &str| serde_json::from_str::<Sent>(json);
        let sent = read(r#"{"id":"x","rows":null}"#).unwrap();
        assert!(sent.id == "x" && sent.rows.is_empty());
        for bad in [r#"{"id":"","rows":[]}"#, r#"{"id":null,"rows":[]}"#, r#"{"id":"x"}"#, r#"{"rows":[]}"#] {
            assert!(read(bad).is_err(), "{bad}");
        }
    }

    #[test]
    fn nothing_is_nothing() {
        for value in ["null", "\"\"", "[]", "{\"a\":[1]}"] {
            let row = read(&format!(r#"{{"text":{value},"number":{value},"truth":{value},"time":{value}}}"#));
            assert!(row.text.is_none() && row.number.is_none() && row.truth.is_none() && row.time.is_none());
        }
    }

    #[test]
    fn a_time_goes_out_and_comes_back() {
        let at = SystemTime::UNIX_EPOCH + Duration::from_millis(1_700_000_000_123);
        assert_eq!(rfc3339(&to_rfc3339(at).unwrap()), Some(at));
    }

    proptest! {
        #[test]
        fn no_text_is_too_strange(value in "\\PC{0,30}") {
            let json = serde_json::json!({"text": value, "number": value, "truth": value, "time": value});
            read(&json.to_string());
        }
    }
}
