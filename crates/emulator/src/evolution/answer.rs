//! A sent message as the server answers it: WhatsApp's own structure, written as JSON.

use serde_json::{Map, Value, json};

use super::instances::{BUSINESS, EVOLUTION};
use super::messages::Sender;
use crate::Gateway;
use crate::world::{World, jid};

/// A message that was accepted.
pub(super) struct Sent<'a> {
    pub(super) message_id: &'a str,
    pub(super) to: &'a str,
    /// The recipient as it was given.
    pub(super) number: &'a str,
    pub(super) message_type: &'a str,
    pub(super) message: Value,
    pub(super) quoted: Option<Quoted>,
    pub(super) mentions: Vec<String>,
    pub(super) at: u64,
}

impl Sent<'_> {
    pub(super) fn answer(self, sender: &Sender) -> Value {
        let key =
            |remote_jid: &str| json!({ "remoteJid": remote_jid, "fromMe": true, "id": self.message_id });
        let common = json!({
            "messageType": self.message_type,
            "messageTimestamp": self.at,
            "instanceId": sender.instance_id,
            "source": "unknown",
        });
        match sender.integration.as_str() {
            EVOLUTION => {
                let is_text = self.message_type == "conversation";
                let message = if is_text { self.message } else { json!({ "mediaUrl": null }) };
                with(common, json!({ "key": key(self.number), "message": message }))
            }
            BUSINESS => with(
                common,
                json!({ "key": key(&jid(self.to)), "message": self.message, "status": "PENDING" }),
            ),
            _ => {
                let context = self.context();
                let mut message = self.message;
                // Media carry the context inside too.
                if let Some(inner) = message.get_mut(self.message_type).and_then(Value::as_object_mut) {
                    inner.insert("contextInfo".to_owned(), context.clone());
                }
                let own = json!({
                    "key": key(&jid(self.to)),
                    "pushName": "Você",
                    "status": "PENDING",
                    "message": message,
                    "contextInfo": context,
                    "source": "web",
                });
                with(common, own)
            }
        }
    }

    fn context(&self) -> Value {
        let mut context = json!({
            "mentionedJid": self.mentions,
            "groupMentions": [],
            "ephemeralSettingTimestamp": long(self.at.saturating_sub(2 * 86_400), false),
            "disappearingMode": { "initiator": 0 },
        });
        if let (Value::Object(context), Some(quoted)) = (&mut context, &self.quoted) {
            context.insert("participant".to_owned(), json!(quoted.participant));
            context.insert("stanzaId".to_owned(), json!(quoted.id));
            context.insert("quotedMessage".to_owned(), quoted.message.clone());
        }
        context
    }
}

fn with(mut one: Value, other: Value) -> Value {
    if let (Value::Object(one), Value::Object(other)) = (&mut one, other) {
        one.extend(other);
    }
    one
}

/// The message that is answered to.
pub(super) struct Quoted {
    id: String,
    participant: Option<String>,
    message: Value,
}

impl Quoted {
    /// The quoted message, as it was given or as the server knows it. A message that the server does not know is
    /// left out without a word.
    pub(super) fn find(world: &World, sender: &Sender, name: &str, quoted: &Value) -> Option<Self> {
        let key = quoted.get("key")?;
        let id = key.get("id")?.as_str()?.to_owned();
        if let Some(message) = quoted.get("message") {
            let from_me = key.get("fromMe").and_then(Value::as_bool).unwrap_or_default();
            let other = key.get("remoteJid").and_then(Value::as_str).map(str::to_owned);
            let participant = if from_me { sender.jid.clone() } else { other };
            return Some(Self { id, participant, message: message.clone() });
        }
        let known = world.message(Gateway::Evolution, name, &id)?;
        let text = known.content.get("text").or_else(|| known.content.get("caption"));
        let message = text.map_or_else(|| json!({}), |text| json!({ "conversation": text }));
        Some(Self { id, participant: sender.jid.clone(), message })
    }
}

/// A picture's thumbnail: the first bytes of a JPEG.
pub(super) fn thumbnail() -> Value {
    Value::Object(bytes(b"ffd8ffe000104a464946"))
}

/// The members of a media message that WhatsApp's upload gives.
pub(super) fn uploaded(world: &mut World, len: u64) -> Map<String, Value> {
    let at = crate::clock::epoch_seconds(world.clock.now());
    let path = format!("/o1/v/t62/f1/{}?ccb=9-4", world.ids.hex(16));
    let mut digest = || Value::Object(bytes(world.ids.hex(64).as_bytes()));
    Map::from_iter([
        ("interactiveAnnotations".to_owned(), json!([])),
        ("scanLengths".to_owned(), json!([])),
        ("annotations".to_owned(), json!([])),
        ("url".to_owned(), json!(format!("https://mmg.whatsapp.net{path}"))),
        ("directPath".to_owned(), json!(path)),
        ("fileSha256".to_owned(), digest()),
        ("fileEncSha256".to_owned(), digest()),
        ("mediaKey".to_owned(), digest()),
        ("fileLength".to_owned(), long(len, true)),
        ("mediaKeyTimestamp".to_owned(), long(at, false)),
    ])
}

/// Bytes from twice as many hexadecimal digits, as an object whose keys are their places.
fn bytes(hex: &[u8]) -> Map<String, Value> {
    let nibble = |digit: u8| char::from(digit).to_digit(16).unwrap_or_default();
    let byte = |pair: &[u8]| pair.iter().fold(0, |byte, digit| byte * 16 + nibble(*digit));
    hex.chunks(2).enumerate().map(|(at, pair)| (at.to_string(), json!(byte(pair)))).collect()
}

/// A 64-bit number as the server writes it: two halves, read as signed ones.
pub(super) fn long(number: u64, unsigned: bool) -> Value {
    let half = |bits: u64| i32::from_ne_bytes(((bits & 0xffff_ffff) as u32).to_ne_bytes());
    json!({ "low": half(number), "high": half(number >> 32), "unsigned": unsigned })
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
