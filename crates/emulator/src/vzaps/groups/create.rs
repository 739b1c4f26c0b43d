//! Creating groups.

use axum::Json;
use axum::body::Bytes;
use serde::Deserialize;
use serde_json::Value;

use super::shown;
use super::update::picture;
use crate::vzaps::errors::{Refusal, body, enveloped};
use crate::vzaps::line::{Line, missing, required};

#[derive(Deserialize)]
struct Create {
    group_name: Option<String>,
    participants: Option<Vec<String>>,
    group_description: Option<String>,
    group_image: Option<String>,
    // Not waited out: its unit is not documented.
    #[serde(rename = "delay_message")]
    _delay_message: Option<u64>,
}

// Guess: 200 with the whole group; who is not on WhatsApp is left out.
pub(in crate::vzaps) async fn create(line: Line, bytes: Bytes) -> Result<Json<Value>, Refusal> {
    let mut world = line.world()?;
    let wish: Create = body(&bytes)?;
    let name = required(wish.group_name, "group_name")?;
    let participants = wish.participants.filter(|participants| !participants.is_empty());
    let participants = participants.ok_or_else(|| missing("participants"))?;
    let image = wish.group_image.filter(|image| !image.is_empty()).map(picture).transpose()?;
    let own = line.own(&world)?;
    let now = world.clock.now();
    let group = world.create_group(&name, &own, &participants);
    if let Some(description) = wish.group_description {
        group.describe(&description, &own, now);
    }
    group.picture = image;
    Ok(enveloped(shown(group)))
}
