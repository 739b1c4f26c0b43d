//! Objects inside what is not certain to have its shape, read where they stand.

use std::fmt;
use std::marker::PhantomData;

use serde::Deserialize;
use serde::de::value::MapAccessDeserializer;
use serde::de::{Deserializer, Error as _, IgnoredAny, MapAccess, SeqAccess, Visitor};

/// An object; anything else is `None`. Its members should be such that they are read whatever they are, since here, unlike in
/// [`lenient`](super::lenient), one that is not of its shape makes the whole unreadable; it costs half of that.
///
/// # Errors
/// When the JSON itself is broken, or a member cannot be read.
pub fn object<'de, D, T>(deserializer: D) -> Result<Option<T>, D::Error>
where
    D: Deserializer<'de>,
    T: Deserialize<'de>,
{
    deserializer.deserialize_any(ObjectVisitor(PhantomData))
}

/// An object that must be there. Serde would fill a type's fields from a list too, one after the other: that is not what is meant.
///
/// # Errors
/// When it is none, or a member cannot be read.
pub fn required_object<'de, D, T>(deserializer: D) -> Result<T, D::Error>
where
    D: Deserializer<'de>,
    T: Deserialize<'de>,
{
    object(deserializer)?.ok_or_else(|| D::Error::custom("not an object"))
}

struct ObjectVisitor<T>(PhantomData<T>);

impl<'de, T: Deserialize<'de>> Visitor<'de> for ObjectVisitor<T> {
    type Value = Option<T>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("any value")
    }

    fn visit_map<A: MapAccess<'de>>(self, members: A) -> Result<Option<T>, A::Error> {
        T::deserialize(MapAccessDeserializer::new(members)).map(Some)
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut items: A) -> Result<Option<T>, A::Error> {
        while items.next_element::<IgnoredAny>()?.is_some() {}
        Ok(None)
    }

    fn visit_bool<E>(self, _: bool) -> Result<Option<T>, E> {
        Ok(None)
    }

    fn visit_u64<E>(self, _: u64) -> Result<Option<T>, E> {
        Ok(None)
    }

    fn visit_i64<E>(self, _: i64) -> Result<Option<T>, E> {
        Ok(None)
    }

    fn visit_f64<E>(self, _: f64) -> Result<Option<T>, E> {
        Ok(None)
    }

    fn visit_str<E>(self, _: &str) -> Result<Option<T>, E> {
        Ok(None)
    }

    fn visit_unit<E>(self) -> Result<Option<T>, E> {
        Ok(None)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[derive(Debug, Deserialize)]
    struct Outer {
        #[serde(default, deserialize_with = "object")]
        part: Option<Inner>,
        after: u64,
    }

    #[derive(Debug, Deserialize)]
    struct Inner {
        #[serde(default, deserialize_with = "crate::wire::text")]
        name: Option<String>,
    }

    #[test]
    fn what_is_no_object_is_nothing() {
        for part in ["null", "7", "-7", "0.5", "true", "\"x\"", "[\"x\",{\"name\":\"y\"}]"] {
            let outer: Outer = serde_json::from_str(&format!(r#"{{"part":{part},"after":1}}"#)).unwrap();
            assert!(outer.part.is_none() && outer.after == 1, "{part}");
        }
        let outer: Outer = serde_json::from_str(r#"{"part":{"name":"x","more":[1]},"after":1}"#).unwrap();
        assert_eq!(outer.part.unwrap().name.as_deref(), Some("x"));
    }

    #[test]
    fn an_object_that_must_be_there_is_no_list() {
        let read = |json| required_object::<_, Inner>(&mut serde_json::Deserializer::from_str(json));
        assert!(read(r#"{"name":"x"}"#).is_ok() && read(r#"["x"]"#).is_err() && read("null").is_err());
    }
}
