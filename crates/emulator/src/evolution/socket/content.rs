//! An event's content as Socket.IO carries it.

use serde::ser::{Serialize, SerializeMap as _, SerializeSeq as _, Serializer};
use serde_json::{Map, Value};

/// A JSON value in which bytes are bytes.
///
/// Where a webhook has an object whose keys are the places of its bytes, a socket has an attachment of its own.
pub(super) struct Content<'v>(pub(super) &'v Value);

impl Serialize for Content<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self.0 {
            Value::Object(members) => match bytes(members) {
                Some(bytes) => serializer.serialize_bytes(&bytes),
                None => {
                    let mut map = serializer.serialize_map(Some(members.len()))?;
                    for (name, value) in members {
                        map.serialize_entry(name, &Content(value))?;
                    }
                    map.end()
                }
            },
            Value::Array(elements) => {
                let mut list = serializer.serialize_seq(Some(elements.len()))?;
                for element in elements {
                    list.serialize_element(&Content(element))?;
                }
                list.end()
            }
            other => other.serialize(serializer),
        }
    }
}

/// The bytes of an object whose keys are their places.
fn bytes(members: &Map<String, Value>) -> Option<Vec<u8>> {
    if members.is_empty() {
        return None;
    }
    let byte = |at: usize| members.get(&at.to_string())?.as_u64().and_then(|byte| u8::try_from(byte).ok());
    (0..members.len()).map(byte).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn only_places_from_the_first_on_make_bytes() {
        let of = |value: Value| bytes(value.as_object().unwrap());
        assert_eq!(of(json!({ "0": 255, "1": 0 })), Some(vec![255, 0]));
        for other in [json!({}), json!({ "1": 1 }), json!({ "0": 256 }), json!({ "0": 1, "a": 2 })] {
            assert_eq!(of(other.clone()), None, "{other}");
        }
        let long: Map<String, Value> = (0..12).map(|at| (at.to_string(), json!(at))).collect();
        assert_eq!(bytes(&long), Some((0..12).collect()));
    }
}
