//! The stored messages of a chat.

use std::time::SystemTime;

use axum::Json;
use axum::body::Bytes;
use serde::Deserialize;
use serde_json::{Value, json};

use super::stored::{self, delivery};
use crate::clock::{epoch_seconds, from_iso, iso_seconds};
use crate::ryze::errors::{Refusal, body};
use crate::ryze::line::{Line, number};
use crate::world::{Message, jid};

#[derive(Deserialize)]
struct Wish {
    number: Option<String>,
    count: Option<usize>,
    from: Option<String>,
    to: Option<String>,
}

// Guess: both bounds are inside, and are compared in whole seconds, which is all that WhatsApp's own times have.
pub(in crate::ryze) async fn history(line: Line, bytes: Bytes) -> Result<Json<Value>, Refusal> {
    let mut world = line.world()?;
    let wish: Wish = body(&bytes)?;
    let chat = number(wish.number.as_deref())?;
    let from = bound("from", wish.from.as_deref())?;
    let to = bound("to", wish.to.as_deref())?;
    let count = wish.count.filter(|count| *count > 0).unwrap_or(50);
    let mailbox = line.mailbox(&mut world)?;
    let messages: Vec<Value> = mailbox
        .history(&chat)
        .filter(|message| {
            let at = epoch_seconds(message.at);
            from.is_none_or(|from| epoch_seconds(from) <= at) && to.is_none_or(|to| at <= epoch_seconds(to))
        })
        .take(count)
        .map(row)
        .collect();
    Ok(Json(json!({
        "success": true,
        "message": "History retrieved",
        "chat_jid": jid(&chat),
        "count": messages.len(),
        "hasMore": messages.len() == count,
        "messages": messages,
    })))
}

fn bound(name: &str, text: Option<&str>) -> Result<Option<SystemTime>, Refusal> {
    let Some(text) = text.filter(|text| !text.is_empty()) else { return Ok(None) };
    let at = from_iso(text).ok_or_else(|| {
        let example = "Use ISO 8601 format (e.g., '2026-02-16T18:32:39Z')";
        Refusal::bad_request(format!("invalid '{name}' date format. {example}"))
    })?;
    Ok(Some(at))
}

// Guess: all members but `senderJid`, which is the author in groups and empty elsewhere.
fn row(message: &Message) -> Value {
    json!({
        "messageId": message.id,
        "content": stored::content(message),
        "type": stored::word(message),
        "senderJid": if message.is_group() { jid(&message.sender) } else { String::new() },
        "direction": if message.from_me { "outgoing" } else { "incoming" },
        "timestamp": iso_seconds(message.at),
        "status": delivery(message).0,
    })
}
