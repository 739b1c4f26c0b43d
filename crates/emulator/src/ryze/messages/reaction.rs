//! Reactions: an emoji on a message, and taking it back.

use axum::Json;
use axum::body::Bytes;
use serde::Deserialize;
use serde_json::{Map, Value, json};

use super::{Common, Outgoing, hand_over, on_whatsapp};
use crate::ryze::errors::{Refusal, body};
use crate::ryze::line::{Line, members, number, required};

/// What stands in place of an emoji to take one back.
const TAKE_BACK: &str = "remove";

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Reaction {
    number: Option<String>,
    message_id: Option<String>,
    reaction: Option<String>,
    from_me: Option<bool>,
    participant: Option<String>,
    source: Option<String>,
}

// Guess: a message that the instance does not know can be reacted to, and the texts of the refusals but one.
pub(in crate::ryze) async fn reaction(line: Line, bytes: Bytes) -> Result<Json<Value>, Refusal> {
    let mut world = line.world()?;
    let wish: Reaction = body(&bytes)?;
    let to = number(wish.number.as_deref())?;
    let target = required(wish.message_id, "messageId is required")?;
    let reaction = required(wish.reaction, "Reaction is required")?;
    let from_me = wish.from_me.unwrap_or(false);
    let author = wish.participant.filter(|author| !author.is_empty());
    if to.ends_with("@g.us") && !from_me && author.is_none() {
        return Err(Refusal::bad_request("missing_participant"));
    }
    let own = line.own(&world)?;
    on_whatsapp(&world, &to)?;

    let emoji = if reaction == TAKE_BACK { "" } else { reaction.as_str() };
    let outgoing = Outgoing {
        kind: "reaction",
        message_type: "reaction",
        summary: Some(emoji.to_owned()),
        content: members([
            ("emoji", Some(json!(emoji))),
            ("target", Some(json!(target))),
            ("from_me", Some(json!(from_me))),
            ("participant", author.map(Value::from)),
        ]),
        data: Map::from_iter([("replyTo".to_owned(), json!({ "messageId": target }))]),
        ..Outgoing::default()
    };
    let common = Common { source: wish.source, ..Common::default() };
    let mut answer = hand_over(&mut world, &line, &to, &common, outgoing)?;
    line.mailbox(&mut world)?.react(&target, &own, Some(emoji).filter(|emoji| !emoji.is_empty()));
    if emoji.is_empty() {
        answer["message"] = json!("Reaction removed successfully");
    }
    Ok(Json(answer))
}
