//! Marking: messages as read, chats as unread or archived, people as blocked.

use serde_json::{Value, json};

use crate::evolution::address::recipient;
use crate::evolution::call::{Answer, Call, done};
use crate::evolution::errors::Refusal;
use crate::evolution::schema::{Count, Rules};
use crate::evolution::trouble::Trouble;
use crate::world::World;

/// Only messages of people and groups; others are skipped without a word.
pub(super) async fn read_messages(call: Call) -> Answer {
    Rules::of(&call.body)
        .objects("readMessages", Count::SOME, |message| {
            message
                .strings(&["id"])
                .booleans(&["fromMe"])
                .strings(&["remoteJid"])
                .required(&["id", "fromMe", "remoteJid"])
                .filled(&["id", "remoteJid"])
        })
        .required(&["readMessages"])
        .check()?;
    let mut world = call.world();
    call.phone(&world, "readMessages").map_err(|trouble| trouble.failed("Read messages fail"))?;
    let messages = call.body.get("readMessages").and_then(Value::as_array);
    let mailbox = call.mailbox_mut(&mut world)?;
    for message in messages.into_iter().flatten() {
        let text = |name: &str| message.get(name).and_then(Value::as_str).unwrap_or_default();
        let chat = text("remoteJid");
        if chat.ends_with("@g.us") || chat.ends_with("@s.whatsapp.net") {
            mailbox.mark_read(text("id"));
        }
    }
    done(json!({ "message": "Read messages", "read": "success" }))
}

pub(super) async fn archive(call: Call) -> Answer {
    last_message(Rules::of(&call.body).strings(&["chat"]))
        .booleans(&["archive"])
        .required(&["archive"])
        .check()?;
    let mut world = call.world();
    let failed = |error: &str| {
        let what = "An error occurred while archiving the chat. Open a calling.";
        Refusal::failed_as(json!({ "archived": false, "message": [what, error] }))
    };
    let chat = chat_of_last(&call, &world).map_err(|trouble| trouble.refused(failed))?;
    let now = world.clock.now();
    let to = recipient(&chat);
    call.mailbox_mut(&mut world)?.open_chat(&to, now).archived = call.flag("archive");
    done(json!({ "chatId": chat, "archived": true }))
}

pub(super) async fn unread(call: Call) -> Answer {
    last_message(Rules::of(&call.body).strings(&["chat"])).required(&["lastMessage"]).check()?;
    let mut world = call.world();
    let failed = |error: &str| {
        let what = "An error occurred while marked unread the chat. Open a calling.";
        Refusal::failed_as(json!({ "markedChatUnread": false, "message": [what, error] }))
    };
    let chat = chat_of_last(&call, &world).map_err(|trouble| trouble.refused(failed))?;
    let now = world.clock.now();
    let to = recipient(&chat);
    call.mailbox_mut(&mut world)?.mark_chat(&to, false, now);
    done(json!({ "chatId": chat, "markedChatUnread": true }))
}

fn last_message(rules: Rules<'_>) -> Rules<'_> {
    rules.object("lastMessage", |message| {
        message
            .object("key", |key| {
                key.strings(&["id", "remoteJid"])
                    .booleans(&["fromMe"])
                    .required(&["id", "fromMe", "remoteJid"])
                    .filled(&["id", "remoteJid"])
            })
            .integer("messageTimestamp", i64::MIN, i64::MAX)
            .required(&["key"])
    })
}

/// The chat of the last message, which the server cannot find by itself.
fn chat_of_last(call: &Call, world: &World) -> Result<String, Trouble> {
    let Some(last) = call.body.get("lastMessage") else {
        call.phone(world, "chatModify").or_else(|trouble| match trouble {
            // The message is looked for before WhatsApp is asked.
            Trouble::Thrown(_) => Ok(String::new()),
            refused @ Trouble::Refused(_) => Err(refused),
        })?;
        return Err(Trouble::thrown(if call.body.contains_key("chat") {
            "PrismaClientValidationError: \nInvalid `this.prismaRepository.message.findMany()` invocation"
        } else {
            "TypeError: Cannot read properties of undefined (reading 'messageTimestamp')"
        }));
    };
    call.phone(world, "chatModify")?;
    let chat = last.pointer("/key/remoteJid").and_then(Value::as_str);
    Ok(chat.unwrap_or_default().to_owned())
}

pub(super) async fn block(call: Call) -> Answer {
    const TRIED: &str = "Error blocking user";
    Rules::of(&call.body)
        .strings(&["number"])
        .one_of("status", &["block", "unblock"])
        .required(&["number", "status"])
        .filled(&["number", "status"])
        .check()?;
    let mut world = call.world();
    call.phone(&world, "onWhatsApp").map_err(|trouble| trouble.failed(TRIED))?;
    let to = recipient(call.text("number"));
    if to.is_empty() || !world.is_on_whatsapp(&to) {
        return Err(Trouble::object().failed(TRIED));
    }
    call.mailbox_mut(&mut world)?.set_blocked(&to, call.text("status") == "block");
    done(json!({ "block": "success" }))
}
