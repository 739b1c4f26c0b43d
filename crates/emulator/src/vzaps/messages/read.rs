//! Marking messages as read. Answered in the envelope.

use axum::Json;
use axum::body::Bytes;
use serde::Deserialize;
use serde_json::{Value, json};

use crate::vzaps::errors::{Refusal, body, enveloped};
use crate::vzaps::line::{Line, address, missing};
use crate::world::Act;

#[derive(Deserialize)]
struct Read {
    id: Option<Vec<String>>,
    chat: Option<String>,
    // Nothing shows it here, but it must be a text.
    #[serde(rename = "sender")]
    _sender: Option<String>,
}

// Guess: messages that the instance does not know are marked too; the words of `details`, which are Portuguese.
pub(in crate::vzaps) async fn mark_read(line: Line, bytes: Bytes) -> Result<Json<Value>, Refusal> {
    let mut world = line.world()?;
    let wish: Read = body(&bytes)?;
    let messages = wish.id.filter(|ids| !ids.is_empty()).ok_or_else(|| missing("id"))?;
    let chat = address(Some(wish.chat.ok_or_else(|| missing("chat"))?))?;
    line.act(&mut world, None, Act::Read { chat, messages })?;
    Ok(enveloped(json!({ "details": "Mensagens marcadas como lidas" })))
}
