//! Sending: what all kinds of message share, and text.

use axum::Extension;
use axum::Json;
use axum::body::Bytes;
use axum::extract::{Path, State};
use http::StatusCode;
use serde::Deserialize;
use serde::de::DeserializeOwned;
use serde_json::{Map, Value, json};

use super::auth::Caller;
use super::errors::{Refusal, body};
use crate::clock::iso_seconds;
use crate::shared::App;
use crate::world::{Accepted, World, jid, recipient};
use crate::{Gateway, ReceivedMedia};

/// The members that every kind of message has.
#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct Common {
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
pub(super) struct Outgoing {
    /// The ledger's word for it.
    pub(super) kind: &'static str,
    /// RyzeAPI's word for it.
    pub(super) message_type: &'static str,
    /// The text, or a textual summary.
    pub(super) summary: Option<String>,
    /// What the ledger says of it, beside the options.
    pub(super) content: Map<String, Value>,
    pub(super) media: Option<ReceivedMedia>,
    /// What the answer's `data` says of it, beside the usual.
    pub(super) data: Map<String, Value>,
}

#[derive(Deserialize)]
struct Text {
    message: Option<String>,
}

pub(super) async fn text(
    State(app): State<App>,
    Extension(caller): Extension<Caller>,
    Path(name): Path<String>,
    bytes: Bytes,
) -> Result<Json<Value>, Refusal> {
    send(&app, &caller, &name, &bytes, |Text { message }| {
        // Guess: the text of the refusal.
        let message = message
            .filter(|message| !message.is_empty())
            .ok_or_else(|| Refusal::bad_request("Message is required"))?;
        Ok(Outgoing {
            kind: "text",
            message_type: "text",
            summary: Some(message.clone()),
            content: Map::from_iter([("text".to_owned(), json!(message))]),
            media: None,
            data: Map::new(),
        })
    })
}

/// Checks a message in the gateway's order and sends it.
// Guess: the order of the checks is the order of the documents' error tables: path, body, number, WhatsApp.
pub(super) fn send<T: DeserializeOwned>(
    app: &App,
    caller: &Caller,
    name: &str,
    bytes: &[u8],
    make: impl FnOnce(T) -> Result<Outgoing, Refusal>,
) -> Result<Json<Value>, Refusal> {
    let mut world = app.world();
    caller.instance(&world, name)?;
    let common: Common = body(bytes)?;
    let own: T = body(bytes)?;
    let number = common.number.as_deref().map(str::trim).filter(|number| !number.is_empty());
    let to = recipient(number.ok_or_else(|| Refusal::bad_request("Number is required"))?);
    let outgoing = make(own)?;

    let instance = caller.instance(&world, name)?;
    if !instance.is_online() {
        return Err(Refusal::not_connected());
    }
    let sender = instance.jid();
    // Guess: the documents' text is known only by its first word.
    if to.is_empty() || !world.is_on_whatsapp(&to) {
        return Err(Refusal::bad_request("Number is not registered on WhatsApp"));
    }
    let quoted = common.reply_to.as_deref().filter(|id| !id.is_empty());
    if quoted.is_some_and(|id| world.message(Gateway::Ryze, name, id).is_none()) {
        // Guess: the documents only say that the message must be known.
        return Err(Refusal::new(StatusCode::NOT_FOUND, "Message not found"));
    }
    Ok(Json(hand_over(&mut world, name, sender, &to, &common, outgoing)))
}

/// Writes the message into the ledger and answers.
fn hand_over(
    world: &mut World,
    name: &str,
    sender: Option<String>,
    to: &str,
    common: &Common,
    outgoing: Outgoing,
) -> Value {
    let Outgoing { kind, message_type, summary, mut content, media, data: own_data } = outgoing;
    content.extend(options(common));
    let message_id = world.accept(Accepted {
        gateway: Gateway::Ryze,
        instance: name,
        message_id: None,
        to: to.to_owned(),
        kind,
        content: Value::Object(content),
        media,
    });
    let mut data = json!({
        "messageId": message_id,
        "timestamp": iso_seconds(world.clock.now()),
        "messageType": message_type,
        "direction": "outgoing",
        "chat": { "jid": jid(to) },
        "sender": { "jid": sender },
    });
    if let Value::Object(data) = &mut data {
        data.extend(summary.map(|summary| ("content".to_owned(), json!(summary))));
        data.extend(common.mention.as_ref().map(|mentions| ("mentions".to_owned(), json!(mentions))));
        let quoted = common.reply_to.as_ref().filter(|id| !id.is_empty());
        data.extend(quoted.map(|id| ("replyTo".to_owned(), json!({ "messageId": id }))));
        data.extend(own_data);
    }
    json!({ "success": true, "message": "Message sent successfully", "status": "sent", "data": data })
}

/// The options under the ledger's names.
fn options(common: &Common) -> impl Iterator<Item = (String, Value)> {
    [
        ("delay_ms", common.delay.map(|seconds| json!(seconds.saturating_mul(1000)))),
        ("link_preview", common.link_preview.map(Value::from)),
        ("quote", common.reply_to.clone().filter(|id| !id.is_empty()).map(Value::from)),
        ("replyPrivate", common.reply_private.map(Value::from)),
        ("mentions", common.mention.clone().map(Value::from)),
        ("mention_all", common.mention_all.map(Value::from)),
        ("source", common.source.clone().map(Value::from)),
    ]
    .into_iter()
    .filter_map(|(name, value)| Some((name.to_owned(), value?)))
}
