//! Who is in a group, and as what.

use axum::Json;
use axum::body::Bytes;
use axum::extract::{Path, Query, State};
use serde_json::{Value, json};

use super::{Session, done};
use crate::shared::App;
use crate::wazzapi::asked::Asked;
use crate::wazzapi::errors::Refusal;
use crate::wazzapi::fields::Fields;
use crate::world::{Group, Rank, World, jid, recipient};

pub(in crate::wazzapi) async fn participants(
    State(app): State<App>,
    Path(group): Path<String>,
    Query(asked): Query<Asked>,
) -> Result<Json<Value>, Refusal> {
    let world = app.world();
    let group = Session::asked(&world, &asked)?.group(&world, &group)?;
    let rows: Vec<Value> = group
        .participants
        .iter()
        .map(|participant| {
            json!({
                "id": jid(&participant.address),
                "is_admin": participant.rank >= Rank::Admin,
                "is_super_admin": participant.rank == Rank::SuperAdmin,
            })
        })
        .collect();
    Ok(Json(json!({ "participants": rows })))
}

const ACTIONS: [&str; 4] = ["add", "remove", "promote", "demote"];

pub(in crate::wazzapi) async fn update_participants(
    State(app): State<App>,
    bytes: Bytes,
) -> Result<Json<Value>, Refusal> {
    let mut body = Fields::read(&bytes)?;
    body.required(&["session_name", "group_jid", "action", "participants"]);
    let session = body.text("session_name").unwrap_or_default();
    let group = body.text("group_jid").unwrap_or_default();
    let action = body.word("action", &ACTIONS).unwrap_or_default();
    let wanted = body.texts("participants").unwrap_or_default();
    body.check()?;
    let mut world = app.world();
    let session = Session::named(&world, &session)?;
    change(&mut world, &session, &group, action, &wanted)
}

pub(in crate::wazzapi) async fn add_participant(
    State(app): State<App>,
    Path(group): Path<String>,
    Query(asked): Query<Asked>,
) -> Result<Json<Value>, Refusal> {
    one(&app, &group, &asked, "add")
}

pub(in crate::wazzapi) async fn remove_participant(
    State(app): State<App>,
    Path(group): Path<String>,
    Query(asked): Query<Asked>,
) -> Result<Json<Value>, Refusal> {
    one(&app, &group, &asked, "remove")
}

fn one(app: &App, group: &str, asked: &Asked, action: &str) -> Result<Json<Value>, Refusal> {
    let mut world = app.world();
    let session = Session::asked(&world, asked)?;
    let wanted = asked.required("participant_jid")?.to_owned();
    change(&mut world, &session, group, action, &[wanted])
}

/// Does it for everybody for whom it can be done.
// Guess: one result for all means success if it was done for anyone, with the others in `details`, and 400 otherwise.
fn change(
    world: &mut World,
    session: &Session,
    group: &str,
    action: &str,
    wanted: &[String],
) -> Result<Json<Value>, Refusal> {
    let mut failed = Vec::new();
    for written in wanted {
        let address = recipient(written);
        let known = !address.is_empty() && world.is_on_whatsapp(&address);
        let group = session.managed(world, group)?;
        let result = if known { act(group, action, &address) } else { Err("not on WhatsApp") };
        if let Err(reason) = result {
            failed.push(format!("{}: {reason}", jid(&address)));
        }
    }
    if failed.is_empty() {
        return Ok(done());
    }
    let details = failed.join(", ");
    if failed.len() == wanted.len() {
        return Err(Refusal::bad_request(&details));
    }
    Ok(Json(json!({ "success": true, "details": details })))
}

fn act(group: &mut Group, action: &str, address: &str) -> Result<(), &'static str> {
    let (done, otherwise) = match action {
        "add" => (group.add(address), "already a participant"),
        "remove" => (group.remove(address), "not a participant"),
        "promote" => (group.set_rank(address, Rank::Admin), "not a participant"),
        _ => (group.set_rank(address, Rank::Member), "not a participant"),
    };
    if done { Ok(()) } else { Err(otherwise) }
}
