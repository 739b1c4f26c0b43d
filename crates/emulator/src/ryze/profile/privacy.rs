//! Who sees what.

use axum::Json;
use axum::body::Bytes;
use serde::Deserialize;
use serde_json::{Value, json};

use crate::ryze::errors::{Refusal, body};
use crate::ryze::line::Line;
use crate::world::Privacy;

/// Who may see a thing.
const VIEWERS: &[&str] = &["all", "contacts", "contact_blacklist", "none"];

pub(in crate::ryze) async fn privacy(line: Line) -> Result<Json<Value>, Refusal> {
    let world = line.world()?;
    let settings = shown(&line.online(&world)?.mailbox.privacy);
    Ok(Json(json!({
        "success": true,
        "message": "Privacy settings retrieved successfully",
        "settings": settings,
    })))
}

fn shown(privacy: &Privacy) -> Value {
    json!({
        "visibility": {
            "lastSeen": privacy.last_seen,
            "status": privacy.about,
            "profile": privacy.picture,
            "online": privacy.online,
        },
        "privacy": { "readReceipts": privacy.read_receipts },
        "permissions": { "callAdd": privacy.call_add, "groupAdd": privacy.group_add },
    })
}

#[derive(Deserialize)]
struct Update {
    visibility: Option<Visibility>,
    privacy: Option<Receipts>,
    permissions: Option<Permissions>,
}

#[derive(Default, Deserialize)]
#[serde(rename_all = "camelCase")]
struct Visibility {
    last_seen: Option<String>,
    status: Option<String>,
    profile: Option<String>,
    online: Option<String>,
}

#[derive(Default, Deserialize)]
#[serde(rename_all = "camelCase")]
struct Receipts {
    read_receipts: Option<String>,
}

#[derive(Default, Deserialize)]
#[serde(rename_all = "camelCase")]
struct Permissions {
    call_add: Option<String>,
    group_add: Option<String>,
}

// Guess: the texts of the refusals, and that nothing changes when one word is wrong.
pub(in crate::ryze) async fn update_privacy(line: Line, bytes: Bytes) -> Result<Json<Value>, Refusal> {
    let mut world = line.world()?;
    let wish: Update = body(&bytes)?;
    if wish.visibility.is_none() && wish.privacy.is_none() && wish.permissions.is_none() {
        let message = "At least one of visibility, privacy and permissions is required";
        return Err(Refusal::bad_request(message));
    }
    let visibility = wish.visibility.unwrap_or_default();
    let receipts = wish.privacy.unwrap_or_default();
    let permissions = wish.permissions.unwrap_or_default();
    let held = &mut line.mailbox(&mut world)?.privacy;
    let mut changed = held.clone();
    for (place, word, known) in [
        (&mut changed.last_seen, visibility.last_seen, VIEWERS),
        (&mut changed.about, visibility.status, VIEWERS),
        (&mut changed.picture, visibility.profile, VIEWERS),
        (&mut changed.online, visibility.online, &["all", "match_last_seen"]),
        (&mut changed.read_receipts, receipts.read_receipts, &["all", "none"]),
        (&mut changed.call_add, permissions.call_add, &["all", "known"]),
        (&mut changed.group_add, permissions.group_add, &["all", "contacts", "contact_blacklist"]),
    ] {
        let Some(word) = word else { continue };
        if !known.contains(&word.as_str()) {
            return Err(Refusal::bad_request(format!("Invalid privacy value: {word}")));
        }
        *place = word;
    }
    *held = changed;
    Ok(Json(json!({
        "success": true,
        "message": "Privacy settings updated successfully",
        "settings": shown(held),
    })))
}
