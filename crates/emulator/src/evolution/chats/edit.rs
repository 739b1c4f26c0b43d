//! Changing a message that was sent, and taking it back.

use serde_json::{Value, json};

use crate::clock::{epoch_millis, epoch_seconds};
use crate::evolution::address::recipient;
use crate::evolution::call::{Answer, Call, done, read};
use crate::evolution::errors::Refusal;
use crate::evolution::schema::Rules;
use crate::evolution::trouble::Trouble;
use crate::world::{World, jid};

// Guess: a message that is not known is taken back as well.
pub(super) async fn delete(call: Call) -> Answer {
    Rules::of(&call.body)
        .strings(&["id"])
        .booleans(&["fromMe"])
        .strings(&["remoteJid", "participant"])
        .required(&["id", "fromMe", "remoteJid"])
        .filled(&["id", "remoteJid", "participant"])
        .check()?;
    let mut world = call.world();
    call.phone(&world, "sendMessage")
        .map_err(|trouble| trouble.failed("Error while deleting message for everyone"))?;
    call.mailbox_mut(&mut world)?.revoke(call.text("id"));
    let mut key =
        json!({ "remoteJid": call.text("remoteJid"), "fromMe": call.flag("fromMe"), "id": call.text("id") });
    if let Some(participant) = call.body.get("participant") {
        key["participant"] = participant.clone();
    }
    let chat = call.text("remoteJid").to_owned();
    done(protocol(&mut world, &chat, json!({ "key": key, "type": "REVOKE" })))
}

/// Gives a text, or a picture's caption, other words.
pub(super) async fn update(call: Call) -> Answer {
    Rules::of(&call.body)
        .strings(&["number", "text"])
        .object("key", |key| {
            key.strings(&["id", "remoteJid"])
                .booleans(&["fromMe"])
                .required(&["id", "fromMe", "remoteJid"])
                .filled(&["id", "remoteJid"])
        })
        .filled(&["number", "text", "key"])
        .check()?;
    let mut world = call.world();
    let key = call.body.get("key").cloned().unwrap_or_default();
    let id = key.get("id").and_then(Value::as_str).unwrap_or_default();
    let to = recipient(call.text("number"));
    let known = call.mailbox(&world)?.message(id).filter(|message| !message.revoked);
    let known = known.filter(|message| matches!(message.kind.as_str(), "text" | "image" | "video"));
    let Some(known) = known else { return Err(Refusal::bad_request("Message not compatible")) };
    if known.chat != to {
        return Err(Refusal::bad_request("RemoteJid does not match"));
    }
    call.phone(&world, "sendMessage").map_err(Trouble::crash)?;
    let now = world.clock.now();
    let text = call.text("text");
    let mailbox = call.mailbox_mut(&mut world)?;
    mailbox.edit(id, text, now);
    if let Some(message) = mailbox.message_mut(id) {
        renew(&mut message.native, text);
    }
    let edited = json!({
        "key": key,
        "type": "MESSAGE_EDIT",
        "editedMessage": { "extendedTextMessage": { "text": text } },
        "timestampMs": epoch_millis(now).to_string(),
    });
    read(protocol(&mut world, &jid(&to), edited))
}

/// Writes the new words into the message as it was sent.
fn renew(native: &mut Value, text: &str) {
    let Some(message) = native.get_mut("message").and_then(Value::as_object_mut) else { return };
    for (name, inner) in message {
        match inner {
            Value::String(old) if name == "conversation" => text.clone_into(old),
            Value::Object(inner) if name.ends_with("Message") => {
                inner.insert("caption".to_owned(), json!(text));
            }
            _ => {}
        }
    }
}

/// A message about a message, whose numbers are texts.
fn protocol(world: &mut World, chat: &str, about: Value) -> Value {
    json!({
        "key": { "remoteJid": chat, "fromMe": true, "id": world.ids.message_id() },
        "message": { "protocolMessage": about },
        "messageTimestamp": epoch_seconds(world.clock.now()).to_string(),
        "status": "PENDING",
    })
}
