//! Reactions: an emoji on a message, and taking it back. Answered in the envelope.

use axum::Json;
use axum::body::Bytes;
use serde::Deserialize;
use serde_json::{Value, json};

use super::{message_id, registered};
use crate::Gateway;
use crate::vzaps::errors::{Refusal, body, done};
use crate::vzaps::line::{Line, address, members, required};
use crate::world::{Accepted, Act, World};

#[derive(Deserialize)]
struct Reaction {
    phone: Option<String>,
    message_id: Option<String>,
    reaction: Option<String>,
}

pub(in crate::vzaps) async fn react(line: Line, bytes: Bytes) -> Result<Json<Value>, Refusal> {
    let mut world = line.world()?;
    let wish: Reaction = body(&bytes)?;
    let emoji = required(wish.reaction, "reaction")?;
    let id = put(&line, &mut world, wish.phone, wish.message_id, Some(emoji))?;
    Ok(registered(&world, &id))
}

#[derive(Deserialize)]
struct Which {
    phone: Option<String>,
    message_id: Option<String>,
}

pub(in crate::vzaps) async fn take_back(line: Line, bytes: Bytes) -> Result<Json<Value>, Refusal> {
    let mut world = line.world()?;
    let Which { phone, message_id } = body(&bytes)?;
    put(&line, &mut world, phone, message_id, None)?;
    Ok(done())
}

/// Puts a reaction on a message or takes it back, and gives the reaction's own id.
// Guess: a message that the instance does not know can be reacted to.
fn put(
    line: &Line,
    world: &mut World,
    phone: Option<String>,
    message: Option<String>,
    emoji: Option<String>,
) -> Result<String, Refusal> {
    let to = address(phone)?;
    let (target, from_me) = message_id(message)?;
    let content = members([
        ("emoji", Some(json!(emoji.as_deref().unwrap_or_default()))),
        ("target", Some(json!(target))),
        ("from_me", Some(json!(from_me))),
    ]);
    let id = world.queue(Accepted {
        gateway: Gateway::Vzaps,
        instance: &line.id,
        message_id: None,
        to: to.clone(),
        kind: "reaction",
        content: Value::Object(content),
        media: None,
    });
    line.act(world, Some(id.clone()), Act::React { chat: to, message: target, emoji })?;
    Ok(id)
}
