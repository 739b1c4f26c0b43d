//! Reactions, and taking them back.

use serde_json::{Value, json};

use super::emoji::is_one_emoji;
use super::{Channels, Context, Options, Outgoing, members, send};
use crate::clock::epoch_millis;
use crate::evolution::call::{Answer, Call};
use crate::evolution::channel::Channel;
use crate::evolution::errors::Refusal;
use crate::evolution::schema::Rules;

// Guess: a message that the server does not know can be reacted to.
pub(super) async fn reaction(call: Call) -> Answer {
    let key = call.body.get("key").cloned().unwrap_or_default();
    let text_of = |name: &str| key.get(name).and_then(Value::as_str).unwrap_or_default();
    let (target, chat) = (text_of("id"), text_of("remoteJid"));
    let emoji = call.text("reaction");
    let answer = send(&call, chat, Channels::Cloud, |world, sender| {
        Rules::of(&call.body)
            .object("key", |key| {
                key.strings(&["id", "remoteJid"])
                    .booleans(&["fromMe"])
                    .required(&["id", "remoteJid", "fromMe"])
                    .filled(&["id", "remoteJid"])
            })
            .strings(&["reaction"])
            .required(&["key", "reaction"])
            .check()?;
        if !emoji.is_empty() && !is_one_emoji(emoji) {
            return Err(Refusal::bad_request("Reaction must be a single emoji or empty string"));
        }
        let mut message = json!({ "text": emoji, "key": key });
        let mut message_type = "conversation";
        if sender.channel == Channel::Baileys {
            message_type = "reactionMessage";
            message["senderTimestampMs"] = json!(epoch_millis(world.clock.now()));
        }
        Ok(Outgoing {
            kind: "reaction",
            message_type,
            content: members([("emoji", Some(json!(emoji))), ("target", Some(json!(target)))]),
            message: json!({ "reactionMessage": message }),
            context: Context::None,
            options: Options::None,
            ..Outgoing::default()
        })
    })
    .await?;
    let mut world = call.world();
    let own = call.instance(&world)?.phone.clone().unwrap_or_default();
    let emoji = Some(emoji).filter(|emoji| !emoji.is_empty());
    call.mailbox_mut(&mut world)?.react(target, &own, emoji);
    Ok(answer)
}
