//! Sending: what all kinds of message share, and text. Answered in the envelope, as queued.

mod cards;
mod change;
mod download;
mod interactive;
mod link;
mod media;
mod presence;
mod reaction;
mod read;
mod vote;

pub(super) use cards::{contact, location};
pub(super) use change::{delete, edit};
pub(super) use download::{
    audio as download_audio, document as download_document, image as download_image, video as download_video,
};
pub(super) use interactive::{buttons, list, poll};
pub(super) use link::link;
pub(super) use media::{audio, document, gif, image, sticker, video};
pub(super) use presence::presence;
pub(super) use reaction::{react, take_back};
pub(super) use read::mark_read;
pub(super) use vote::vote;

use axum::Json;
use axum::body::Bytes;
use serde::Deserialize;
use serde::de::DeserializeOwned;
use serde_json::{Map, Value, json};

use super::errors::{Refusal, body, enveloped};
use super::line::{Line, address, members, required};
use crate::clock::iso_seconds;
use crate::world::{Accepted, World};
use crate::{Gateway, ReceivedMedia};

/// The members that every kind of message has.
#[derive(Deserialize)]
struct Common {
    phone: Option<String>,
    id: Option<String>,
    delay: Option<u64>,
    mentioned_ids: Option<Vec<String>>,
    reply_to_message_id: Option<String>,
}

/// A message that is ready for the queue.
struct Outgoing {
    /// The ledger's word for it.
    kind: &'static str,
    /// What the ledger says of it, beside the options.
    content: Map<String, Value>,
    media: Option<ReceivedMedia>,
}

#[derive(Deserialize)]
struct Text {
    message: Option<String>,
}

pub(super) async fn text(line: Line, bytes: Bytes) -> Result<Json<Value>, Refusal> {
    send(&line, &bytes, |Text { message }| {
        let message = required(message, "message")?;
        Ok(Outgoing { kind: "text", content: members([("text", Some(json!(message)))]), media: None })
    })
}

/// Checks a message and queues it.
// Guess: the queue takes it whether or not the instance is connected, and whether or not the number is on WhatsApp;
// the documents say only that a send is answered once it is queued.
fn send<T: DeserializeOwned>(
    line: &Line,
    bytes: &[u8],
    make: impl FnOnce(T) -> Result<Outgoing, Refusal>,
) -> Result<Json<Value>, Refusal> {
    let mut world = line.world()?;
    let common: Common = body(bytes)?;
    let to = address(common.phone)?;
    let Outgoing { kind, mut content, media } = make(body(bytes)?)?;
    content.extend(members([
        // Under the gateway's own name, because its unit is not documented.
        ("delay", common.delay.map(Value::from)),
        ("mentions", common.mentioned_ids.map(Value::from)),
        ("quote", common.reply_to_message_id.filter(|id| !id.is_empty()).map(Value::from)),
    ]));
    // Guess: an id that was used before is sent again; the documents do not say that it would be refused.
    let message_id = world.queue(Accepted {
        gateway: Gateway::Vzaps,
        instance: &line.id,
        message_id: common.id.filter(|id| !id.is_empty()),
        to,
        kind,
        content: Value::Object(content),
        media,
    });
    Ok(enveloped(json!({ "message_id": message_id })))
}

/// A message's id, and whether the `me:` before it says that the instance sent it.
fn message_id(given: Option<String>) -> Result<(String, bool), Refusal> {
    let given = required(given, "message_id")?;
    match given.strip_prefix("me:") {
        Some("") => Err(Refusal::bad_request("message_id is required")),
        Some(own) => Ok((own.to_owned(), true)),
        None => Ok((given, false)),
    }
}

/// The answer of what is put on another message.
fn registered(world: &World, id: &str) -> Json<Value> {
    let now = iso_seconds(world.clock.now());
    enveloped(json!({ "details": "registered", "timestamp": now, "id": id }))
}
