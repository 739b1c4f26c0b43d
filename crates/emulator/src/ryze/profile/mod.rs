//! What a number says of itself, and to whom.

mod privacy;

pub(super) use privacy::{privacy, update_privacy};

use axum::Json;
use axum::body::Bytes;
use axum::extract::Query;
use serde::Deserialize;
use serde_json::{Value, json};

use super::errors::{Refusal, body};
use super::line::Line;
use super::messages::on_whatsapp;
use crate::world::{jid, recipient};

#[derive(Deserialize)]
pub(super) struct Whose {
    number: Option<String>,
}

// Guess: for a number that is not on WhatsApp the refusal of a send; a picture that was given as a file is shown by a
// made-up URL.
pub(super) async fn get(line: Line, Query(Whose { number }): Query<Whose>) -> Result<Json<Value>, Refusal> {
    let world = line.world()?;
    let own = line.own(&world)?;
    let whose = match number.filter(|number| !number.trim().is_empty()) {
        Some(number) => recipient(&number),
        None => own,
    };
    on_whatsapp(&world, &whose)?;
    let person = world.person(&whose);
    let phone = if whose.contains('@') { "" } else { &whose };
    Ok(Json(json!({
        "success": true,
        "message": "Profile retrieved",
        "profile": {
            "profilePicture": person.picture,
            "profileName": person.push_name,
            "profileStatus": person.about,
            "phoneNumber": phone,
            "jid": jid(&person.address),
            "lid": person.lid(),
        },
    })))
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Update {
    profile_picture: Option<String>,
    profile_name: Option<String>,
    profile_status: Option<String>,
}

// Guess: the text of the refusal, and that everything that was given counts as changed.
pub(super) async fn update(line: Line, bytes: Bytes) -> Result<Json<Value>, Refusal> {
    let mut world = line.world()?;
    let wish: Update = body(&bytes)?;
    let given = [
        ("profilePicture", wish.profile_picture.is_some()),
        ("profileName", wish.profile_name.is_some()),
        ("profileStatus", wish.profile_status.is_some()),
    ];
    let fields: Vec<&str> = given.into_iter().filter(|(_, given)| *given).map(|(field, _)| field).collect();
    if fields.is_empty() {
        return Err(Refusal::bad_request("At least one field must be provided"));
    }
    let profile = &mut line.mailbox(&mut world)?.profile;
    if let Some(picture) = wish.profile_picture {
        profile.picture = match picture {
            none if none.is_empty() => None,
            url if url.starts_with("http://") || url.starts_with("https://") => Some(url),
            _ => Some("https://pps.whatsapp.net/emulated".to_owned()),
        };
    }
    if let Some(name) = wish.profile_name {
        profile.name = Some(name);
    }
    if let Some(about) = wish.profile_status {
        profile.about = about;
    }
    Ok(Json(json!({
        "success": true,
        "message": "Profile updated successfully",
        "updatedFields": fields,
    })))
}
