//! Voting in a poll. Answered in the envelope.

use axum::Json;
use axum::body::Bytes;
use serde::Deserialize;
use serde_json::{Value, json};

use super::{message_id, registered};
use crate::Gateway;
use crate::vzaps::errors::{Refusal, body};
use crate::vzaps::line::{Line, address, members, one_or_many};
use crate::world::{Accepted, Act, Message};

#[derive(Deserialize)]
struct Vote {
    phone: Option<String>,
    message_id: Option<String>,
    vote: Option<Value>,
    selected_options: Option<Vec<String>>,
    poll_sender: Option<String>,
    from_me: Option<bool>,
}

// Guess: a poll that the instance does not know can be voted in; one that it knows must have the options. Without any
// the vote is taken back, but one of the two members must be there.
pub(in crate::vzaps) async fn vote(line: Line, bytes: Bytes) -> Result<Json<Value>, Refusal> {
    let mut world = line.world()?;
    let wish: Vote = body(&bytes)?;
    let to = address(wish.phone)?;
    let (target, own) = message_id(wish.message_id)?;
    let options = match (wish.selected_options, wish.vote) {
        (Some(options), _) => options,
        (None, Some(vote)) => one_or_many(vote, "vote")?,
        (None, None) => return Err(Refusal::bad_request("vote or selected_options is required")),
    };
    if let Some(poll) = line.instance(&world)?.mailbox.message(&target) {
        check(poll, &options)?;
    }
    let content = members([
        ("target", Some(json!(target))),
        ("options", Some(json!(options))),
        ("from_me", Some(json!(own || wish.from_me == Some(true)))),
        ("poll_sender", wish.poll_sender.map(Value::from)),
    ]);
    let id = world.queue(Accepted {
        gateway: Gateway::Vzaps,
        instance: &line.id,
        message_id: None,
        to: to.clone(),
        kind: "poll_vote",
        content: Value::Object(content),
        media: None,
    });
    line.act(&mut world, Some(id.clone()), Act::Vote { chat: to, message: target, options })?;
    Ok(registered(&world, &id))
}

/// Refuses options that the poll does not have, and more than may be chosen.
fn check(poll: &Message, options: &[String]) -> Result<(), Refusal> {
    if poll.kind != "poll" {
        return Err(Refusal::bad_request("message is not a poll"));
    }
    let has =
        |name: &String| poll.content["options"].as_array().is_some_and(|all| all.contains(&json!(name)));
    let most = poll.content["max_answers"].as_u64().and_then(|most| usize::try_from(most).ok());
    if options.iter().all(has) && options.len() <= most.unwrap_or(usize::MAX) {
        Ok(())
    } else {
        Err(Refusal::bad_request("invalid selected_options"))
    }
}
