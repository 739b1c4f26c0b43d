//! Sending: what all kinds of message share, and text. Answered in the envelope, as queued.

use axum::Json;
use axum::body::Bytes;
use axum::extract::{Path, State};
use http::HeaderMap;
use serde::Deserialize;
use serde::de::DeserializeOwned;
use serde_json::{Map, Value, json};

use super::auth;
use super::errors::{Refusal, body, enveloped};
use crate::shared::App;
use crate::world::{Accepted, recipient};
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
pub(super) struct Outgoing {
    pub(super) kind: &'static str,
    pub(super) content: Map<String, Value>,
    pub(super) media: Option<ReceivedMedia>,
}

#[derive(Deserialize)]
struct Text {
    message: Option<String>,
}

pub(super) async fn text(
    State(app): State<App>,
    headers: HeaderMap,
    Path(id): Path<String>,
    bytes: Bytes,
) -> Result<Json<Value>, Refusal> {
    send(&app, &headers, &id, &bytes, |Text { message }| {
        let message = wanted(message, "message")?;
        let content = Map::from_iter([("text".to_owned(), json!(message))]);
        Ok(Outgoing { kind: "text", content, media: None })
    })
}

/// A member that must be there and say something.
// Guess: the status and the text.
pub(super) fn wanted(member: Option<String>, name: &str) -> Result<String, Refusal> {
    member.filter(|text| !text.is_empty()).ok_or_else(|| Refusal::bad_request(format!("{name} is required")))
}

/// Checks a message and queues it.
// Guess: the queue takes it whether or not the instance is connected, and whether or not the number is on WhatsApp;
// the documents say only that a send is answered once it is queued.
pub(super) fn send<T: DeserializeOwned>(
    app: &App,
    headers: &HeaderMap,
    id: &str,
    bytes: &[u8],
    make: impl FnOnce(T) -> Result<Outgoing, Refusal>,
) -> Result<Json<Value>, Refusal> {
    let mut world = app.world();
    auth::either(app, &world, headers, id)?;
    let common: Common = body(bytes)?;
    let to = recipient(&wanted(common.phone, "phone")?);
    if to.is_empty() {
        return Err(Refusal::bad_request("invalid phone"));
    }
    let Outgoing { kind, mut content, media } = make(body(bytes)?)?;
    let options = [
        // Under the gateway's own name, because its unit is not documented.
        ("delay", common.delay.map(Value::from)),
        ("mentions", common.mentioned_ids.map(Value::from)),
        ("quote", common.reply_to_message_id.filter(|id| !id.is_empty()).map(Value::from)),
    ];
    content.extend(options.into_iter().filter_map(|(name, value)| Some((name.to_owned(), value?))));
    // Guess: an id that was used before is sent again; the documents do not say that it would be refused.
    let message_id = world.accept(Accepted {
        gateway: Gateway::Vzaps,
        instance: id,
        message_id: common.id.filter(|id| !id.is_empty()),
        to,
        kind,
        content: Value::Object(content),
        media,
    });
    Ok(enveloped(json!({ "message_id": message_id })))
}
