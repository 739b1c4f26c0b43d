//! Sending: what all kinds of message share, and text.

use std::time::Duration;

use axum::Json;
use axum::body::Bytes;
use axum::extract::{Path, State};
use http::{HeaderMap, StatusCode};
use serde_json::{Map, Value, json};

use super::answer::{self, Quoted};
use super::auth;
use super::body;
use super::errors::Refusal;
use super::instances::{BUSINESS, EVOLUTION, text as member};
use super::schema::Rules;
use crate::shared::App;
use crate::world::{Accepted, Instance, State as Connection, World, digits, jid};
use crate::{Gateway, ReceivedMedia};

/// A message that is ready to be sent.
pub(super) struct Outgoing {
    /// The ledger's word for it.
    pub(super) kind: &'static str,
    /// WhatsApp's word for it.
    pub(super) message_type: &'static str,
    /// What the ledger says of it, beside the options.
    pub(super) content: Map<String, Value>,
    pub(super) media: Option<ReceivedMedia>,
    /// The message as WhatsApp has it, under its type.
    pub(super) message: Value,
}

pub(super) async fn text(
    State(app): State<App>,
    Path(name): Path<String>,
    headers: HeaderMap,
    bytes: Bytes,
) -> Result<(StatusCode, Json<Value>), Refusal> {
    let body = body::read(&headers, &bytes)?;
    send(&app, &headers, &name, &body, |_| {
        Rules::of(&body)
            .recipient()
            .strings(&["text"])
            .booleans(&["linkPreview"])
            .options()
            .required(&["number", "text"])
            .check()?;
        let text = member(&body, "text").filter(|text| !text.trim().is_empty());
        let text = text.ok_or_else(|| Refusal::bad_request("Text is required"))?;
        Ok(Outgoing {
            kind: "text",
            message_type: "conversation",
            content: Map::from_iter([("text".to_owned(), json!(text))]),
            media: None,
            message: json!({ "conversation": text }),
        })
    })
    .await
}

/// Checks a message in the server's order, sends it, and answers when its delay is over.
///
/// The ledger is written before the wait: the real server goes on when its client does not wait for the answer.
pub(super) async fn send(
    app: &App,
    headers: &HeaderMap,
    name: &str,
    body: &Map<String, Value>,
    make: impl FnOnce(&mut World) -> Result<Outgoing, Refusal>,
) -> Result<(StatusCode, Json<Value>), Refusal> {
    let answer = {
        let mut world = app.world();
        auth::instance(app, &world, headers, name)?;
        let outgoing = make(&mut world)?;
        let sender = Sender::of(auth::instance(app, &world, headers, name)?);
        let number = body.get("number").and_then(Value::as_str).unwrap_or_default();
        let to = sender.recipient(number);
        sender.can_send(&world, &to, number)?;
        hand_over(&mut world, &sender, name, &to, number, body, outgoing)
    };
    let delay = body.get("delay").and_then(Value::as_f64).filter(|delay| *delay > 0.0);
    if let Some(delay) = delay.and_then(|delay| Duration::try_from_secs_f64(delay / 1000.0).ok()) {
        app.changed();
        tokio::time::sleep(delay).await;
    }
    Ok((StatusCode::CREATED, Json(answer)))
}

/// What a send needs to know of its instance.
pub(super) struct Sender {
    pub(super) instance_id: String,
    pub(super) integration: String,
    pub(super) jid: Option<String>,
    state: Connection,
}

impl Sender {
    fn of(instance: &Instance) -> Self {
        Self {
            instance_id: instance.id.clone(),
            integration: member(&instance.settings, "integration").unwrap_or_default(),
            jid: instance.jid(),
            state: instance.state,
        }
    }

    /// Meta's Cloud API gets the digits alone, whatever they were: those of a LID or a group are then somebody's phone number.
    fn recipient(&self, number: &str) -> String {
        if self.integration == BUSINESS { digits(number) } else { recipient(number) }
    }

    // Guess: media and groups are refused in the words that were observed for a text to a person; so is what is sent
    // while a QR code waits for its phone.
    fn can_send(&self, world: &World, to: &str, number: &str) -> Result<(), Refusal> {
        match self.state {
            Connection::Online => {}
            Connection::Created => {
                return Err(Refusal::crash("Cannot read properties of undefined (reading 'onWhatsApp')"));
            }
            Connection::AwaitingScan | Connection::Disconnected | Connection::LoggedOut => {
                return Err(Refusal::bad_request("Error: Connection Closed"));
            }
        }
        if self.integration != EVOLUTION && (to.is_empty() || !world.is_on_whatsapp(to)) {
            let answer = json!({ "jid": jid(to), "exists": false, "number": number });
            return Err(Refusal::bad_request(answer));
        }
        Ok(())
    }
}

/// The recipient as the server reads it: what is no JID of a kind that it knows loses all but its digits, and 18 of
/// them or more are a group.
fn recipient(number: &str) -> String {
    let number = number.trim();
    let known = ["@g.us", "@lid", "@broadcast", "@s.whatsapp.net"].iter().any(|kind| number.contains(kind));
    if known {
        return crate::world::recipient(number);
    }
    let digits = digits(number.split([':', '@']).next().unwrap_or_default());
    if digits.len() >= 18 { format!("{digits}@g.us") } else { digits }
}

/// Writes the message into the ledger and makes the answer.
fn hand_over(
    world: &mut World,
    sender: &Sender,
    name: &str,
    to: &str,
    number: &str,
    body: &Map<String, Value>,
    outgoing: Outgoing,
) -> Value {
    let Outgoing { kind, message_type, mut content, media, message } = outgoing;
    content.extend(options(body));
    let quoted = body.get("quoted").and_then(|quoted| Quoted::find(world, sender, name, quoted));
    let mentions = if to.ends_with("@g.us") { mentioned(body) } else { Vec::new() };
    let message_id = match sender.integration.as_str() {
        EVOLUTION => Some(world.ids.uuid()),
        _ => None,
    };
    let message_id = world.accept(Accepted {
        gateway: Gateway::Evolution,
        instance: name,
        message_id,
        to: to.to_owned(),
        kind,
        content: Value::Object(content),
        media,
    });
    let sent = answer::Sent {
        message_id: &message_id,
        to,
        number,
        message_type,
        message,
        quoted,
        mentions,
        at: crate::clock::epoch_seconds(world.clock.now()),
    };
    sent.answer(sender)
}

/// The JIDs of the people who are mentioned.
fn mentioned(body: &Map<String, Value>) -> Vec<String> {
    let given = body.get("mentioned").and_then(Value::as_array).map(Vec::as_slice).unwrap_or_default();
    given.iter().filter_map(Value::as_str).map(|one| jid(&recipient(one))).collect()
}

/// The options under the ledger's names.
fn options(body: &Map<String, Value>) -> impl Iterator<Item = (String, Value)> {
    let quote = body.get("quoted").and_then(|quoted| quoted.pointer("/key/id"));
    [
        ("delay_ms", body.get("delay")),
        ("link_preview", body.get("linkPreview")),
        ("quote", quote),
        ("mentions", body.get("mentioned")),
        ("mention_all", body.get("mentionsEveryOne")),
    ]
    .into_iter()
    .filter_map(|(name, value)| Some((name.to_owned(), value?.clone())))
}
