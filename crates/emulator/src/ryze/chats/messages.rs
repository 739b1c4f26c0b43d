//! Editing, deleting and reading a message.

use std::time::Duration;

use axum::Json;
use axum::body::Bytes;
use http::StatusCode;
use serde::Deserialize;
use serde_json::{Value, json};

use crate::ryze::errors::{Refusal, body};
use crate::ryze::line::{Line, number, required};
use crate::world::jid;

/// How long a message can be edited.
const EDITABLE: Duration = Duration::from_secs(15 * 60);

// Here the contract writes it in lower case.
fn unknown() -> Refusal {
    Refusal::new(StatusCode::NOT_FOUND, "message not found")
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Edit {
    message_id: Option<String>,
    content: Option<String>,
}

pub(in crate::ryze) async fn edit(line: Line, bytes: Bytes) -> Result<Json<Value>, Refusal> {
    let mut world = line.world()?;
    let wish: Edit = body(&bytes)?;
    let id = required(wish.message_id, "messageId is required")?;
    let content = required(wish.content, "content is required")?;
    let now = world.clock.now();
    let mailbox = line.mailbox(&mut world)?;
    let message = mailbox.message(&id).filter(|message| !message.revoked).ok_or_else(unknown)?;
    // Guess: only the first words of these two are known, and the end of the time is "about 15 minutes".
    if !message.from_me || message.kind != "text" {
        return Err(Refusal::bad_request("can only edit text messages sent by this instance"));
    }
    if now.duration_since(message.at).is_ok_and(|age| age > EDITABLE) {
        return Err(Refusal::bad_request("message is too old to edit"));
    }
    let chat = jid(&message.chat);
    let old = mailbox.edit(&id, &content, now).ok_or_else(unknown)?;
    Ok(Json(json!({
        "success": true,
        "message": "Message edited successfully",
        "messageId": id,
        "chatJid": chat,
        "oldContent": old,
        "newContent": content,
    })))
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Delete {
    message_id: Option<String>,
    delete_for_everyone: Option<bool>,
}

/// Takes a message away from everyone or from this instance only.
///
/// Somebody else's message is taken from everyone by a group's admin; WhatsApp ignores it from anyone else, and the
/// answer says nothing of that.
// Guess: what has been taken from everyone cannot be taken once more.
pub(in crate::ryze) async fn delete(line: Line, bytes: Bytes) -> Result<Json<Value>, Refusal> {
    let mut world = line.world()?;
    let wish: Delete = body(&bytes)?;
    let id = required(wish.message_id, "MessageID is required")?;
    let everyone = wish.delete_for_everyone.unwrap_or(false);
    let own = line.own(&world)?;
    let message = line.online(&world)?.mailbox.message(&id);
    let message = message.filter(|message| !message.revoked || !everyone).ok_or_else(unknown)?;
    let chat = message.chat.clone();
    let may = message.from_me || world.group(&chat).is_some_and(|group| group.is_admin(&own));
    let mailbox = line.mailbox(&mut world)?;
    let (text, delete_type) = if everyone {
        if may {
            mailbox.revoke(&id);
        }
        ("Message deleted for everyone", "revoke")
    } else {
        mailbox.forget(&id);
        ("Message deleted for me", "delete_for_me")
    };
    Ok(Json(json!({
        "success": true,
        "message": text,
        "delete_type": delete_type,
        "messageId": id,
        "chat": jid(&chat),
    })))
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Read {
    message_id: Option<String>,
    number: Option<String>,
    sender: Option<String>,
}

// Guess: a message that the instance does not know is marked too; no refusal is documented.
pub(in crate::ryze) async fn mark_read(line: Line, bytes: Bytes) -> Result<Json<Value>, Refusal> {
    let mut world = line.world()?;
    let wish: Read = body(&bytes)?;
    let id = required(wish.message_id, "messageId is required")?;
    let chat = number(wish.number.as_deref())?;
    if chat.ends_with("@g.us") {
        required(wish.sender, "sender is required for group messages")?;
    }
    line.mailbox(&mut world)?.mark_read(&id);
    Ok(Json(json!({
        "success": true,
        "message": "Message marked as read successfully",
        "message_id": id,
        "chat_jid": jid(&chat),
    })))
}
