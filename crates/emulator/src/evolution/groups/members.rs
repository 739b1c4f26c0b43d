//! Who is in a group.

use serde_json::{Value, json};

use super::access::{GroupCall, Who};
use super::layout::members;
use crate::evolution::address::recipient;
use crate::evolution::call::{Answer, Call, done, read};
use crate::evolution::schema::{Count, Rules, Texts};
use crate::world::{Group, Rank, World, jid};

pub(super) async fn list(call: Call) -> Answer {
    let call = GroupCall::bare(call)?;
    let mut world = call.call.world();
    let (group, _) = call
        .open(&mut world, "groupMetadata", Who::Members)
        .map_err(|trouble| trouble.not_found("No participants"))?;
    let group = group.clone();
    read(json!({ "participants": members(&world, &group) }))
}

/// Adds, removes, promotes or demotes: every participant has an answer of their own.
// Guess: the codes of what could not be done, by their meaning in HTTP.
pub(super) async fn update(call: Call) -> Answer {
    let call = GroupCall::of(call)?;
    let numeric = Texts::long_with_digits("\"participants\" must be an array of numeric strings");
    Rules::of(&call.body)
        .strings(&["groupJid"])
        .one_of("action", &["add", "remove", "promote", "demote"])
        .texts("participants", Count::SOME, numeric)
        .required(&["groupJid", "action", "participants"])
        .filled(&["groupJid", "action"])
        .check_group()?;
    let mut world = call.call.world();
    let adding_is_free = world.group(&call.jid).is_some_and(|group| group.members_add);
    let action = call.text("action");
    let who = if action == "add" && adding_is_free { Who::Members } else { Who::Admins };
    let (group, _) = call
        .open(&mut world, "groupParticipantsUpdate", who)
        .map_err(|trouble| trouble.bad_request("Error updating participants"))?;
    let mut changed = group.clone();
    let results: Vec<Value> = call
        .call
        .texts("participants")
        .iter()
        .map(|one| {
            let to = recipient(one);
            let status = change(&world, &mut changed, action, &to);
            let jid = jid(&to);
            json!({
                "status": status,
                "jid": jid,
                "content": { "tag": "participant", "attrs": { "jid": jid } },
            })
        })
        .collect();
    if let Some(group) = world.group_mut(&call.jid) {
        *group = changed;
    }
    done(json!({ "updateParticipants": results }))
}

/// Changes one member, who may be told by the hidden id.
fn change(world: &World, group: &mut Group, action: &str, to: &str) -> &'static str {
    let by_id = group.participants.iter().find(|member| world.person(&member.address).lid() == to);
    let to = by_id.map_or_else(|| to.to_owned(), |member| member.address.clone());
    if action == "add" {
        return match world.is_on_whatsapp(&to) && !to.is_empty() {
            false => "404",
            true if group.add(&to) => "200",
            true => "409",
        };
    }
    let found = match action {
        "remove" => group.remove(&to),
        "promote" => group.is_admin(&to) || group.set_rank(&to, Rank::Admin),
        _ => group.set_rank(&to, Rank::Member),
    };
    if found { "200" } else { "404" }
}

pub(super) async fn leave(call: Call) -> Answer {
    let call = GroupCall::bare(call)?;
    let mut world = call.call.world();
    let (group, own) = call
        .open(&mut world, "groupLeave", Who::Members)
        .map_err(|trouble| trouble.bad_request("Unable to leave the group"))?;
    group.remove(&own);
    read(json!({ "groupJid": call.jid, "leave": true }))
}
