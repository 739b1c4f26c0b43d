//! The payload of a connect error: an object, or the text alone as servers before Socket.IO 3 wrote it.

use std::borrow::Cow;
use std::fmt;

use serde::Deserialize;
use serde::de::{Deserializer, Error, IgnoredAny, MapAccess, Visitor};
use serde_json::value::RawValue;

use super::json::Text;

/// Why a namespace was refused.
pub(super) struct RefusalPayload<'a> {
    pub(super) message: Cow<'a, str>,
    pub(super) data: Option<&'a RawValue>,
}

#[derive(Deserialize)]
#[serde(field_identifier, rename_all = "lowercase")]
enum Field {
    Message,
    Data,
    #[serde(other)]
    Other,
}

impl<'de: 'a, 'a> Deserialize<'de> for RefusalPayload<'a> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Shape;

        impl<'de> Visitor<'de> for Shape {
            type Value = RefusalPayload<'de>;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("an object with a message, or a text")
            }

            fn visit_borrowed_str<E: Error>(self, text: &'de str) -> Result<Self::Value, E> {
                Ok(RefusalPayload { message: Cow::Borrowed(text), data: None })
            }

            fn visit_str<E: Error>(self, text: &str) -> Result<Self::Value, E> {
                Ok(RefusalPayload { message: Cow::Owned(text.to_owned()), data: None })
            }

            fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Self::Value, A::Error> {
                let mut payload = RefusalPayload { message: Cow::Borrowed(""), data: None };
                while let Some(field) = map.next_key()? {
                    match field {
                        Field::Message => payload.message = map.next_value::<Text<'de>>()?.0,
                        Field::Data => payload.data = Some(map.next_value()?),
                        Field::Other => {
                            map.next_value::<IgnoredAny>()?;
                        }
                    }
                }
                Ok(payload)
            }
        }

        deserializer.deserialize_any(Shape)
    }
}
