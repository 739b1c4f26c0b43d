//! Sending: what all kinds of message share, and text.

mod cards;
mod interactive;
mod media;
mod reaction;
mod status;
mod sticker;

pub(super) use cards::{contact, location};
pub(super) use interactive::{buttons, list, poll};
pub(super) use media::media;
pub(super) use reaction::reaction;
pub(super) use status::status;
pub(super) use sticker::sticker;

use axum::Json;
use axum::body::Bytes;
use http::StatusCode;
use serde::Deserialize;
use serde::de::DeserializeOwned;
use serde_json::{Map, Value, json};

use super::errors::{Refusal, body};
use super::line::{Line, members, number};
use crate::clock::iso_seconds;
use crate::world::{Accepted, World, jid};
use crate::{Gateway, ReceivedMedia};

/// The members that every kind of message has.
#[derive(Default, Deserialize)]
#[serde(rename_all = "camelCase")]
struct Common {
    number: Option<String>,
    delay: Option<u64>,
    link_preview: Option<bool>,
    reply_to: Option<String>,
    reply_private: Option<bool>,
    mention: Option<Vec<String>>,
    mention_all: Option<bool>,
    source: Option<String>,
}

/// A message that is ready to be sent.
#[derive(Default)]
struct Outgoing {
    /// The ledger's word for it.
    kind: &'static str,
    /// RyzeAPI's word for it.
    message_type: &'static str,
    /// The text, or a textual summary.
    summary: Option<String>,
    /// What the ledger says of it, beside the options.
    content: Map<String, Value>,
    media: Option<ReceivedMedia>,
    /// The file, where it came with the request.
    bytes: Option<Bytes>,
    /// What the answer's `data` says of it, beside the usual.
    data: Map<String, Value>,
}

#[derive(Deserialize)]
struct Text {
    message: Option<String>,
}

pub(super) async fn text(line: Line, bytes: Bytes) -> Result<Json<Value>, Refusal> {
    send(&line, &bytes, |Text { message }| {
        // Guess: the text of the refusal.
        let message = message
            .filter(|message| !message.is_empty())
            .ok_or_else(|| Refusal::bad_request("Message is required"))?;
        Ok(Outgoing {
            kind: "text",
            message_type: "text",
            summary: Some(message.clone()),
            content: Map::from_iter([("text".to_owned(), json!(message))]),
            ..Outgoing::default()
        })
    })
}

/// Checks a message in the gateway's order and sends it.
// Guess: the order of the checks is the order of the documents' error tables: path, body, number, WhatsApp.
fn send<T: DeserializeOwned>(
    line: &Line,
    bytes: &[u8],
    make: impl FnOnce(T) -> Result<Outgoing, Refusal>,
) -> Result<Json<Value>, Refusal> {
    let mut world = line.world()?;
    let common: Common = body(bytes)?;
    let own: T = body(bytes)?;
    let to = number(common.number.as_deref())?;
    let outgoing = make(own)?;
    let instance = line.online(&world)?;
    let quoted = common.reply_to.as_deref().filter(|id| !id.is_empty());
    let quoted = quoted.map(|id| {
        // Guess: the documents only say that the message must be known.
        let unknown = || Refusal::new(StatusCode::NOT_FOUND, "Message not found");
        instance.mailbox.message(id).ok_or_else(unknown)
    });
    on_whatsapp(&world, &to)?;
    let private = common.reply_private.unwrap_or(false);
    let to = match quoted.transpose()? {
        Some(quoted) if private && quoted.is_group() && !quoted.from_me => quoted.sender.clone(),
        _ => to,
    };
    Ok(Json(hand_over(&mut world, line, &to, &common, outgoing)?))
}

/// Refuses a number that is not on WhatsApp.
// Guess: the documents' text is known only by its first word.
pub(super) fn on_whatsapp(world: &World, to: &str) -> Result<(), Refusal> {
    if to.is_empty() || !world.is_on_whatsapp(to) {
        return Err(Refusal::bad_request("Number is not registered on WhatsApp"));
    }
    Ok(())
}

/// Writes the message into the ledger and answers.
fn hand_over(
    world: &mut World,
    line: &Line,
    to: &str,
    common: &Common,
    outgoing: Outgoing,
) -> Result<Value, Refusal> {
    let Outgoing { kind, message_type, summary, mut content, media, bytes, data: own_data } = outgoing;
    let sender = line.online(world)?.jid();
    content.extend(options(common));
    let message_id = world.accept(Accepted {
        gateway: Gateway::Ryze,
        instance: &line.name,
        message_id: None,
        to: to.to_owned(),
        kind,
        content: Value::Object(content),
        media,
    });
    if let Some(message) = line.mailbox(world)?.message_mut(&message_id) {
        message.text.clone_from(&summary);
        message.bytes = bytes;
    }
    let mut chat = json!({ "jid": jid(to) });
    if let Some(group) = world.group(to) {
        chat["groupName"] = json!(group.subject);
    }
    let mut data = json!({
        "messageId": message_id,
        "timestamp": iso_seconds(world.clock.now()),
        "messageType": message_type,
        "direction": "outgoing",
        "chat": chat,
        "sender": { "jid": sender },
    });
    if let Value::Object(data) = &mut data {
        data.extend(summary.map(|summary| ("content".to_owned(), json!(summary))));
        data.extend(common.mention.as_ref().map(|mentions| ("mentions".to_owned(), json!(mentions))));
        let quoted = common.reply_to.as_ref().filter(|id| !id.is_empty());
        data.extend(quoted.map(|id| ("replyTo".to_owned(), json!({ "messageId": id }))));
        data.extend(own_data);
    }
    Ok(json!({ "success": true, "message": "Message sent successfully", "status": "sent", "data": data }))
}

/// The options under the ledger's names.
fn options(common: &Common) -> Map<String, Value> {
    members([
        ("delay_ms", common.delay.map(|seconds| json!(seconds.saturating_mul(1000)))),
        ("link_preview", common.link_preview.map(Value::from)),
        ("quote", common.reply_to.clone().filter(|id| !id.is_empty()).map(Value::from)),
        ("replyPrivate", common.reply_private.map(Value::from)),
        ("mentions", common.mention.clone().map(Value::from)),
        ("mention_all", common.mention_all.map(Value::from)),
        ("source", common.source.clone().map(Value::from)),
    ])
}
