//! What the gateway keeps of a message: its words, its way, its file.

use axum::Json;
use axum::extract::Query;
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use http::StatusCode;
use serde::Deserialize;
use serde_json::{Value, json};

use crate::Gateway;
use crate::clock::iso_seconds;
use crate::ryze::errors::Refusal;
use crate::ryze::line::{Line, required};
use crate::world::{Delivery, Message, jid};

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
pub(in crate::ryze) struct Which {
    message_id: Option<String>,
}

fn unknown() -> Refusal {
    Refusal::new(StatusCode::NOT_FOUND, "Message not found")
}

/// RyzeAPI's word for a kind of message.
pub(super) fn word(message: &Message) -> &str {
    match message.kind.as_str() {
        "voice" => "audio",
        "status" => message.content.get("type").and_then(Value::as_str).unwrap_or("text"),
        kind => kind,
    }
}

/// What a message says.
// Guess: a message that was deleted for everyone stays, without its content.
pub(super) fn content(message: &Message) -> &str {
    message.text.as_deref().filter(|_| !message.revoked).unwrap_or_default()
}

/// How far a message is, as a word and as a number.
pub(super) fn delivery(message: &Message) -> (&'static str, u8) {
    match message.delivery {
        Delivery::Sent => ("sent", 1),
        Delivery::Delivered if message.from_me => ("delivered", 2),
        Delivery::Delivered => ("received", 3),
        Delivery::Read => ("read", 4),
        Delivery::Played => ("played", 5),
    }
}

pub(in crate::ryze) async fn message(
    line: Line,
    Query(Which { message_id }): Query<Which>,
) -> Result<Json<Value>, Refusal> {
    let world = line.world()?;
    let id = required(message_id, "Message ID is required (use ?messageId=<message-id>)")?;
    let own = line.own(&world)?;
    let message = line.online(&world)?.mailbox.message(&id).ok_or_else(unknown)?;
    let to = if message.from_me || message.is_group() { &message.chat } else { &own };
    let mut data = json!({
        "content": content(message),
        "type": word(message),
        "from": jid(&message.sender),
        "to": jid(to),
        "chat": jid(&message.chat),
        "timestamp": iso_seconds(message.at),
        "isGroup": message.is_group(),
        "status": delivery(message).0,
    });
    if let Some(media) = message.media.as_ref().filter(|_| !message.revoked) {
        data["media"] = json!({
            "type": word(message),
            "mimeType": mime_type(message),
            "size": media.bytes_len.unwrap_or(0),
            "duration": message.content.get("duration").and_then(Value::as_u64).unwrap_or(0),
        });
    }
    Ok(Json(json!({
        "success": true,
        "message": "Message found",
        "messageId": id,
        "data": data,
        "status": "found",
    })))
}

pub(in crate::ryze) async fn status(
    line: Line,
    Query(Which { message_id }): Query<Which>,
) -> Result<Json<Value>, Refusal> {
    let world = line.world()?;
    let id = required(message_id, "messageId query parameter is required")?;
    let Some(message) = line.instance(&world)?.mailbox.message(&id) else {
        let elsewhere = world.instances(Gateway::Ryze).any(|other| other.mailbox.message(&id).is_some());
        let foreign = || Refusal::new(StatusCode::NOT_FOUND, "Message does not belong to this instance");
        return Err(if elsewhere { foreign() } else { unknown() });
    };
    let (status, code) = delivery(message);
    Ok(Json(json!({
        "success": true,
        "message": "Message status retrieved successfully",
        "message_id": id,
        "status": status,
        "status_code": code,
        "direction": if message.from_me { "sent" } else { "received" },
        "chat_jid": jid(&message.chat),
        "timestamp": iso_seconds(message.at),
    })))
}

/// The bytes of a file.
// Guess: there are none where the file was sent by its URL, because URLs are not fetched.
pub(in crate::ryze) async fn base64(
    line: Line,
    Query(Which { message_id }): Query<Which>,
) -> Result<Json<Value>, Refusal> {
    let world = line.world()?;
    let id = required(message_id, "messageId query parameter is required")?;
    let message = line.online(&world)?.mailbox.message(&id).filter(|message| !message.revoked);
    let found = message.and_then(|message| Some((message, message.bytes.as_ref()?)));
    let (message, bytes) = found
        .ok_or_else(|| Refusal::new(StatusCode::NOT_FOUND, "Message not found or no media available"))?;
    Ok(Json(json!({
        "success": true,
        "message": "Base64 retrieved successfully",
        "message_id": id,
        "mime_type": mime_type(message),
        "media_type": word(message),
        "base64": STANDARD.encode(bytes),
    })))
}

fn mime_type(message: &Message) -> &str {
    let named = message.media.as_ref().and_then(|media| media.content_type.as_deref());
    named.unwrap_or(match word(message) {
        "image" => "image/jpeg",
        "video" => "video/mp4",
        "audio" => "audio/ogg; codecs=opus",
        "sticker" => "image/webp",
        _ => "application/octet-stream",
    })
}
