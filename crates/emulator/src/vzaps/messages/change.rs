//! Changing the text of a sent message, and taking one back. Answered in the envelope.

use axum::Json;
use axum::body::Bytes;
use axum::extract::Path;
use serde::Deserialize;
use serde_json::Value;

use crate::vzaps::errors::{Refusal, body, body_if_any, done};
use crate::vzaps::line::{Line, address, required};
use crate::world::{Act, World};

#[derive(Deserialize)]
struct Edit {
    message: Option<String>,
    phone: Option<String>,
}

pub(in crate::vzaps) async fn edit(
    line: Line,
    Path((_, id)): Path<(String, String)>,
    bytes: Bytes,
) -> Result<Json<Value>, Refusal> {
    let mut world = line.world()?;
    let Edit { message, phone } = body(&bytes)?;
    let text = required(message, "message")?;
    let id = own_message(&line, &world, &id, phone)?;
    line.act(&mut world, Some(id.clone()), Act::Edit { message: id, text })?;
    Ok(done())
}

#[derive(Default, Deserialize)]
struct Delete {
    phone: Option<String>,
}

/// For everyone.
pub(in crate::vzaps) async fn delete(
    line: Line,
    Path((_, id)): Path<(String, String)>,
    bytes: Bytes,
) -> Result<Json<Value>, Refusal> {
    let mut world = line.world()?;
    let Delete { phone } = body_if_any(&bytes)?;
    let id = own_message(&line, &world, &id, phone)?;
    line.act(&mut world, Some(id.clone()), Act::Revoke { message: id })?;
    Ok(done())
}

/// The id of a message that the instance sent or has queued, with or without `me:` before it.
// Guess: any other is refused; so is another chat than the message's, where one is named.
fn own_message(line: &Line, world: &World, id: &str, phone: Option<String>) -> Result<String, Refusal> {
    let id = id.strip_prefix("me:").unwrap_or(id);
    let mailbox = &line.instance(world)?.mailbox;
    let queued = || mailbox.waiting().iter().find(|message| message.id == id);
    let known = mailbox.message(id).or_else(queued).filter(|message| !message.revoked);
    let message = known.ok_or_else(|| Refusal::unknown("Message"))?;
    if !message.from_me {
        return Err(Refusal::bad_request("message was not sent by this instance"));
    }
    if phone.is_some() && address(phone)? != message.chat {
        return Err(Refusal::bad_request("message is not in this chat"));
    }
    Ok(id.to_owned())
}
