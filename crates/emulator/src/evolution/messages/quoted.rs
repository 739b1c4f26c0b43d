//! What a message answers to.

use serde_json::{Value, json};

use super::sender::Sender;
use crate::world::{Mailbox, jid};

/// The message that is answered to.
pub(super) struct Quoted {
    pub(super) id: String,
    pub(super) participant: Option<String>,
    pub(super) message: Value,
}

impl Quoted {
    /// The quoted message, as it was given or as the server knows it. A message that the server does not know is
    /// left out without a word.
    pub(super) fn find(mailbox: &Mailbox, sender: &Sender, quoted: &Value) -> Option<Self> {
        let key = quoted.get("key")?;
        let id = key.get("id")?.as_str()?.to_owned();
        if let Some(message) = quoted.get("message") {
            let from_me = key.get("fromMe").and_then(Value::as_bool).unwrap_or_default();
            let other = key.get("remoteJid").and_then(Value::as_str).map(str::to_owned);
            let participant = if from_me { sender.jid() } else { other };
            return Some(Self { id, participant, message: message.clone() });
        }
        let known = mailbox.message(&id)?;
        let participant = if known.from_me { sender.jid() } else { Some(jid(&known.sender)) };
        let message = match known.native.get("message") {
            Some(message) => message.clone(),
            None => known.text.as_ref().map_or_else(|| json!({}), |text| json!({ "conversation": text })),
        };
        Some(Self { id, participant, message })
    }
}
