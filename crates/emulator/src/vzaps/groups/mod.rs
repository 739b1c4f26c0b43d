//! Groups. Answered in the envelope.

mod admins;
mod create;
mod invite;
mod update;

pub(super) use admins::{add as add_admin, remove as remove_admin};
pub(super) use create::create;
pub(super) use invite::link;
pub(super) use update::{description, name, photo, settings};

use axum::Json;
use axum::extract::Query;
use serde::Deserialize;
use serde_json::{Value, json};

use super::errors::{Refusal, enveloped};
use super::line::{Line, required};
use super::page::Wanted;
use crate::clock::iso_seconds;
use crate::world::{Group, Rank, World, jid};

/// Which group, in a query.
#[derive(Deserialize)]
pub(super) struct Which {
    group_id: Option<String>,
}

// Guess: in the envelope, a page of whole groups.
pub(super) async fn list(line: Line, Query(page): Query<Wanted>) -> Result<Json<Value>, Refusal> {
    let world = line.world()?;
    let own = line.own(&world)?;
    page.of(world.groups_of(&own).map(shown).collect()).map(enveloped)
}

pub(super) async fn get(line: Line, Query(Which { group_id }): Query<Which>) -> Result<Json<Value>, Refusal> {
    let world = line.world()?;
    let group_id = required(group_id, "group_id")?;
    joined(&line, &world, &group_id).map(|group| enveloped(shown(group)))
}

/// A group that the instance is in.
// Guess: any other is not found.
fn joined<'w>(line: &Line, world: &'w World, id: &str) -> Result<&'w Group, Refusal> {
    let own = line.own(world)?;
    let group = world.group(id).filter(|group| group.is_member(&own));
    group.ok_or_else(|| Refusal::unknown("Group"))
}

/// A group that the instance is an admin of.
// Guess: the status, because 403 is said of instances, and the text.
fn administered<'w>(line: &Line, world: &'w mut World, id: &str) -> Result<&'w mut Group, Refusal> {
    let own = line.own(world)?;
    if !joined(line, world, id)?.is_admin(&own) {
        return Err(Refusal::bad_request("must be an admin of the group"));
    }
    world.group_mut(id).ok_or_else(|| Refusal::unknown("Group"))
}

/// A group that the instance may change: as its admin, or as its member if it is open to all.
pub(super) fn changeable<'w>(line: &Line, world: &'w mut World, id: &str) -> Result<&'w mut Group, Refusal> {
    if joined(line, world, id)?.locked {
        return administered(line, world, id);
    }
    world.group_mut(id).ok_or_else(|| Refusal::unknown("Group"))
}

/// All that is shown of a group.
// Guess: the layout; the members have the names of the requests that write them.
fn shown(group: &Group) -> Value {
    let participants = group.participants.iter().map(|participant| {
        json!({
            "phone": participant.address,
            "jid": jid(&participant.address),
            "is_admin": participant.rank >= Rank::Admin,
            "is_super_admin": participant.rank == Rank::SuperAdmin,
        })
    });
    json!({
        "group_id": group.jid,
        "name": group.subject,
        "description": group.description.as_deref().unwrap_or_default(),
        "image": group.picture.as_deref().unwrap_or_default(),
        "owner": jid(&group.owner),
        "created_at": iso_seconds(group.created_at),
        "admin_only_message": group.announce,
        "admin_only_settings": group.locked,
        "participants": participants.collect::<Vec<_>>(),
    })
}
