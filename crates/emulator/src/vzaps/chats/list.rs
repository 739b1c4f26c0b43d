//! Reading chats.

use axum::Json;
use axum::extract::{Path, Query};
use serde_json::{Value, json};

use super::chat;
use crate::clock::{epoch_millis, iso_seconds};
use crate::vzaps::errors::Refusal;
use crate::vzaps::line::Line;
use crate::vzaps::page::Wanted;
use crate::world::{Chat, Mailbox, Mute, World, jid};

/// The chat with the latest message first.
pub(in crate::vzaps) async fn list(line: Line, Query(page): Query<Wanted>) -> Result<Json<Value>, Refusal> {
    let world = line.world()?;
    let mailbox = &line.instance(&world)?.mailbox;
    let rows = mailbox.chats().into_iter().map(|chat| row(&world, mailbox, chat)).collect();
    page.of(rows).map(Json)
}

pub(in crate::vzaps) async fn get(
    line: Line,
    Path((_, phone)): Path<(String, String)>,
) -> Result<Json<Value>, Refusal> {
    let world = line.world()?;
    let mailbox = &line.instance(&world)?.mailbox;
    let chat = mailbox.chat(&chat(&phone)?).ok_or_else(|| Refusal::unknown("Chat"))?;
    Ok(Json(row(&world, mailbox, chat)))
}

/// A chat, whose members are documented.
// Guess: what the numbers of `mute_end_time` are: milliseconds, as the other time, and -1 for a chat that is always
// silent. Who belongs to no community has no members that name one.
fn row(world: &World, mailbox: &Mailbox, chat: &Chat) -> Value {
    let now = world.clock.now();
    let group = world.group(&chat.address);
    let person = world.person(&chat.address);
    let name = group.map(|group| group.subject.clone()).or(person.name).unwrap_or(person.push_name);
    let mut row = json!({
        "phone": chat.address,
        "jid": jid(&chat.address),
        "name": name,
        "archived": chat.archived,
        "pinned": chat.pinned,
        "unread": chat.unread.to_string(),
        "messages_unread": chat.unread,
        "marked_as_unread": chat.marked_unread,
        "is_muted": if chat.is_muted(now) { "1" } else { "0" },
        "is_marked_spam": false,
        "is_group": chat.address.ends_with("@g.us"),
        "is_group_announcement": group.is_some_and(|group| group.announce),
        "mute_end_time": match chat.muted.filter(|_| chat.is_muted(now)) {
            None => json!(0),
            Some(Mute::Until(end)) => json!(epoch_millis(end)),
            Some(Mute::Always) => json!(-1),
        },
    });
    if let Some(last) = mailbox.history(&chat.address).next() {
        row["last_message_user_name"] = json!(world.person(&last.sender).push_name);
        row["last_message_user_phone"] = json!(last.sender);
        row["last_message_time"] = json!(iso_seconds(last.at));
        row["last_message_timestamp_ms"] = json!(epoch_millis(last.at));
    }
    row
}
