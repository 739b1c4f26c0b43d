//! Looking for chats.

use std::time::Duration;

use serde_json::{Value, json};

use super::contacts::{Known, rules};
use super::row::Row;
use crate::clock::{epoch_seconds, from_iso, iso_millis};
use crate::evolution::address::{recipient, row_id};
use crate::evolution::call::{Answer, Call, read};
use crate::evolution::errors::Refusal;
use crate::world::{Chat, Instance, World, jid};

/// How long a chat can be answered to without a template, on Meta's cloud.
const WINDOW: Duration = Duration::from_secs(86_400);

/// The chats in which something was said, the latest first.
pub(super) async fn all(call: Call) -> Answer {
    rules(&call).check()?;
    let world = call.world();
    let instance = call.instance(&world)?;
    let wanted = call.body.get("where").unwrap_or(&Value::Null);
    let chat = wanted.get("remoteJid").and_then(Value::as_str);
    let time = |pointer: &str| wanted.pointer(pointer).and_then(Value::as_str).and_then(from_iso);
    let within = match (time("/messageTimestamp/gte"), time("/messageTimestamp/lte")) {
        (Some(from), Some(to)) => Some((epoch_seconds(from), epoch_seconds(to))),
        _ => None,
    };
    let known = Known::all(&world, instance);
    let rows = instance.mailbox.chats().into_iter().filter_map(|own| {
        let last = Row::all(&world, instance).find(|row| row.message.chat == own.address)?;
        let at = epoch_seconds(last.message.at);
        let asked = chat.is_none_or(|chat| recipient(chat) == own.address)
            && within.is_none_or(|(from, to)| (from..=to).contains(&at));
        asked.then(|| row(&world, instance, own, &known, &last))
    });
    let taken = call.count("take").unwrap_or(usize::MAX);
    read(rows.skip(call.count("skip").unwrap_or_default()).take(taken).collect())
}

// Guess: the window is open for a day after the last message that came.
fn row(world: &World, instance: &Instance, chat: &Chat, known: &[Known], last: &Row<'_>) -> Value {
    let known = known.iter().find(|known| known.address == chat.address);
    let came = Row::all(world, instance)
        .find(|row| row.message.chat == chat.address && !row.message.from_me)
        .filter(|row| !row.message.is_group())
        .map(|row| row.message.at);
    let ends = came.and_then(|came| came.checked_add(WINDOW));
    let name = known.and_then(|known| known.name.clone()).filter(|_| !last.message.is_group());
    json!({
        "id": known.map(|known| known.row_id(instance)),
        "remoteJid": jid(&chat.address),
        "pushName": name,
        "profilePicUrl": known.and_then(|known| known.picture.clone()),
        "updatedAt": iso_millis(last.message.at),
        "windowStart": came.map(iso_millis),
        "windowExpires": ends.map(iso_millis),
        "windowActive": ends.is_some_and(|ends| ends > world.clock.now()),
        "lastMessage": last.last(),
        "unreadCount": chat.unread,
        "isSaved": known.is_some(),
    })
}

pub(super) async fn one(call: Call) -> Answer {
    let Some(wanted) =
        call.query.get("remoteJid").and_then(Value::as_str).filter(|wanted| !wanted.is_empty())
    else {
        return Err(Refusal::bare(json!({ "error": "remoteJid is a required query parameter" })));
    };
    let world = call.world();
    let instance = call.instance(&world)?;
    let chats = instance.mailbox.chats();
    let Some(chat) = chats.into_iter().find(|chat| jid(&chat.address) == wanted) else {
        return read(Value::Null);
    };
    let known = Known::all(&world, instance).into_iter().find(|known| known.address == chat.address);
    let labels = (!chat.labels.is_empty()).then_some(&chat.labels);
    read(json!({
        "id": row_id(&[&instance.id, "chat", &chat.address]),
        "remoteJid": wanted,
        "name": known.and_then(|known| known.name),
        "labels": labels,
        "createdAt": iso_millis(chat.created_at),
        "updatedAt": iso_millis(chat.updated_at),
        "instanceId": instance.id,
        "unreadMessages": chat.unread,
    }))
}
