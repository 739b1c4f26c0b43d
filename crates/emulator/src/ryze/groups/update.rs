//! Changing what a group says of itself and who may do what.

use axum::Json;
use axum::body::Bytes;
use serde::Deserialize;
use serde_json::{Value, json};

use super::{Permissions, not_admin, own_group, shown, unknown};
use crate::ryze::errors::{Refusal, body};
use crate::ryze::line::Line;

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Update {
    identifier: Option<String>,
    name: Option<String>,
    description: Option<String>,
    image: Option<String>,
    remove_image: Option<bool>,
    group_settings: Option<Permissions>,
}

// Guess: the texts of the refusals; a name that is empty changes nothing.
pub(in crate::ryze) async fn update(line: Line, bytes: Bytes) -> Result<Json<Value>, Refusal> {
    let mut world = line.world()?;
    let wish: Update = body(&bytes)?;
    let (jid, own) = own_group(&line, &world, wish.identifier)?;
    let now = world.clock.now();
    let group = world.group_mut(&jid).ok_or_else(unknown)?;
    let name = wish.name.filter(|name| !name.trim().is_empty());
    let image = wish.image.filter(|image| !image.is_empty());
    let remove = wish.remove_image.unwrap_or(false);
    let permissions = wish.group_settings.filter(|permissions| !permissions.is_empty());
    let fields = [
        ("name", name.is_some()),
        ("description", wish.description.is_some()),
        ("image", remove || image.is_some()),
        ("groupSettings", permissions.is_some()),
    ];
    let fields: Vec<&str> = fields.into_iter().filter(|(_, given)| *given).map(|(field, _)| field).collect();
    if fields.is_empty() {
        return Err(Refusal::bad_request("At least one field to update is required"));
    }
    // Who may write and who may edit is always the admins' to say.
    if (group.locked || permissions.is_some()) && !group.is_admin(&own) {
        return Err(not_admin("update group"));
    }
    if let Some(name) = name {
        group.rename(&name, &own, now);
    }
    if let Some(description) = wish.description {
        group.describe(&description, &own, now);
    }
    if remove || image.is_some() {
        group.picture = image.filter(|_| !remove);
    }
    permissions.unwrap_or_default().apply(group);
    Ok(Json(json!({
        "success": true,
        "message": format!("Group updated: {}", fields.join(", ")),
        "group": shown(group),
    })))
}
