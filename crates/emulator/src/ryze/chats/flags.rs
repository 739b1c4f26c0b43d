//! What is so of a whole chat: archived, pinned, muted, read, blocked, deleted.

use std::time::Duration;

use axum::Json;
use axum::body::Bytes;
use serde::Deserialize;
use serde_json::{Value, json};

use crate::ryze::errors::{Refusal, body};
use crate::ryze::line::{Line, number};
use crate::world::{Mute, jid};

// Guess: a flag that is not there means false, as a number that is not there means none in Go; and no chat is too new
// or too unknown for a flag.
#[derive(Deserialize)]
struct Archive {
    number: Option<String>,
    archive: Option<bool>,
}

pub(in crate::ryze) async fn archive(line: Line, bytes: Bytes) -> Result<Json<Value>, Refusal> {
    let mut world = line.world()?;
    let wish: Archive = body(&bytes)?;
    let chat = number(wish.number.as_deref())?;
    let archived = wish.archive.unwrap_or(false);
    let now = world.clock.now();
    line.mailbox(&mut world)?.open_chat(&chat, now).archived = archived;
    let done = if archived { "archived" } else { "unarchived" };
    Ok(Json(json!({
        "success": true,
        "message": format!("Chat {done} successfully"),
        "chat_jid": jid(&chat),
        "archived": archived,
    })))
}

#[derive(Deserialize)]
struct Pin {
    number: Option<String>,
    pin: Option<bool>,
}

pub(in crate::ryze) async fn pin(line: Line, bytes: Bytes) -> Result<Json<Value>, Refusal> {
    let mut world = line.world()?;
    let wish: Pin = body(&bytes)?;
    let chat = number(wish.number.as_deref())?;
    let pinned = wish.pin.unwrap_or(false);
    let now = world.clock.now();
    line.mailbox(&mut world)?.open_chat(&chat, now).pinned = pinned;
    let done = if pinned { "pinned" } else { "unpinned" };
    Ok(Json(json!({
        "success": true,
        "message": format!("Chat {done} successfully"),
        "chat_jid": jid(&chat),
        "pinned": pinned,
    })))
}

#[derive(Deserialize)]
struct MuteWish {
    number: Option<String>,
    mute: Option<bool>,
    duration: Option<String>,
}

/// For how many seconds a word mutes; 0 for always.
fn seconds(word: &str) -> Option<u64> {
    match word.trim().to_ascii_lowercase().as_str() {
        "8h" | "8 hours" => Some(28_800),
        "1w" | "7d" | "1 week" => Some(604_800),
        "" | "always" | "forever" | "permanent" => Some(0),
        _ => None,
    }
}

pub(in crate::ryze) async fn mute(line: Line, bytes: Bytes) -> Result<Json<Value>, Refusal> {
    let mut world = line.world()?;
    let wish: MuteWish = body(&bytes)?;
    let chat = number(wish.number.as_deref())?;
    let muted = wish.mute.unwrap_or(false);
    let word = wish.duration.filter(|_| muted).unwrap_or_default();
    let seconds = seconds(&word).ok_or_else(|| Refusal::bad_request(format!("Invalid duration: {word}")))?;
    let now = world.clock.now();
    let end = match seconds {
        0 => Mute::Always,
        seconds => Mute::Until(now + Duration::from_secs(seconds)),
    };
    line.mailbox(&mut world)?.open_chat(&chat, now).muted = muted.then_some(end);
    let message = match (muted, seconds) {
        (false, _) => "Chat unmuted successfully",
        (true, 0) => "Chat muted permanently",
        (true, 28_800) => "Chat muted for 8 hours",
        (true, _) => "Chat muted for 1 week",
    };
    Ok(Json(json!({
        "success": true,
        "message": message,
        "chat_jid": jid(&chat),
        "muted": muted,
        "duration": seconds,
    })))
}

#[derive(Deserialize)]
struct Read {
    number: Option<String>,
    read: Option<bool>,
}

pub(in crate::ryze) async fn mark_read(line: Line, bytes: Bytes) -> Result<Json<Value>, Refusal> {
    let mut world = line.world()?;
    let wish: Read = body(&bytes)?;
    let chat = number(wish.number.as_deref())?;
    let read = wish.read.unwrap_or(false);
    let now = world.clock.now();
    line.mailbox(&mut world)?.mark_chat(&chat, read, now);
    let done = if read { "read" } else { "unread" };
    Ok(Json(json!({
        "success": true,
        "message": format!("Chat marked as {done} successfully"),
        "chat_jid": jid(&chat),
        "read": read,
    })))
}

#[derive(Deserialize)]
struct Block {
    number: Option<String>,
    block: Option<bool>,
}

pub(in crate::ryze) async fn block(line: Line, bytes: Bytes) -> Result<Json<Value>, Refusal> {
    let mut world = line.world()?;
    let wish: Block = body(&bytes)?;
    let contact = number(wish.number.as_deref())?;
    // Guess: the text of the refusal.
    if contact.ends_with("@g.us") || contact.ends_with("@newsletter") {
        return Err(Refusal::bad_request("Only contacts can be blocked"));
    }
    let blocked = wish.block.unwrap_or(false);
    let mailbox = line.mailbox(&mut world)?;
    mailbox.set_blocked(&contact, blocked);
    let done = if blocked { "blocked" } else { "unblocked" };
    Ok(Json(json!({
        "success": true,
        "message": format!("Contact {done} successfully"),
        "contact_jid": jid(&contact),
        "blocked": blocked,
        "blocked_count": mailbox.blocked_count(),
    })))
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Delete {
    number: Option<String>,
    delete_media: Option<bool>,
}

// Guess: a chat that is not there is deleted too; the operation is called idempotent.
pub(in crate::ryze) async fn delete(line: Line, bytes: Bytes) -> Result<Json<Value>, Refusal> {
    let mut world = line.world()?;
    let wish: Delete = body(&bytes)?;
    let chat = number(wish.number.as_deref())?;
    line.mailbox(&mut world)?.delete_chat(&chat);
    Ok(Json(json!({
        "success": true,
        "message": "Chat deleted successfully",
        "chat_jid": jid(&chat),
        "delete_media": wish.delete_media.unwrap_or(false),
    })))
}
