//! Linking, listing and reading devices.

use axum::Json;
use axum::body::Bytes;
use axum::extract::{Path, Query, State};
use http::StatusCode;
use serde::Deserialize;
use serde_json::{Map, Value, json};

use super::errors::{Problem, Refusal};
use super::fields::{Fields, is_uuid};
use crate::Gateway;
use crate::clock::iso_seconds;
use crate::shared::App;
use crate::world::{Instance, NewInstance, State as Connection, World};

/// The member of a device's settings that holds the name which the calls about groups want.
const SESSION_NAME: &str = "session_name";

/// The id in a path, if it is an id at all and a device has it.
pub(super) fn known(world: &World, id: &str) -> Result<String, Refusal> {
    if !is_uuid(id) {
        let place = json!(["path", "device_id"]);
        return Err(Problem::new(place, "Input should be a valid UUID", "uuid_parsing").into());
    }
    let id = id.to_ascii_lowercase();
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
        return Err(Refusal::new(StatusCode::CONFLICT, "Conflict"));
    }
    let id = world.ids.uuid();
    let backend = world.ids.uuid();
    let device = world.create_instance(NewInstance {
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
    let mut answer = detail(device, 0, false);
    answer["is_primary"] = json!(primary(&world).as_deref() == Some(id.as_str()));
    Ok((StatusCode::CREATED, Json(answer)))
}

#[derive(Deserialize)]
pub(super) struct Page {
    limit: Option<String>,
    offset: Option<String>,
    status: Option<String>,
    search: Option<String>,
    sort_by: Option<String>,
    sort_order: Option<String>,
}

// Guess: 50 devices a page unless asked otherwise and 500 at most, oldest first, and what is searched through.
pub(super) async fn list(State(app): State<App>, Query(page): Query<Page>) -> Result<Json<Value>, Refusal> {
    let limit = number("limit", page.limit.as_deref(), 50, 1..=500)?;
    let offset = number("offset", page.offset.as_deref(), 0, 0..=usize::MAX)?;
    let world = app.world();
    let first = primary(&world);
    let wanted = |device: &&Instance| {
        let status = page.status.as_deref().is_none_or(|status| status == word(device.state));
        let found = page.search.as_deref().is_none_or(|search| {
            let search = search.to_lowercase();
            let texts =
                [device.name.as_str(), session_name(device), device.phone.as_deref().unwrap_or_default()];
            texts.iter().any(|text| text.to_lowercase().contains(&search))
        });
        status && found && !device.foreign
    };
    let mut devices: Vec<&Instance> = world.instances(Gateway::Wazzapi).filter(wanted).collect();
    if page.sort_by.as_deref() == Some("name") {
        devices.sort_by(|one, other| one.name.cmp(&other.name));
    }
    if page.sort_order.as_deref() == Some("desc") {
        devices.reverse();
    }
    let total = devices.len();
    let shown: Vec<Value> = devices
        .into_iter()
        .skip(offset)
        .take(limit)
        .map(|device| summary(device, sent(&world, &device.key), first.as_deref() == Some(&device.key)))
        .collect();
    Ok(Json(json!({ "devices": shown, "total": total, "limit": limit, "offset": offset })))
}

pub(super) async fn get(State(app): State<App>, Path(id): Path<String>) -> Result<Json<Value>, Refusal> {
    let mut world = app.world();
    let id = known(&world, &id)?;
    let (sent, first) = (sent(&world, &id), primary(&world).as_deref() == Some(id.as_str()));
    let device = world.observe(Gateway::Wazzapi, &id).map(|device| detail(device, sent, first));
    Ok(Json(device.unwrap_or_default()))
}

/// A number of the query within its bounds.
fn number(
    name: &str,
    given: Option<&str>,
    usual: usize,
    bounds: std::ops::RangeInclusive<usize>,
) -> Result<usize, Refusal> {
    let Some(given) = given else { return Ok(usual) };
    let problem = |message: String, kind| Problem::new(json!(["query", name]), message, kind).into();
    let Ok(number) = given.parse::<i64>() else {
        let message = "Input should be a valid integer, unable to parse string as an integer";
        return Err(problem(message.to_owned(), "int_parsing"));
    };
    match usize::try_from(number) {
        Ok(number) if number > *bounds.end() => {
            let message = format!("Input should be less than or equal to {}", bounds.end());
            Err(problem(message, "less_than_equal"))
        }
        Ok(number) if bounds.contains(&number) => Ok(number),
        _ => {
            let message = format!("Input should be greater than or equal to {}", bounds.start());
            Err(problem(message, "greater_than_equal"))
        }
    }
}

fn session_name(device: &Instance) -> &str {
    device.settings.get(SESSION_NAME).and_then(Value::as_str).unwrap_or_default()
}

// Guess: the first device that was linked.
fn primary(world: &World) -> Option<String> {
    world.instances(Gateway::Wazzapi).find(|device| !device.foreign).map(|device| device.key.clone())
}

fn sent(world: &World, id: &str) -> usize {
    let of_device =
        world.ledger().iter().filter(|entry| entry.gateway == Gateway::Wazzapi && entry.instance == id);
    of_device.count()
}

fn summary(device: &Instance, sent: usize, primary: bool) -> Value {
    let connected = device.connected_at.map(iso_seconds);
    json!({
        "id": device.id,
        "name": device.name,
        "session_name": session_name(device),
        "status": word(device.state),
        "is_primary": primary,
        "auto_warmer_enabled": false,
        "total_messages_sent": sent,
        "total_messages_received": 0,
        "contacts_synced_count": 0,
        "created_at": iso_seconds(device.created_at),
        "updated_at": iso_seconds(device.updated_at),
        "phone_number": device.phone,
        "last_connected_at": connected,
        "last_health_check_at": connected,
        "last_contact_sync_at": null,
        "last_contact_sync_status": null,
    })
}

fn detail(device: &Instance, sent: usize, primary: bool) -> Value {
    let mut detail = summary(device, sent, primary);
    if let Value::Object(detail) = &mut detail {
        detail.extend([
            ("timezone".to_owned(), json!("UTC")),
            ("connection_attempts".to_owned(), json!(u8::from(device.connected_at.is_some()))),
            ("daily_message_limit".to_owned(), json!(1000)),
            ("message_delay_ms".to_owned(), json!(0)),
            ("backend_id".to_owned(), device.settings.get("backend_id").cloned().unwrap_or_default()),
        ]);
    }
    detail
}
