//! The link that invites.

use axum::Json;
use axum::extract::Query;
use serde::Deserialize;
use serde_json::{Value, json};

use super::administered;
use crate::vzaps::errors::{Refusal, enveloped};
use crate::vzaps::line::{Line, required};

#[derive(Deserialize)]
pub(in crate::vzaps) struct Wanted {
    group_id: Option<String>,
    reset: Option<String>,
}

// Guess: the layout; only an admin sees the link.
pub(in crate::vzaps) async fn link(
    line: Line,
    Query(Wanted { group_id, reset }): Query<Wanted>,
) -> Result<Json<Value>, Refusal> {
    let mut world = line.world()?;
    let group_id = required(group_id, "group_id")?;
    let reset = match reset.as_deref() {
        None | Some("" | "false" | "False" | "0") => false,
        // With a capital letter, as the gateway's own Python client writes it.
        Some("true" | "True" | "1") => true,
        Some(_) => return Err(Refusal::bad_request("invalid reset")),
    };
    administered(&line, &mut world, &group_id)?;
    let group = if reset { world.reset_invite(&group_id) } else { world.group(&group_id) };
    let group = group.ok_or_else(|| Refusal::unknown("Group"))?;
    Ok(enveloped(json!({ "group_id": group.jid, "invite_link": group.invite_link() })))
}
