//! Looking for messages, and for what became of them.

use serde_json::{Value, json};

use super::page::Page;
use super::row::Row;
use crate::clock::{epoch_seconds, from_iso};
use crate::evolution::address::row_id;
use crate::evolution::call::{Answer, Call, read};
use crate::evolution::schema::Rules;

pub(super) async fn find(call: Call) -> Answer {
    const NAMES: [&str; 3] = ["fromMe", "remoteJid", "id"];
    const EMPTY: Option<&str> = Some("The property cannot be empty");
    Rules::of(&call.body)
        .object("where", |wanted| {
            let wanted = wanted.long("_id", 1, None).object("key", |key| {
                key.only_with(&NAMES, |key| {
                    key.long("remoteJid", 1, EMPTY).long("id", 1, EMPTY).booleans(&["fromMe"])
                })
            });
            wanted.object("message", |message| message).filled(&["_id"])
        })
        .integer("limit", i64::MIN, i64::MAX)
        .check()?;
    let world = call.world();
    let wanted = Wanted { of: call.body.get("where").unwrap_or(&Value::Null) };
    let rows = Row::all(&world, call.instance(&world)?).filter(|row| wanted.matches(row));
    let rows: Vec<Row<'_>> = rows.collect();
    let (page, total) = (Page::of(&call), rows.len());
    let records: Vec<Value> = page.cut(rows.into_iter()).iter().map(Row::listed).collect();
    read(json!({
        "messages": {
            "total": total,
            "pages": page.count(total),
            "currentPage": page.number,
            "records": records,
        },
    }))
}

/// What a message is looked for by.
struct Wanted<'b> {
    of: &'b Value,
}

impl Wanted<'_> {
    fn text(&self, pointer: &str) -> Option<&str> {
        self.of.pointer(pointer).and_then(Value::as_str).filter(|text| !text.is_empty())
    }

    fn matches(&self, row: &Row<'_>) -> bool {
        let is = |pointer: &str, own: &str| self.text(pointer).is_none_or(|wanted| wanted == own);
        let mine = self.of.pointer("/key/fromMe").and_then(Value::as_bool) == Some(true);
        let source = row.message.native.get("source").and_then(Value::as_str).unwrap_or("unknown");
        is("/key/id", &row.message.id)
            && is("/key/remoteJid", &row.remote_jid())
            && is("/key/participant", &row.participant().unwrap_or_default())
            && is("/id", &row.id())
            && is("/source", source)
            && is("/messageType", &row.message_type())
            && (!mine || row.message.from_me)
            && self.in_time(row)
    }

    /// A beginning without an end is no limit, and the other way round.
    fn in_time(&self, row: &Row<'_>) -> bool {
        let time = |pointer: &str| self.text(pointer).and_then(from_iso).map(epoch_seconds);
        match (time("/messageTimestamp/gte"), time("/messageTimestamp/lte")) {
            (Some(from), Some(to)) => (from..=to).contains(&epoch_seconds(row.message.at)),
            _ => true,
        }
    }
}

pub(super) async fn statuses(call: Call) -> Answer {
    Rules::of(&call.body)
        .object("where", |wanted| {
            wanted
                .strings(&["_id", "remoteJid", "id"])
                .booleans(&["fromMe"])
                .strings(&["participant"])
                .one_of("status", &["ERROR", "PENDING", "SERVER_ACK", "DELIVERY_ACK", "READ", "PLAYED"])
                .filled(&["_id", "remoteJid", "id", "status"])
        })
        .integer("limit", i64::MIN, i64::MAX)
        .check()?;
    let world = call.world();
    let instance = call.instance(&world)?;
    let wanted = Wanted { of: call.body.get("where").unwrap_or(&Value::Null) };
    let (id, chat) = (wanted.text("/id"), wanted.text("/remoteJid"));
    let matches = |row: &Row<'_>| {
        id.is_none_or(|id| id == row.message.id) && chat.is_none_or(|chat| chat == row.remote_jid())
    };
    let mut rows: Vec<Row<'_>> = Row::all(&world, instance).filter(matches).collect();
    // In the order in which they happened.
    rows.reverse();
    let rows = rows.iter().flat_map(|row| row.updates().into_iter().map(move |word| (row, word)));
    let shown = rows.map(|(row, word)| {
        json!({
            "id": row_id(&[&instance.id, "update", &row.message.id, word]),
            "keyId": row.message.id,
            "remoteJid": row.remote_jid(),
            "fromMe": row.message.from_me,
            "participant": row.participant(),
            "pollUpdates": null,
            "status": word,
            "messageId": row.id(),
            "instanceId": instance.id,
        })
    });
    read(Value::Array(Page::of(&call).cut(shown)))
}
