//! Contact cards.

use std::fmt::Write as _;

use serde_json::{Map, Value, json};

use super::{Channels, Options, Outgoing, members, send};
use crate::evolution::address::recipient;
use crate::evolution::call::{Answer, Call};
use crate::evolution::channel::Channel;
use crate::evolution::instances::text as member;
use crate::evolution::schema::{Count, Rules};
use crate::world::jid;

pub(super) async fn contact(call: Call) -> Answer {
    send(&call, call.text("number"), Channels::Cloud, |_, sender| {
        Rules::of(&call.body)
            .recipient()
            .objects("contact", Count::SOME, |card| {
                card.strings(&["fullName"])
                    .long("wuid", 10, Some("\"wuid\" must be a numeric string"))
                    .long("phoneNumber", 10, None)
                    .strings(&["organization", "email", "url"])
                    .required(&["fullName", "phoneNumber"])
                    .filled(&["fullName"])
            })
            .required(&["number", "contact"])
            .check()?;
        let cards = call.body.get("contact").and_then(Value::as_array);
        let cards: Vec<&Map<String, Value>> =
            cards.into_iter().flatten().filter_map(Value::as_object).collect();
        let told: Vec<_> = cards.iter().map(|card| told(card)).collect();
        let shown: Vec<Value> = cards
            .iter()
            .map(|card| json!({ "displayName": member(card, "fullName"), "vcard": vcard(card) }))
            .collect();
        // Meta's cloud has them under another name.
        let business = sender.channel == Channel::Business;
        let (message_type, message) = match <[Value; 1]>::try_from(shown) {
            Ok([one]) if business => ("conversation", json!({ "contact": one })),
            Ok([one]) => ("contactMessage", json!({ "contactMessage": one })),
            Err(shown) => {
                let many = json!({ "displayName": format!("{} contacts", shown.len()), "contacts": shown });
                let message_type = if business { "conversation" } else { "contactsArrayMessage" };
                (message_type, json!({ (if business { "contact" } else { message_type }): many }))
            }
        };
        Ok(Outgoing {
            kind: "contact",
            message_type,
            content: members([("contacts", Some(json!(told)))]),
            message,
            options: Options::None,
            ..Outgoing::default()
        })
    })
    .await
}

/// A card under the ledger's names.
fn told(card: &Map<String, Value>) -> Map<String, Value> {
    let given = |name: &str| card.get(name).cloned();
    members([
        ("name", given("fullName")),
        ("phone", given("phoneNumber")),
        ("organization", given("organization")),
        ("email", given("email")),
        ("url", given("url")),
    ])
}

fn vcard(card: &Map<String, Value>) -> String {
    let name = member(card, "fullName").unwrap_or_default();
    let phone = member(card, "phoneNumber").unwrap_or_default();
    let id = member(card, "wuid").unwrap_or_else(|| jid(&recipient(&phone)));
    let mut text = format!("BEGIN:VCARD\nVERSION:3.0\nN:{name}\nFN:{name}\n");
    let lines = [("ORG", "organization", ";"), ("EMAIL", "email", ""), ("URL", "url", "")];
    for (word, from, end) in lines {
        if let Some(value) = member(card, from) {
            // Writing to a String cannot fail.
            let _ = writeln!(text, "{word}:{value}{end}");
        }
    }
    text + &format!("item1.TEL;waid={id}:{phone}\nitem1.X-ABLabel:Celular\nEND:VCARD")
}
