//! Changing what a group says of itself and who may do what.

use axum::Json;
use axum::body::Bytes;
use serde::Deserialize;
use serde_json::Value;

use super::{administered, changeable};
use crate::vzaps::errors::{Refusal, body, done};
use crate::vzaps::line::{Line, missing, required};

#[derive(Deserialize)]
struct Photo {
    group_id: Option<String>,
    image: Option<String>,
}

pub(in crate::vzaps) async fn photo(line: Line, bytes: Bytes) -> Result<Json<Value>, Refusal> {
    let mut world = line.world()?;
    let Photo { group_id, image } = body(&bytes)?;
    let group_id = required(group_id, "group_id")?;
    let image = picture(required(image, "image")?)?;
    changeable(&line, &mut world, &group_id)?.picture = Some(image);
    Ok(done())
}

#[derive(Deserialize)]
struct Name {
    group_id: Option<String>,
    name: Option<String>,
}

pub(in crate::vzaps) async fn name(line: Line, bytes: Bytes) -> Result<Json<Value>, Refusal> {
    let mut world = line.world()?;
    let Name { group_id, name } = body(&bytes)?;
    let group_id = required(group_id, "group_id")?;
    let name = required(name, "name")?;
    let (own, now) = (line.own(&world)?, world.clock.now());
    changeable(&line, &mut world, &group_id)?.rename(&name, &own, now);
    Ok(done())
}

#[derive(Deserialize)]
struct Description {
    group_id: Option<String>,
    description: Option<String>,
}

// Guess: an empty text takes the description away; the member must be there.
pub(in crate::vzaps) async fn description(line: Line, bytes: Bytes) -> Result<Json<Value>, Refusal> {
    let mut world = line.world()?;
    let Description { group_id, description } = body(&bytes)?;
    let group_id = required(group_id, "group_id")?;
    let description = description.ok_or_else(|| missing("description"))?;
    let (own, now) = (line.own(&world)?, world.clock.now());
    changeable(&line, &mut world, &group_id)?.describe(&description, &own, now);
    Ok(done())
}

#[derive(Deserialize)]
struct Settings {
    group_id: Option<String>,
    admin_only_message: Option<bool>,
    admin_only_settings: Option<bool>,
}

// Guess: one of the two members must be there; what is not named stays as it is. Only an admin may.
pub(in crate::vzaps) async fn settings(line: Line, bytes: Bytes) -> Result<Json<Value>, Refusal> {
    let mut world = line.world()?;
    let wish: Settings = body(&bytes)?;
    let group_id = required(wish.group_id, "group_id")?;
    if wish.admin_only_message.is_none() && wish.admin_only_settings.is_none() {
        return Err(Refusal::bad_request("admin_only_message or admin_only_settings is required"));
    }
    let group = administered(&line, &mut world, &group_id)?;
    group.announce = wish.admin_only_message.unwrap_or(group.announce);
    group.locked = wish.admin_only_settings.unwrap_or(group.locked);
    Ok(done())
}

/// Where a picture is.
// Guess: a URL, as in the sends; the one example is one.
pub(super) fn picture(image: String) -> Result<String, Refusal> {
    if image.starts_with("http://") || image.starts_with("https://") {
        Ok(image)
    } else {
        Err(Refusal::bad_request("image must be a URL"))
    }
}
