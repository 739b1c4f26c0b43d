//! The two queues of an instance: messages that wait for the connection, and operations that do. Answered in the
//! envelope.

use axum::Json;
use axum::extract::Path;
use serde_json::{Value, json};

use super::errors::{Refusal, done, enveloped};
use super::line::Line;
use crate::clock::iso_seconds;
use crate::world::{Act, Message, Operation};

type Named = Path<(String, String)>;

// Guess: the layout of both lists and of their entries; the order is that of arrival.
pub(super) async fn messages(line: Line) -> Result<Json<Value>, Refusal> {
    let world = line.world()?;
    let waiting = line.instance(&world)?.mailbox.waiting();
    Ok(listed(waiting.iter().map(message).collect()))
}

// Guess: what is answered to who empties a queue.
pub(super) async fn purge_messages(line: Line) -> Result<Json<Value>, Refusal> {
    let mut world = line.world()?;
    let removed = line.instance_mut(&mut world)?.mailbox.purge_waiting();
    Ok(enveloped(json!({ "removed": removed })))
}

pub(super) async fn remove_message(line: Line, Path((_, id)): Named) -> Result<Json<Value>, Refusal> {
    let mut world = line.world()?;
    let found = line.instance_mut(&mut world)?.mailbox.remove_waiting(&id);
    if found { Ok(done()) } else { Err(Refusal::unknown("Message")) }
}

pub(super) async fn operations(line: Line) -> Result<Json<Value>, Refusal> {
    let world = line.world()?;
    let waiting = line.instance(&world)?.mailbox.operations();
    Ok(listed(waiting.iter().map(operation).collect()))
}

pub(super) async fn purge_operations(line: Line) -> Result<Json<Value>, Refusal> {
    let mut world = line.world()?;
    let removed = line.instance_mut(&mut world)?.mailbox.purge_operations();
    Ok(enveloped(json!({ "removed": removed })))
}

pub(super) async fn remove_operation(line: Line, Path((_, id)): Named) -> Result<Json<Value>, Refusal> {
    let mut world = line.world()?;
    let found = line.instance_mut(&mut world)?.mailbox.remove_operation(&id);
    if found { Ok(done()) } else { Err(Refusal::unknown("Operation")) }
}

fn listed(entries: Vec<Value>) -> Json<Value> {
    enveloped(json!({ "total": entries.len(), "content": entries }))
}

fn message(message: &Message) -> Value {
    json!({
        "message_id": message.id,
        "phone": message.chat,
        "type": message.kind,
        "created_at": iso_seconds(message.at),
    })
}

fn operation(operation: &Operation) -> Value {
    let (name, on) = match &operation.act {
        Act::Edit { message, .. } => ("edit", message),
        Act::Revoke { message } => ("delete", message),
        Act::React { message, .. } => ("react", message),
        Act::Vote { message, .. } => ("poll_vote", message),
        Act::Read { chat, .. } => ("markread", chat),
        Act::Archive { chat, .. } => ("chat_archive", chat),
        Act::Pin { chat, .. } => ("chat_pin", chat),
        Act::Mute { chat, .. } => ("chat_mute", chat),
        Act::MarkChat { chat, .. } => ("chat_read", chat),
        Act::Expire { chat, .. } => ("chat_expiration", chat),
        Act::Clear { chat } => ("chat_clear", chat),
        Act::Delete { chat } => ("chat_delete", chat),
    };
    json!({
        "message_id": operation.id,
        "type": name,
        "target": on,
        "created_at": iso_seconds(operation.at),
    })
}
