//! Joining, leaving, and the link that invites.

use axum::Json;
use axum::body::Bytes;
use axum::extract::Query;
use http::StatusCode;
use serde_json::{Value, json};

use super::{Which, not_admin, own_group, unknown};
use crate::ryze::errors::{Refusal, body};
use crate::ryze::line::{Line, required};

// Guess: the text of the refusal of a JID; a member joins again without an error.
pub(in crate::ryze) async fn join(line: Line, bytes: Bytes) -> Result<Json<Value>, Refusal> {
    let mut world = line.world()?;
    let Which { identifier } = body(&bytes)?;
    let identifier = required(identifier, "Identifier is required")?;
    if identifier.ends_with("@g.us") {
        return Err(Refusal::bad_request("An invite code or link is required"));
    }
    let own = line.own(&world)?;
    let revoked = || Refusal::new(StatusCode::NOT_FOUND, "Invite link has been revoked or expired");
    let jid = world.group_by_invite(identifier.trim()).ok_or_else(revoked)?.jid.clone();
    let group = world.group_mut(&jid).ok_or_else(revoked)?;
    let waits = group.approval && !group.is_member(&own);
    if waits && !group.waiting.contains(&own) {
        group.waiting.push(own);
    } else if !waits {
        group.add(&own);
    }
    let message = if waits { "Join request sent" } else { "Successfully joined the group" };
    Ok(Json(json!({
        "success": true,
        "message": message,
        "groupJid": jid,
        "requiresApproval": waits,
    })))
}

pub(in crate::ryze) async fn leave(
    line: Line,
    Query(Which { identifier }): Query<Which>,
) -> Result<Json<Value>, Refusal> {
    let mut world = line.world()?;
    let (jid, own) = own_group(&line, &world, identifier)?;
    world.group_mut(&jid).ok_or_else(unknown)?.remove(&own);
    Ok(Json(json!({ "success": true, "message": "Successfully left the group", "groupJid": jid })))
}

pub(in crate::ryze) async fn reset_link(line: Line, bytes: Bytes) -> Result<Json<Value>, Refusal> {
    let mut world = line.world()?;
    let Which { identifier } = body(&bytes)?;
    let (jid, own) = own_group(&line, &world, identifier)?;
    if !world.group(&jid).is_some_and(|group| group.is_admin(&own)) {
        return Err(not_admin("reset group invite link"));
    }
    let group = world.reset_invite(&jid).ok_or_else(unknown)?;
    Ok(Json(json!({
        "success": true,
        "message": "Group invite link reset successfully",
        "groupJid": group.jid,
        "inviteCode": group.invite_code,
        "inviteLink": group.invite_link(),
    })))
}
