//! Linking, listing and reading devices.

mod lifecycle;
mod proxy;
mod rows;

pub(super) use lifecycle::{disconnect, pair_phone, qr, reconnect, status};
pub(super) use proxy::{proxy, test_proxy, update_proxy};

use axum::Json;
use axum::body::Bytes;
use axum::extract::{Path, Query, State};
use http::StatusCode;
use serde_json::{Map, Value, json};

use super::asked::{Asked, path_id};
use super::errors::Refusal;
use super::fields::Fields;
use crate::Gateway;
use crate::shared::App;
use crate::world::{Instance, NewInstance, State as Connection, World};

/// The member of a device's settings that holds the name which the calls about groups want.
const SESSION_NAME: &str = "session_name";

/// The id in a path, if it is an id at all and a device has it.
fn known(world: &World, id: &str) -> Result<String, Refusal> {
    let id = path_id("device_id", id)?;
    match world.instance(Gateway::Wazzapi, &id) {
        Some(device) if device.foreign => Err(Refusal::forbidden()),
        Some(_) => Ok(id),
        // Guess: the text; the documents have it for messages only.
        None => Err(Refusal::not_found("Device not found")),
    }
}

/// The device of a session name.
pub(super) fn of_session<'w>(world: &'w World, session: &str) -> Option<&'w Instance> {
    world.instances(Gateway::Wazzapi).find(|device| session_name(device) == session)
}

/// Refuses what is meant for a device that is unknown or not connected.
pub(super) fn online<'w>(world: &'w World, device: &str) -> Result<&'w Instance, Refusal> {
    match world.instance(Gateway::Wazzapi, device) {
        // Guess: the text.
        None => Err(Refusal::not_found("WhatsApp account not found")),
        Some(device) if device.foreign => Err(Refusal::forbidden()),
        Some(device) if device.is_online() => Ok(device),
        Some(_) => Err(Refusal::not_connected()),
    }
}

/// The organization's devices, oldest first.
pub(super) fn own(world: &World) -> impl Iterator<Item = &Instance> {
    world.instances(Gateway::Wazzapi).filter(|device| !device.foreign)
}

/// WazzAPI's word for a state.
// Guess: all of them but `connected`.
pub(super) fn word(state: Connection) -> &'static str {
    match state {
        Connection::Created => "pending",
        Connection::AwaitingScan => "connecting",
        Connection::Online => "connected",
        Connection::Disconnected => "disconnected",
        Connection::LoggedOut => "logged_out",
    }
}

/// The first step of pairing.
// Guess: the whole operation, which is documented by its path alone. Any object is taken; `name` and `session_name`
// are read where they are texts, and a session name in use is a conflict.
pub(super) async fn link(State(app): State<App>, bytes: Bytes) -> Result<(StatusCode, Json<Value>), Refusal> {
    let body = Fields::read(&bytes)?;
    let text = |name: &str| body.any(name).and_then(Value::as_str).filter(|text| !text.is_empty());
    let mut world = app.world();
    let number = world.ids.next();
    let name = text("name").map_or_else(|| format!("Device {number}"), str::to_owned);
    let session = text(SESSION_NAME).map_or_else(|| format!("session-{number}"), str::to_owned);
    if of_session(&world, &session).is_some() {
        return Err(Refusal::conflict());
    }
    let id = world.ids.uuid();
    let backend = world.ids.uuid();
    world.create_instance(NewInstance {
        gateway: Gateway::Wazzapi,
        key: id.clone(),
        id: id.clone(),
        name,
        token: None,
        settings: Map::from_iter([
            (SESSION_NAME.to_owned(), json!(session)),
            ("backend_id".to_owned(), json!(backend)),
        ]),
    });
    let linked = world.instance(Gateway::Wazzapi, &id).map(|device| rows::detail(&world, device));
    Ok((StatusCode::CREATED, Json(linked.unwrap_or_default())))
}

// Guess: 50 devices a page unless asked otherwise and 500 at most, oldest first, and what is searched through.
pub(super) async fn list(State(app): State<App>, Query(asked): Query<Asked>) -> Result<Json<Value>, Refusal> {
    let page = asked.page(500)?;
    let world = app.world();
    let wanted = |device: &&Instance| {
        let status = asked.text("status").is_none_or(|status| status == word(device.state));
        let found = asked.text("search").is_none_or(|search| {
            let search = search.to_lowercase();
            let texts =
                [device.name.as_str(), session_name(device), device.phone.as_deref().unwrap_or_default()];
            texts.iter().any(|text| text.to_lowercase().contains(&search))
        });
        status && found
    };
    let mut devices: Vec<&Instance> = own(&world).filter(wanted).collect();
    if asked.text("sort_by") == Some("name") {
        devices.sort_by(|one, other| one.name.cmp(&other.name));
    }
    if asked.text("sort_order") == Some("desc") {
        devices.reverse();
    }
    let total = page.cut(&mut devices);
    let rows = devices.into_iter().map(|device| rows::summary(&world, device)).collect();
    Ok(Json(page.answer("devices", rows, total)))
}

pub(super) async fn get(State(app): State<App>, Path(id): Path<String>) -> Result<Json<Value>, Refusal> {
    let mut world = app.world();
    let id = known(&world, &id)?;
    world.observe(Gateway::Wazzapi, &id);
    let device = world.instance(Gateway::Wazzapi, &id).map(|device| rows::detail(&world, device));
    Ok(Json(device.unwrap_or_default()))
}

fn session_name(device: &Instance) -> &str {
    device.settings.get(SESSION_NAME).and_then(Value::as_str).unwrap_or_default()
}

// Guess: the first device that was linked.
fn primary(world: &World) -> Option<&str> {
    own(world).next().map(|device| device.key.as_str())
}
