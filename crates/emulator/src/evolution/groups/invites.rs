//! Invitations to groups.

use serde_json::{Value, json};

use super::access::{GroupCall, Who};
use super::layout::metadata;
use crate::evolution::call::{Answer, Call, done, read};
use crate::evolution::errors::Refusal;
use crate::evolution::schema::Rules;
use crate::evolution::trouble::Trouble;

pub(super) async fn code(call: Call) -> Answer {
    let call = GroupCall::bare(call)?;
    let mut world = call.call.world();
    let (group, _) = call
        .open(&mut world, "groupInviteCode", Who::Admins)
        .map_err(|trouble| trouble.not_found("No invite code"))?;
    read(json!({ "inviteUrl": group.invite_link(), "inviteCode": group.invite_code }))
}

pub(super) async fn revoke(call: Call) -> Answer {
    let call = GroupCall::bare(call)?;
    let mut world = call.call.world();
    call.open(&mut world, "groupRevokeInvite", Who::Admins)
        .map_err(|trouble| trouble.not_found("Revoke error"))?;
    let group = world.reset_invite(&call.jid);
    let group = group.ok_or_else(|| Trouble::no_item().not_found("Revoke error"))?;
    done(json!({ "revoked": true, "inviteCode": group.invite_code }))
}

/// The group behind a code. Why there is none is not told.
pub(super) async fn info(call: Call) -> Answer {
    let code = invite(&call)?;
    let world = call.world();
    let group = call
        .phone(&world, "groupGetInviteInfo")
        .and_then(|_| world.group_by_invite(code).ok_or_else(Trouble::no_item));
    let group =
        group.map_err(|trouble| trouble.refused(|_| Refusal::not_found_with(&["No invite info", code])))?;
    read(metadata(&world, group))
}

// Guess: who must wait for an admin gets the same answer as who is in.
pub(super) async fn accept(call: Call) -> Answer {
    const TRIED: &str = "Accept invite error";
    let code = invite(&call)?;
    let mut world = call.world();
    let own = call.phone(&world, "groupAcceptInvite").map_err(|trouble| trouble.not_found(TRIED))?;
    let jid = world.group_by_invite(code).map(|group| group.jid.clone());
    let group = jid.and_then(|jid| world.group_mut(&jid));
    let group = group.ok_or_else(|| Trouble::no_item().not_found(TRIED))?;
    if !group.approval {
        group.add(&own);
    } else if !group.is_member(&own) && !group.waiting.contains(&own) {
        group.waiting.push(own);
    }
    read(json!({ "accepted": true, "groupJid": group.jid }))
}

/// The code, from the query.
fn invite(call: &Call) -> Result<&str, Refusal> {
    let Some(code) = call.query.get("inviteCode").and_then(Value::as_str).filter(|code| !code.is_empty())
    else {
        let words = [
            "The group invite code id needs to be informed in the query",
            "ex: \"inviteCode=F1EX5QZxO181L3TMVP31gY\" (Obtained from group join link)",
        ];
        return Err(Refusal::bad_requests(words.map(Value::from).to_vec()));
    };
    let form = |code: &str| code.len() == 22 && code.chars().all(|letter| letter.is_ascii_alphanumeric());
    Rules::of(&call.query).pattern("inviteCode", r#""^[a-zA-Z0-9]{22}$""#, form).check_group()?;
    Ok(code)
}
