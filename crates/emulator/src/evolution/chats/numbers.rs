//! Which numbers are on WhatsApp.

use serde_json::{Value, json};

use crate::Gateway;
use crate::evolution::address::recipient;
use crate::evolution::call::{Answer, Call, read};
use crate::evolution::channel::Channel;
use crate::evolution::errors::Refusal;
use crate::evolution::schema::{Count, Rules, Texts};
use crate::world::{World, jid};

/// Refusals have no envelope here, and what was not foreseen has nothing at all.
pub(super) async fn check(call: Call) -> Answer {
    let described = Texts::told("\"numbers\" must be an array of numeric strings");
    Rules::of(&call.body).texts("numbers", Count::SOME, described).check_flat()?;
    let world = call.world();
    if let Some(words) = Channel::of(call.instance(&world)?).lacks_phone() {
        return Err(Refusal::flat(json!(words)));
    }
    let numbers: Vec<(String, String)> =
        call.texts("numbers").into_iter().map(|number| (recipient(&number), number)).collect();
    // Only people are asked about at WhatsApp.
    let asks = numbers.is_empty() || numbers.iter().any(|(to, _)| !to.contains('@'));
    if asks && call.phone(&world, "onWhatsApp").is_err() {
        return Err(Refusal::bare(json!({})));
    }
    let all = |of: fn(&str) -> bool| numbers.iter().filter(move |(to, _)| of(to));
    let broadcasts = all(|to| to.ends_with("@broadcast"));
    let groups = all(|to| to.ends_with("@g.us"));
    let people = all(|to| !to.ends_with("@broadcast") && !to.ends_with("@g.us"));
    let rows = broadcasts.chain(groups).chain(people).map(|(to, number)| row(&call, &world, to, number));
    read(rows.collect())
}

fn row(call: &Call, world: &World, to: &str, number: &str) -> Value {
    let mut row = json!({ "jid": jid(to), "exists": false, "number": number });
    if to.ends_with("@broadcast") {
        return row;
    }
    if to.ends_with("@g.us") {
        if let Some(group) = world.group(to) {
            row["exists"] = json!(true);
            row["name"] = json!(group.subject);
        }
        return row;
    }
    if to.ends_with("@lid") {
        row["lid"] = json!("lid");
    }
    row["exists"] = json!(!to.is_empty() && world.is_on_whatsapp(to));
    let contacts = world.contacts(Gateway::Evolution, &call.name);
    if let Some(contact) = contacts.into_iter().find(|contact| contact.address == to) {
        row["name"] = json!(contact.name.unwrap_or(contact.push_name));
    }
    row
}
