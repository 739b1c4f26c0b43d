//! Joining, leaving, and the link that invites.

use axum::Json;
use axum::body::Bytes;
use axum::extract::{Path, Query, State};
use serde_json::{Value, json};

use super::{Session, done, unknown};
use crate::shared::App;
use crate::wazzapi::asked::Asked;
use crate::wazzapi::errors::Refusal;
use crate::wazzapi::fields::Fields;
use crate::world::{Group, World, jid};

// Guess: every member may read it.
pub(in crate::wazzapi) async fn invite_link(
    State(app): State<App>,
    Path(group): Path<String>,
    Query(asked): Query<Asked>,
) -> Result<Json<Value>, Refusal> {
    let world = app.world();
    let link = Session::asked(&world, &asked)?.group(&world, &group)?.invite_link();
    Ok(Json(json!({ "success": true, "invite_link": link })))
}

pub(in crate::wazzapi) async fn invite_info(
    State(app): State<App>,
    bytes: Bytes,
) -> Result<Json<Value>, Refusal> {
    let world = app.world();
    let (_, group) = invited(&world, &bytes)?;
    Ok(Json(json!({
        "success": true,
        "jid": group.jid,
        "name": group.subject,
        "participants": group.participants.len(),
        "owner_jid": jid(&group.owner),
    })))
}

// Guess: who must wait for an admin gets the same answer as who is in; a member joins again without an error.
pub(in crate::wazzapi) async fn join(State(app): State<App>, bytes: Bytes) -> Result<Json<Value>, Refusal> {
    let mut world = app.world();
    let (Session { own, .. }, group) = invited(&world, &bytes)?;
    let group = group.jid.clone();
    let group = world.group_mut(&group).ok_or_else(unknown)?;
    if !group.approval {
        group.add(&own);
    } else if !group.is_member(&own) && !group.waiting.contains(&own) {
        group.waiting.push(own);
    }
    Ok(done())
}

pub(in crate::wazzapi) async fn leave(
    State(app): State<App>,
    Path(group): Path<String>,
    Query(asked): Query<Asked>,
) -> Result<Json<Value>, Refusal> {
    let mut world = app.world();
    let session = Session::asked(&world, &asked)?;
    let group = session.group(&world, &group)?.jid.clone();
    world.group_mut(&group).ok_or_else(unknown)?.remove(&session.own);
    Ok(done())
}

/// The session and the group that a body names.
// Guess: the text.
fn invited<'w>(world: &'w World, bytes: &[u8]) -> Result<(Session, &'w Group), Refusal> {
    let mut body = Fields::read(bytes)?;
    body.required(&["session_name", "invite_link"]);
    let session = body.text("session_name").unwrap_or_default();
    let link = body.text("invite_link").unwrap_or_default();
    body.check()?;
    let session = Session::named(world, &session)?;
    let group = world.group_by_invite(link.trim());
    Ok((session, group.ok_or_else(|| Refusal::not_found("Invite link not found"))?))
}
