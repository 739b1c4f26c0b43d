//! Groups: somebody makes one, and members change it.

use axum::Json;
use axum::body::Bytes;
use axum::extract::State;
use http::StatusCode;
use serde::Deserialize;
use serde_json::{Value, json};

use super::{Mistake, done, person, read};
use crate::shared::App;
use crate::world::{World, recipient};

const NO_GROUP: &str = "no such group";

#[derive(Deserialize)]
struct NewGroup {
    subject: String,
    owner: String,
    members: Vec<String>,
}

pub(super) async fn add(State(app): State<App>, body: Bytes) -> Result<Json<Value>, Mistake> {
    let NewGroup { subject, owner, members } = read(&body)?;
    let owner = person("owner", &owner)?;
    for member in &members {
        person("members", member)?;
    }
    let jid = app.world().create_group(&subject, &recipient(owner), &members).jid.clone();
    app.changed();
    Ok(Json(json!({ "jid": jid })))
}

#[derive(Deserialize)]
struct Rename {
    jid: String,
    by: String,
    subject: String,
}

pub(super) async fn rename(State(app): State<App>, body: Bytes) -> Result<StatusCode, Mistake> {
    let Rename { jid, by, subject } = read(&body)?;
    let by = person("by", &by)?;
    done(&app, NO_GROUP, |world| world.rename_group(&jid, by, &subject))
}

#[derive(Deserialize)]
struct Membership {
    jid: String,
    by: String,
    member: String,
}

/// Somebody is added to a group or taken out of it.
pub(super) fn membership(
    State(app): State<App>,
    body: Bytes,
    act: impl FnOnce(&mut World, &str, &str, &str) -> bool,
) -> Result<StatusCode, Mistake> {
    let Membership { jid, by, member } = read(&body)?;
    let (by, member) = (person("by", &by)?, person("member", &member)?);
    done(&app, NO_GROUP, |world| act(world, &jid, by, member))
}

#[derive(Deserialize)]
struct Rank {
    jid: String,
    by: String,
    member: String,
    admin: bool,
}

pub(super) async fn set_admin(State(app): State<App>, body: Bytes) -> Result<StatusCode, Mistake> {
    let Rank { jid, by, member, admin } = read(&body)?;
    let (by, member) = (person("by", &by)?, person("member", &member)?);
    done(&app, NO_GROUP, |world| world.set_group_admin(&jid, by, member, admin))
}
