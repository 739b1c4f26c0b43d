//! Changing what a group is.

use serde_json::{Value, json};

use super::access::{GroupCall, Who};
use crate::evolution::call::{Answer, Call, done};
use crate::evolution::messages::is_file;
use crate::evolution::profile::picture_url;
use crate::evolution::schema::Rules;
use crate::evolution::trouble::Trouble;

pub(super) async fn subject(call: Call) -> Answer {
    let call = GroupCall::of(call)?;
    rules(&call, "subject").check_group()?;
    let mut world = call.call.world();
    let now = world.clock.now();
    let (group, own) = call
        .open(&mut world, "groupUpdateSubject", Who::Editors)
        .map_err(|trouble| trouble.failed("Error updating group subject"))?;
    group.rename(call.text("subject"), &own, now);
    done(json!({ "update": "success" }))
}

pub(super) async fn description(call: Call) -> Answer {
    let call = GroupCall::of(call)?;
    rules(&call, "description").check_group()?;
    let mut world = call.call.world();
    let now = world.clock.now();
    let (group, own) = call
        .open(&mut world, "groupUpdateDescription", Who::Editors)
        .map_err(|trouble| trouble.failed("Error updating group description"))?;
    group.describe(call.text("description"), &own, now);
    done(json!({ "update": "success" }))
}

pub(super) async fn picture(call: Call) -> Answer {
    const TRIED: &str = "Error update group picture";
    let call = GroupCall::of(call)?;
    rules(&call, "image").check_group()?;
    if !is_file(call.text("image")) {
        return Err(Trouble::object().failed(TRIED));
    }
    let mut world = call.call.world();
    let url = picture_url(&mut world);
    let (group, _) = call
        .open(&mut world, "updateProfilePicture", Who::Editors)
        .map_err(|trouble| trouble.failed(TRIED))?;
    group.picture = Some(url);
    done(json!({ "update": "success" }))
}

/// Who may write, and who may change the group. What comes back is empty.
pub(super) async fn setting(call: Call) -> Answer {
    let call = GroupCall::of(call)?;
    Rules::of(&call.body)
        .strings(&["groupJid"])
        .one_of("action", &["announcement", "not_announcement", "locked", "unlocked"])
        .required(&["groupJid", "action"])
        .filled(&["groupJid", "action"])
        .check_group()?;
    let mut world = call.call.world();
    let (group, _) = call
        .open(&mut world, "groupSettingUpdate", Who::Admins)
        .map_err(|trouble| trouble.bad_request("Error updating setting"))?;
    match call.text("action") {
        "announcement" => group.announce = true,
        "not_announcement" => group.announce = false,
        "locked" => group.locked = true,
        _ => group.locked = false,
    }
    done(json!({}))
}

pub(super) async fn ephemeral(call: Call) -> Answer {
    let call = GroupCall::of(call)?;
    Rules::of(&call.body)
        .strings(&["groupJid"])
        .one_of_numbers("expiration", &[0, 86_400, 604_800, 7_776_000])
        .required(&["groupJid", "expiration"])
        .check_group()?;
    let seconds = call.body.get("expiration").and_then(Value::as_u64).unwrap_or_default();
    let mut world = call.call.world();
    let (group, _) = call
        .open(&mut world, "groupToggleEphemeral", Who::Editors)
        .map_err(|trouble| trouble.bad_request("Error updating setting"))?;
    group.ephemeral = u32::try_from(seconds).unwrap_or_default();
    done(json!({ "success": true }))
}

/// The rules of a body with one text.
fn rules<'c>(call: &'c GroupCall, name: &str) -> Rules<'c> {
    Rules::of(&call.body)
        .strings(&["groupJid", name])
        .required(&["groupJid", name])
        .filled(&["groupJid", name])
}
