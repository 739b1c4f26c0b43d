//! What is so of a whole chat: archived, muted, pinned, read, cleared, deleted, disappearing.

use std::time::Duration;

use axum::Json;
use axum::body::Bytes;
use axum::extract::Path;
use serde::Deserialize;
use serde_json::{Value, json};

use super::chat;
use crate::vzaps::errors::{Refusal, body, body_if_any};
use crate::vzaps::line::{Line, required};
use crate::world::{Act, Mute};

type Named = Path<(String, String)>;

// Guess: no chat is too new or too unknown to be archived, muted, pinned, marked or deleted.
pub(in crate::vzaps) async fn archive(line: Line, Path((_, phone)): Named) -> Result<Json<Value>, Refusal> {
    act(&line, &phone, |chat| Act::Archive { chat, archived: true })
}

pub(in crate::vzaps) async fn unarchive(line: Line, Path((_, phone)): Named) -> Result<Json<Value>, Refusal> {
    act(&line, &phone, |chat| Act::Archive { chat, archived: false })
}

pub(in crate::vzaps) async fn pin(line: Line, Path((_, phone)): Named) -> Result<Json<Value>, Refusal> {
    act(&line, &phone, |chat| Act::Pin { chat, pinned: true })
}

pub(in crate::vzaps) async fn unpin(line: Line, Path((_, phone)): Named) -> Result<Json<Value>, Refusal> {
    act(&line, &phone, |chat| Act::Pin { chat, pinned: false })
}

pub(in crate::vzaps) async fn read(line: Line, Path((_, phone)): Named) -> Result<Json<Value>, Refusal> {
    act(&line, &phone, |chat| Act::MarkChat { chat, read: true })
}

pub(in crate::vzaps) async fn unread(line: Line, Path((_, phone)): Named) -> Result<Json<Value>, Refusal> {
    act(&line, &phone, |chat| Act::MarkChat { chat, read: false })
}

#[derive(Default, Deserialize)]
struct Duty {
    duration_seconds: Option<u64>,
}

// Guess: for ever without a duration, or with one of 0.
pub(in crate::vzaps) async fn mute(
    line: Line,
    Path((_, phone)): Named,
    bytes: Bytes,
) -> Result<Json<Value>, Refusal> {
    let now = line.world()?.clock.now();
    let Duty { duration_seconds } = body_if_any(&bytes)?;
    let muted = match duration_seconds.unwrap_or(0) {
        0 => Mute::Always,
        seconds => now
            .checked_add(Duration::from_secs(seconds))
            .map(Mute::Until)
            .ok_or_else(|| Refusal::bad_request("invalid duration_seconds"))?,
    };
    act(&line, &phone, |chat| Act::Mute { chat, muted: Some(muted) })
}

pub(in crate::vzaps) async fn unmute(line: Line, Path((_, phone)): Named) -> Result<Json<Value>, Refusal> {
    act(&line, &phone, |chat| Act::Mute { chat, muted: None })
}

#[derive(Default, Deserialize)]
struct Media {
    // Nothing shows it here, but it must be true or false.
    #[serde(rename = "delete_media")]
    _delete_media: Option<bool>,
}

pub(in crate::vzaps) async fn clear(
    line: Line,
    Path((_, phone)): Named,
    bytes: Bytes,
) -> Result<Json<Value>, Refusal> {
    let _checked: Media = checked(&line, &bytes)?;
    act(&line, &phone, |chat| Act::Clear { chat })
}

pub(in crate::vzaps) async fn delete(
    line: Line,
    Path((_, phone)): Named,
    bytes: Bytes,
) -> Result<Json<Value>, Refusal> {
    let _checked: Media = checked(&line, &bytes)?;
    act(&line, &phone, |chat| Act::Delete { chat })
}

/// A body that may be left out, once it is known that the caller may use the instance.
fn checked(line: &Line, bytes: &[u8]) -> Result<Media, Refusal> {
    drop(line.world()?);
    body_if_any(bytes)
}

#[derive(Deserialize)]
struct Expiration {
    expiration: Option<String>,
}

// Guess: in a group only an admin may, where only admins change it.
pub(in crate::vzaps) async fn expire(
    line: Line,
    Path((_, phone)): Named,
    bytes: Bytes,
) -> Result<Json<Value>, Refusal> {
    {
        let mut world = line.world()?;
        let Expiration { expiration } = body(&bytes)?;
        let seconds = match required(expiration, "expiration")?.as_str() {
            "OFF" => 0,
            "24_HOURS" => 86_400,
            "7_DAYS" => 604_800,
            "90_DAYS" => 7_776_000,
            _ => return Err(Refusal::bad_request("expiration must be 24_HOURS, 7_DAYS, 90_DAYS or OFF")),
        };
        let chat = chat(&phone)?;
        if world.group(&chat).is_some() {
            crate::vzaps::groups::changeable(&line, &mut world, &chat)?.ephemeral = seconds;
        }
        line.act(&mut world, None, Act::Expire { chat, seconds })?;
    }
    Ok(ok())
}

fn act(line: &Line, phone: &str, what: impl FnOnce(String) -> Act) -> Result<Json<Value>, Refusal> {
    let mut world = line.world()?;
    let chat = chat(phone)?;
    line.act(&mut world, None, what(chat))?;
    Ok(ok())
}

fn ok() -> Json<Value> {
    Json(json!({ "status": "ok" }))
}
