//! WhatsApp's groups. A device is named by its session here.

mod change;
mod create;
mod invites;
mod members;
mod sends;

pub(super) use change::{
    remove_photo, set_announce, set_ephemeral, set_locked, set_name, set_photo, set_topic,
};
pub(super) use create::create;
pub(super) use invites::{invite_info, invite_link, join, leave};
pub(super) use members::{add_participant, participants, remove_participant, update_participants};
pub(super) use sends::{send_media, send_text};

use axum::Json;
use axum::extract::{Path, Query, State};
use http::StatusCode;
use serde_json::{Value, json};

use super::asked::Asked;
use super::devices::{of_session, online};
use super::errors::Refusal;
use crate::shared::App;
use crate::world::{Group, World, jid};

/// A connected device.
struct Session {
    device: String,
    /// Its number.
    own: String,
}

impl Session {
    // Guess: an unknown session is as unknown as a device is.
    fn named(world: &World, name: &str) -> Result<Self, Refusal> {
        let device = of_session(world, name).map(|device| device.key.as_str()).unwrap_or_default();
        let device = online(world, device)?;
        Ok(Self { device: device.key.clone(), own: device.phone.clone().unwrap_or_default() })
    }

    /// The session that a query names.
    fn asked(world: &World, asked: &Asked) -> Result<Self, Refusal> {
        Self::named(world, asked.required("session_name")?)
    }

    /// A group that the device is in.
    // Guess: the text; the documents have it for messages only.
    fn group<'w>(&self, world: &'w World, group: &str) -> Result<&'w Group, Refusal> {
        let group = world.group(group.trim()).filter(|group| group.is_member(&self.own));
        group.ok_or_else(unknown)
    }

    /// The same group to change it, which its admins may.
    // Guess: the status and the text.
    fn managed<'w>(&self, world: &'w mut World, group: &str) -> Result<&'w mut Group, Refusal> {
        if !self.group(world, group)?.is_admin(&self.own) {
            return Err(not_admin());
        }
        world.group_mut(group.trim()).ok_or_else(unknown)
    }
}

fn unknown() -> Refusal {
    Refusal::not_found("Group not found")
}

fn not_admin() -> Refusal {
    Refusal::new(StatusCode::FORBIDDEN, "Not a group admin")
}

/// The answer of most changes.
fn done() -> Json<Value> {
    Json(json!({ "success": true, "details": "ok" }))
}

pub(super) async fn list(State(app): State<App>, Query(asked): Query<Asked>) -> Result<Json<Value>, Refusal> {
    let page = asked.page(500)?;
    let world = app.world();
    let session = Session::asked(&world, &asked)?;
    let mut groups: Vec<&Group> = world.groups_of(&session.own).collect();
    let total = page.cut(&mut groups);
    let rows: Vec<Value> = groups.into_iter().map(row).collect();
    Ok(Json(json!({ "groups": rows, "total": total })))
}

pub(super) async fn get(
    State(app): State<App>,
    Path(group): Path<String>,
    Query(asked): Query<Asked>,
) -> Result<Json<Value>, Refusal> {
    let world = app.world();
    let session = Session::asked(&world, &asked)?;
    Ok(Json(row(session.group(&world, &group)?)))
}

fn row(group: &Group) -> Value {
    json!({
        "id": group.jid,
        "name": group.subject,
        "description": group.description,
        "owner": jid(&group.owner),
        "participants_count": group.participants.len(),
    })
}
