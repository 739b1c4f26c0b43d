//! Who is in a group, and as what.

use axum::Json;
use axum::body::Bytes;
use http::StatusCode;
use serde::Deserialize;
use serde_json::{Value, json};

use super::{not_admin, own_group, unknown};
use crate::ryze::errors::{Refusal, body};
use crate::ryze::line::Line;
use crate::world::{Group, Rank, jid, recipient};

#[derive(Deserialize)]
struct Wish {
    action: Option<String>,
    identifier: Option<String>,
    participants: Option<Vec<String>>,
}

#[derive(Clone, Copy, PartialEq)]
enum Action {
    Add,
    Remove,
    Promote,
    Demote,
    Approve,
    Reject,
}

impl Action {
    fn named(name: &str) -> Option<Self> {
        Some(match name {
            "add" => Self::Add,
            "remove" => Self::Remove,
            "promote" => Self::Promote,
            "demote" => Self::Demote,
            "approve" => Self::Approve,
            "reject" => Self::Reject,
            _ => return None,
        })
    }

    /// Whether a member of a group may do it.
    fn is_open_to(self, group: &Group, own: &str) -> Result<(), Refusal> {
        let rank = group.participant(own).map_or(Rank::Member, |participant| participant.rank);
        match self {
            Self::Add if group.members_add => Ok(()),
            // Guess: the text of this refusal.
            Self::Promote | Self::Demote if rank < Rank::SuperAdmin => {
                let message = "Not authorized to change admins (must be super admin)";
                Err(Refusal::new(StatusCode::FORBIDDEN, message))
            }
            _ if rank < Rank::Admin => Err(not_admin("update group participants")),
            _ => Ok(()),
        }
    }

    /// Does it, or says why it cannot be done.
    fn act(self, group: &mut Group, address: &str) -> Result<(), &'static str> {
        let waits = group.waiting.iter().any(|waiting| waiting == address);
        let done = match self {
            Self::Add => return if group.add(address) { Ok(()) } else { Err("already a participant") },
            Self::Remove => group.remove(address),
            Self::Promote => group.set_rank(address, Rank::Admin),
            Self::Demote => group.set_rank(address, Rank::Member),
            Self::Approve => waits && group.add(address),
            Self::Reject => {
                group.waiting.retain(|waiting| waiting != address);
                waits
            }
        };
        match self {
            _ if done => Ok(()),
            Self::Approve | Self::Reject => Err("no pending request"),
            _ => Err("not a participant"),
        }
    }
}

// Guess: the texts of all refusals, and of what went wrong with one participant.
pub(in crate::ryze) async fn participants(line: Line, bytes: Bytes) -> Result<Json<Value>, Refusal> {
    let mut world = line.world()?;
    let wish: Wish = body(&bytes)?;
    let action = wish.action.as_deref().and_then(Action::named).ok_or_else(|| {
        Refusal::bad_request("Action must be add, remove, promote, demote, approve or reject")
    })?;
    let wanted = wish.participants.filter(|participants| !participants.is_empty());
    let (group, own) = own_group(&line, &world, wish.identifier)?;
    let wanted = wanted.ok_or_else(|| Refusal::bad_request("Participants are required"))?;
    action.is_open_to(world.group(&group).ok_or_else(unknown)?, &own)?;
    let mut rows = Vec::with_capacity(wanted.len());
    for written in &wanted {
        let address = recipient(written);
        let known = !address.is_empty() && world.is_on_whatsapp(&address);
        let group = world.group_mut(&group).ok_or_else(unknown)?;
        let result = if known { action.act(group, &address) } else { Err("not on WhatsApp") };
        let mut row = json!({ "jid": jid(&address), "success": result.is_ok() });
        if let Err(reason) = result {
            row["error"] = json!(reason);
        }
        rows.push(row);
    }
    Ok(Json(json!({ "success": true, "message": "Participants processed", "participants": rows })))
}
