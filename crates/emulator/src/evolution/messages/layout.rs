//! Parts of WhatsApp's own structures, written as JSON.

use serde_json::{Map, Value, json};

use crate::world::World;

/// A picture's thumbnail: the first bytes of a JPEG.
pub(super) fn thumbnail() -> Value {
    Value::Object(bytes(b"ffd8ffe000104a464946"))
}

/// As many bytes as a secret or a digest has.
pub(super) fn secret(world: &mut World) -> Value {
    Value::Object(bytes(world.ids.hex(64).as_bytes()))
}

/// The members of a media message that WhatsApp's upload gives.
pub(super) fn uploaded(world: &mut World, len: u64) -> Map<String, Value> {
    let at = crate::clock::epoch_seconds(world.clock.now());
    let path = format!("/o1/v/t62/f1/{}?ccb=9-4", world.ids.hex(16));
    Map::from_iter([
        ("url".to_owned(), json!(format!("https://mmg.whatsapp.net{path}"))),
        ("directPath".to_owned(), json!(path)),
        ("fileSha256".to_owned(), secret(world)),
        ("fileEncSha256".to_owned(), secret(world)),
        ("mediaKey".to_owned(), secret(world)),
        ("fileLength".to_owned(), long(len, true)),
        ("mediaKeyTimestamp".to_owned(), long(at, false)),
    ])
}

/// The members that media have in addition where they are sent as if they were forwarded.
pub(super) fn forwarded() -> [(String, Value); 3] {
    ["interactiveAnnotations", "scanLengths", "annotations"].map(|name| (name.to_owned(), json!([])))
}

/// A 64-bit number as the server writes it: two halves, read as signed ones.
pub(in crate::evolution) fn long(number: u64, unsigned: bool) -> Value {
    let half = |bits: u64| i32::from_ne_bytes(((bits & 0xffff_ffff) as u32).to_ne_bytes());
    json!({ "low": half(number), "high": half(number >> 32), "unsigned": unsigned })
}

/// Bytes, as an object whose keys are their places.
pub(in crate::evolution) fn byte_map(bytes: &[u8]) -> Value {
    bytes.iter().enumerate().map(|(at, byte)| (at.to_string(), json!(byte))).collect()
}

/// Bytes from twice as many hexadecimal digits, as an object whose keys are their places.
fn bytes(hex: &[u8]) -> Map<String, Value> {
    let nibble = |digit: u8| char::from(digit).to_digit(16).unwrap_or_default();
    let byte = |pair: &[u8]| pair.iter().fold(0, |byte, digit| byte * 16 + nibble(*digit));
    hex.chunks(2).enumerate().map(|(at, pair)| (at.to_string(), json!(byte(pair)))).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_and_bytes_are_written_as_whatsapps_library_does() {
        assert_eq!(long(268, true), json!({ "low": 268, "high": 0, "unsigned": true }));
        assert_eq!(long(0x1_ffff_ffff, true), json!({ "low": -1, "high": 1, "unsigned": true }));
        assert_eq!(Value::Object(bytes(b"00ff10")), json!({ "0": 0, "1": 255, "2": 16 }));
    }
}
