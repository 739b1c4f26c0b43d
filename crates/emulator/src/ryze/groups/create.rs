//! Creating groups.

use axum::Json;
use axum::body::Bytes;
use serde::Deserialize;
use serde_json::{Value, json};

use super::{Permissions, shown};
use crate::ryze::errors::{Refusal, body};
use crate::ryze::line::{Line, required};

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Create {
    name: Option<String>,
    participants: Option<Vec<String>>,
    description: Option<String>,
    image: Option<String>,
    group_settings: Option<Permissions>,
}

// Guess: the texts of the refusals; 200; a community is not looked up; who is not on WhatsApp is left out silently.
pub(in crate::ryze) async fn create(line: Line, bytes: Bytes) -> Result<Json<Value>, Refusal> {
    let mut world = line.world()?;
    let wish: Create = body(&bytes)?;
    let name = required(wish.name, "Group name is required")?;
    let participants = wish.participants.filter(|participants| !participants.is_empty());
    let participants = participants.ok_or_else(|| Refusal::bad_request("Participants are required"))?;
    let own = line.own(&world)?;
    let now = world.clock.now();
    let group = world.create_group(&name, &own, &participants);
    if let Some(description) = wish.description {
        group.describe(&description, &own, now);
    }
    group.picture = wish.image.filter(|image| !image.is_empty());
    wish.group_settings.unwrap_or_default().apply(group);
    Ok(Json(json!({ "success": true, "message": "Group created successfully", "group": shown(group) })))
}
