//! Changing what a group says of itself and who may do what.

use std::time::SystemTime;

use axum::Json;
use axum::body::Bytes;
use axum::extract::{Path, Query, State};
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use serde_json::Value;

use super::{Session, done, not_admin, unknown};
use crate::shared::App;
use crate::wazzapi::asked::Asked;
use crate::wazzapi::errors::Refusal;
use crate::wazzapi::fields::Fields;
use crate::world::Group;

type Answer = Result<Json<Value>, Refusal>;

pub(in crate::wazzapi) async fn set_name(
    State(app): State<App>,
    Path(group): Path<String>,
    bytes: Bytes,
) -> Answer {
    let (session, name) = read(&bytes, "name", Fields::text)?;
    edit(&app, &session, &group, |group, own, now| group.rename(&name, own, now))
}

/// An empty topic takes it away.
pub(in crate::wazzapi) async fn set_topic(
    State(app): State<App>,
    Path(group): Path<String>,
    bytes: Bytes,
) -> Answer {
    let (session, topic) = read(&bytes, "topic", Fields::any_text)?;
    edit(&app, &session, &group, |group, own, now| group.describe(&topic, own, now))
}

pub(in crate::wazzapi) async fn set_photo(
    State(app): State<App>,
    Path(group): Path<String>,
    bytes: Bytes,
) -> Answer {
    let (session, photo) = read(&bytes, "image_data_uri", picture)?;
    edit(&app, &session, &group, |group, _, _| group.picture = Some(photo))
}

pub(in crate::wazzapi) async fn remove_photo(
    State(app): State<App>,
    Path(group): Path<String>,
    Query(asked): Query<Asked>,
) -> Answer {
    edit(&app, asked.required("session_name")?, &group, |group, _, _| group.picture = None)
}

pub(in crate::wazzapi) async fn set_announce(
    State(app): State<App>,
    Path(group): Path<String>,
    bytes: Bytes,
) -> Answer {
    let (session, announce) = read(&bytes, "announce", Fields::flag)?;
    manage(&app, &session, &group, |group| group.announce = announce)
}

pub(in crate::wazzapi) async fn set_locked(
    State(app): State<App>,
    Path(group): Path<String>,
    bytes: Bytes,
) -> Answer {
    let (session, locked) = read(&bytes, "locked", Fields::flag)?;
    manage(&app, &session, &group, |group| group.locked = locked)
}

pub(in crate::wazzapi) async fn set_ephemeral(
    State(app): State<App>,
    Path(group): Path<String>,
    bytes: Bytes,
) -> Answer {
    let duration = |body: &mut Fields, name: &str| body.word(name, &["24h", "7d", "90d", "off"]);
    let (session, duration) = read(&bytes, "duration", duration)?;
    let days = match duration {
        "24h" => 1,
        "7d" => 7,
        "90d" => 90,
        _ => 0,
    };
    edit(&app, &session, &group, |group, _, _| group.ephemeral = days * 24 * 60 * 60)
}

/// The session that a body names, and its one other member.
fn read<T>(
    bytes: &[u8],
    name: &str,
    member: impl FnOnce(&mut Fields, &str) -> Option<T>,
) -> Result<(String, T), Refusal> {
    let mut body = Fields::read(bytes)?;
    body.required(&["session_name", name]);
    let session = body.text("session_name").unwrap_or_default();
    let value = member(&mut body, name);
    body.check()?;
    // Without a value there was a problem.
    Ok((session, value.ok_or_else(|| Refusal::bad_request("Bad request"))?))
}

/// A picture in a `data:` URI.
// Guess: the words.
fn picture(body: &mut Fields, name: &str) -> Option<String> {
    let uri = body.text(name)?;
    let file = uri.strip_prefix("data:image/").and_then(|rest| rest.split_once(";base64,"));
    if file.is_some_and(|(_, base64)| STANDARD.decode(base64).is_ok_and(|bytes| !bytes.is_empty())) {
        return Some(uri);
    }
    body.wrong(name, "Value error, not a data URI of an image in base64", "value_error");
    None
}

/// What every member may change, unless the group is locked.
fn edit(app: &App, session: &str, group: &str, change: impl FnOnce(&mut Group, &str, SystemTime)) -> Answer {
    let mut world = app.world();
    let now = world.clock.now();
    let session = Session::named(&world, session)?;
    let found = session.group(&world, group)?;
    if found.locked && !found.is_admin(&session.own) {
        return Err(not_admin());
    }
    let group = world.group_mut(group.trim()).ok_or_else(unknown)?;
    change(group, &session.own, now);
    Ok(done())
}

/// What only admins may change.
fn manage(app: &App, session: &str, group: &str, change: impl FnOnce(&mut Group)) -> Answer {
    let mut world = app.world();
    let session = Session::named(&world, session)?;
    change(session.managed(&mut world, group)?);
    Ok(done())
}
