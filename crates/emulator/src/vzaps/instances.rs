//! Creating, listing, reading, changing and deleting instances. All answers are flat.

use axum::Json;
use axum::body::Bytes;
use axum::extract::State;
use http::{HeaderMap, StatusCode};
use serde::Deserialize;
use serde_json::{Map, Value, json};

use super::auth;
use super::errors::{Refusal, body};
use super::line::Line;
use crate::Gateway;
use crate::clock::iso_seconds;
use crate::shared::App;
use crate::world::{Instance, NewInstance};

const ID_LETTERS: &[u8] = b"0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ";

/// The members of a creation and of a change.
#[derive(Default, Deserialize)]
#[serde(default)]
pub(super) struct Wish {
    name: Option<String>,
    webhook: Option<String>,
    #[serde(alias = "eventsSubscribe")]
    events_subscribe: Option<Value>,
    reject_calls: Option<bool>,
    auto_read_messages: Option<bool>,
    labels: Option<Map<String, Value>>,
}

impl Wish {
    /// The members that were named, as the instance keeps them.
    fn settings(self) -> Result<Map<String, Value>, Refusal> {
        let events = self.events_subscribe.map(comma_separated).transpose()?;
        let named = [
            ("webhook", self.webhook.map(Value::from)),
            ("events_subscribe", events.map(Value::from)),
            ("reject_calls", self.reject_calls.map(Value::from)),
            ("auto_read_messages", self.auto_read_messages.map(Value::from)),
            ("labels", self.labels.map(Value::from)),
        ];
        Ok(named.into_iter().filter_map(|(name, value)| Some((name.to_owned(), value?))).collect())
    }
}

pub(super) async fn create(
    State(app): State<App>,
    headers: HeaderMap,
    bytes: Bytes,
) -> Result<Json<Value>, Refusal> {
    let mut world = app.world();
    auth::jwt_only(&world, &headers)?;
    let wish: Wish = body(&bytes)?;
    let name = good_name(wish.name.as_deref().unwrap_or_default())?;
    let mut settings = Map::from_iter([
        ("webhook".to_owned(), json!("")),
        ("events_subscribe".to_owned(), json!("")),
        ("reject_calls".to_owned(), json!(false)),
        ("auto_read_messages".to_owned(), json!(false)),
        ("billing_status".to_owned(), json!("TRIALING")),
    ]);
    settings.extend(wish.settings()?);
    let id = format!("VZ{}", world.ids.text(ID_LETTERS, 23));
    let token = format!("inst_{}", world.ids.hex(32));
    let new =
        NewInstance { gateway: Gateway::Vzaps, key: id.clone(), id, name, token: Some(token), settings };
    // Guess: the status of success, and that names need not be unique.
    Ok(Json(row(world.create_instance(new))))
}

#[derive(Default, Deserialize)]
#[serde(default)]
pub(super) struct Listing {
    page: Option<usize>,
    size: Option<usize>,
    filter: Option<Filter>,
    sort: Option<String>,
    #[serde(rename = "sortDesc", alias = "sort_desc")]
    descending: Option<bool>,
}

#[derive(Default, Deserialize)]
#[serde(default)]
struct Filter {
    query: Option<String>,
}

pub(super) async fn list(
    State(app): State<App>,
    headers: HeaderMap,
    bytes: Bytes,
) -> Result<Json<Value>, Refusal> {
    let mut world = app.world();
    auth::jwt_only(&world, &headers)?;
    let listing: Listing = body(&bytes)?;
    // Guess: 1 and 20 as the gateway's clients have them, and at most 100 a page.
    let page = listing.page.unwrap_or(1).max(1);
    let size = listing.size.unwrap_or(20).clamp(1, 100);
    let query = listing.filter.and_then(|filter| filter.query).unwrap_or_default().to_lowercase();

    // Guess: a search looks at the name and the id.
    let mut found: Vec<&Instance> = world
        .instances(Gateway::Vzaps)
        .filter(|instance| !instance.foreign)
        .filter(|instance| {
            instance.name.to_lowercase().contains(&query) || instance.key.to_lowercase().contains(&query)
        })
        .collect();
    if listing.sort.as_deref() == Some("name") {
        found.sort_by(|one, other| one.name.cmp(&other.name));
    }
    if listing.descending == Some(true) {
        found.reverse();
    }
    let total = found.len();
    let keys: Vec<String> = found
        .into_iter()
        .skip((page - 1).saturating_mul(size))
        .take(size)
        .map(|instance| instance.key.clone())
        .collect();
    let content: Vec<Value> =
        keys.iter().filter_map(|key| world.observe(Gateway::Vzaps, key).map(row)).collect();
    Ok(Json(json!({
        "page": page,
        "size": size,
        "total": total,
        "total_pages": total.div_ceil(size),
        "content": content,
        "summary": {},
    })))
}

#[derive(Deserialize)]
struct Which {
    id: String,
}

pub(super) async fn get(
    State(app): State<App>,
    headers: HeaderMap,
    bytes: Bytes,
) -> Result<Json<Value>, Refusal> {
    let mut world = app.world();
    auth::jwt_only(&world, &headers)?;
    let Which { id } = body(&bytes)?;
    auth::owner(&world, &headers, &id)?;
    world.observe(Gateway::Vzaps, &id).map(row).map(Json).ok_or_else(Refusal::unknown_instance)
}

// Guess: the two tokens are enough for a change and for a deletion; the documents leave it open.
pub(super) async fn update(line: Line, bytes: Bytes) -> Result<Json<Value>, Refusal> {
    let mut world = line.world()?;
    let wish: Wish = body(&bytes)?;
    let name = wish.name.as_deref().map(good_name).transpose()?;
    let settings = wish.settings()?;
    let now = world.clock.now();
    let instance = line.instance_mut(&mut world)?;
    instance.settings.extend(settings);
    instance.updated_at = now;
    if let Some(name) = name {
        instance.name = name;
    }
    Ok(Json(row(instance)))
}

pub(super) async fn delete(line: Line) -> Result<StatusCode, Refusal> {
    line.world()?.delete_instance(Gateway::Vzaps, &line.id);
    Ok(StatusCode::NO_CONTENT)
}

/// A name of 3 to 255 characters.
fn good_name(name: &str) -> Result<String, Refusal> {
    if (3..=255).contains(&name.chars().count()) {
        Ok(name.to_owned())
    } else {
        Err(Refusal::bad_request("name must have 3 to 255 characters"))
    }
}

/// The names of the events that a webhook can subscribe to.
const EVENTS: [&str; 10] = [
    "Message",
    "ReadReceipt",
    "Connected",
    "Disconnected",
    "Presence",
    "ChatPresence",
    "HistorySync",
    "GroupParticipantsAdd",
    "GroupParticipantsRemove",
    "All",
];

/// Event names as one text, whether they came as one or as a list. A name that is not known is invalid.
pub(super) fn comma_separated(events: Value) -> Result<String, Refusal> {
    let invalid = || Refusal::bad_request("invalid events_subscribe");
    let names: Vec<String> = match events {
        Value::Null => Vec::new(),
        Value::String(names) if names.is_empty() => Vec::new(),
        Value::String(names) => names.split(',').map(|name| name.trim().to_owned()).collect(),
        list => serde_json::from_value(list).map_err(|_| invalid())?,
    };
    if names.iter().all(|name| EVENTS.contains(&name.as_str())) {
        Ok(names.join(","))
    } else {
        Err(invalid())
    }
}

/// An instance as creations, lists and single reads show it.
fn row(instance: &Instance) -> Value {
    let time = |at: Option<std::time::SystemTime>| at.map(iso_seconds);
    let online = instance.is_online();
    let setting = |name: &str| instance.settings.get(name).cloned().unwrap_or(Value::Null);
    json!({
        "id": instance.id,
        "name": instance.name,
        "token": instance.token,
        "url": format!("https://app.vzaps.com/instances/{}", instance.id),
        "webhook": setting("webhook"),
        "events_subscribe": setting("events_subscribe"),
        "reject_calls": setting("reject_calls"),
        "auto_read_messages": setting("auto_read_messages"),
        "connected": online,
        "connected_at": time(instance.connected_at),
        "whatsapp_push_name": online.then(|| instance.push_name()),
        "whatsapp_jid": instance.jid(),
        "billing_status": setting("billing_status"),
        "created_at": iso_seconds(instance.created_at),
        "updated_at": iso_seconds(instance.updated_at),
        "cancel_at": setting("cancel_at"),
        "expired_at": setting("expired_at"),
    })
}
