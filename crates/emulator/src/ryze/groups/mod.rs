//! Groups.

mod create;
mod invites;
mod participants;
mod update;

pub(super) use create::create;
pub(super) use invites::{join, leave, reset_link};
pub(super) use participants::participants;
pub(super) use update::update;

use axum::Json;
use axum::extract::Query;
use http::StatusCode;
use serde::Deserialize;
use serde_json::{Value, json};

use super::errors::Refusal;
use super::line::{Line, required};
use crate::clock::iso_seconds;
use crate::world::{Group, Rank, World, jid};

/// What may be changed of who may do what.
#[derive(Default, Deserialize)]
#[serde(rename_all = "camelCase")]
struct Permissions {
    members_can_edit_info: Option<bool>,
    members_can_send_messages: Option<bool>,
    members_can_add_others: Option<bool>,
    require_admin_approval: Option<bool>,
}

impl Permissions {
    fn is_empty(&self) -> bool {
        let all = [
            self.members_can_edit_info,
            self.members_can_send_messages,
            self.members_can_add_others,
            self.require_admin_approval,
        ];
        all.iter().all(Option::is_none)
    }

    fn apply(&self, group: &mut Group) {
        group.locked = self.members_can_edit_info.map_or(group.locked, |may| !may);
        group.announce = self.members_can_send_messages.map_or(group.announce, |may| !may);
        group.members_add = self.members_can_add_others.unwrap_or(group.members_add);
        group.approval = self.require_admin_approval.unwrap_or(group.approval);
    }
}

#[derive(Deserialize)]
pub(super) struct Which {
    identifier: Option<String>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct Listing {
    include_members: Option<String>,
}

// Guess: the members of a group in a list, which come with `includeMembers`.
pub(super) async fn list(
    line: Line,
    Query(Listing { include_members }): Query<Listing>,
) -> Result<Json<Value>, Refusal> {
    let world = line.world()?;
    let own = line.own(&world)?;
    let with_members = include_members.as_deref() == Some("true");
    let rows: Vec<Value> = world
        .groups_of(&own)
        .map(|group| {
            let mut row = json!({
                "groupJid": group.jid,
                "name": group.subject,
                "memberCount": group.participants.len(),
            });
            if with_members {
                row["members"] = members(group);
            }
            row
        })
        .collect();
    Ok(Json(json!({
        "success": true,
        "message": format!("{} group(s) found", rows.len()),
        "groups": rows,
    })))
}

/// A group that the instance is in, or to which it has an invite.
// Guess: an invite shows all that a member sees.
pub(super) async fn info(
    line: Line,
    Query(Which { identifier }): Query<Which>,
) -> Result<Json<Value>, Refusal> {
    let world = line.world()?;
    let identifier = required(identifier, "Identifier is required")?;
    let own = line.own(&world)?;
    let group = world.group_by_invite(&identifier).or_else(|| member_of(&world, &identifier, &own));
    let group = group.ok_or_else(unknown)?;
    Ok(Json(json!({ "success": true, "message": "Group info retrieved", "group": shown(group) })))
}

fn unknown() -> Refusal {
    Refusal::new(StatusCode::NOT_FOUND, "Group not found or you are not a member of this group")
}

fn not_admin(what: &str) -> Refusal {
    Refusal::new(StatusCode::FORBIDDEN, format!("Not authorized to {what} (must be admin)"))
}

/// The group of a JID, an invite code or a link, if the number is in it.
fn member_of<'w>(world: &'w World, identifier: &str, own: &str) -> Option<&'w Group> {
    let group = world.group(identifier.trim()).or_else(|| world.group_by_invite(identifier.trim()));
    group.filter(|group| group.is_member(own))
}

/// The JID of the group that the instance is in, and the instance's number.
fn own_group(line: &Line, world: &World, identifier: Option<String>) -> Result<(String, String), Refusal> {
    let identifier = required(identifier, "Identifier is required")?;
    let own = line.own(world)?;
    let group = member_of(world, &identifier, &own).ok_or_else(unknown)?;
    Ok((group.jid.clone(), own))
}

/// All that is shown of a group.
// Guess: the words inside `metadata`.
fn shown(group: &Group) -> Value {
    json!({
        "name": group.subject,
        "jid": group.jid,
        "description": group.description.as_deref().unwrap_or_default(),
        "image": group.picture.as_deref().unwrap_or_default(),
        "inviteCode": group.invite_code,
        "inviteLink": group.invite_link(),
        "createdBy": jid(&group.owner),
        "createdAt": iso_seconds(group.created_at),
        "participantCount": group.participants.len(),
        "participants": members(group),
        "groupSettings": {
            "membersCanEditInfo": !group.locked,
            "membersCanSendMessages": !group.announce,
            "membersCanAddOthers": group.members_add,
            "requireAdminApproval": group.approval,
        },
        "metadata": {
            "nameSetBy": jid(&group.subject_by),
            "nameSetAt": iso_seconds(group.subject_at),
            "descriptionSetBy": jid(&group.description_by),
            "descriptionSetAt": iso_seconds(group.description_at),
        },
        "isEphemeral": group.ephemeral > 0,
        "isIncognito": false,
        "isSuspended": false,
        "isDefaultSubGroup": false,
    })
}

fn members(group: &Group) -> Value {
    group
        .participants
        .iter()
        .map(|participant| {
            json!({
                "jid": jid(&participant.address),
                "isAdmin": participant.rank >= Rank::Admin,
                "isSuperAdmin": participant.rank == Rank::SuperAdmin,
            })
        })
        .collect()
}
