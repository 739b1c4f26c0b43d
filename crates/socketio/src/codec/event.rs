//! The payload of an event: `["name", argument, …]`, read in one pass.

use std::borrow::Cow;
use std::fmt;

use serde::Deserialize;
use serde::de::{Deserializer, Error as _, SeqAccess, Visitor};
use serde_json::value::RawValue;

use super::json::Text;

/// An event's name, and its arguments as they stand in the frame.
pub(super) struct EventPayload<'a> {
    pub(super) name: Cow<'a, str>,
    pub(super) args: Vec<&'a RawValue>,
}

impl<'de: 'a, 'a> Deserialize<'de> for EventPayload<'a> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct List;

        impl<'de> Visitor<'de> for List {
            type Value = EventPayload<'de>;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("a list that begins with the event's name")
            }

            fn visit_seq<A: SeqAccess<'de>>(self, mut list: A) -> Result<Self::Value, A::Error> {
                let Text(name) = list.next_element()?.ok_or_else(|| A::Error::custom("no name"))?;
                let mut args = Vec::new();
                while let Some(arg) = list.next_element()? {
                    args.push(arg);
                }
                Ok(EventPayload { name, args })
            }
        }

        deserializer.deserialize_seq(List)
    }
}
