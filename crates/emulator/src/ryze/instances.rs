//! Creating, listing and deleting instances.

use axum::Extension;
use axum::Json;
use axum::body::Bytes;
use axum::extract::{Path, Query, State};
use http::StatusCode;
use serde::Deserialize;
use serde_json::{Map, Value, json};

use super::auth::Caller;
use super::blocks;
use super::errors::{Refusal, body};
use super::webhooks;
use crate::Gateway;
use crate::clock::iso_seconds;
use crate::shared::App;
use crate::world::{Instance, NewInstance, State as Connection};

/// Where the gateway says that it is.
// Guess: always the public address, wherever the emulator listens.
pub(super) const BASE_URL: &str = "https://ryzeapi.cloud";

#[derive(Deserialize)]
pub(super) struct Creation {
    name: Option<String>,
    token: Option<String>,
}

pub(super) async fn create(
    State(app): State<App>,
    Extension(caller): Extension<Caller>,
    bytes: Bytes,
) -> Result<(StatusCode, Json<Value>), Refusal> {
    caller.account_only()?;
    let Creation { name, token } = body(&bytes)?;
    let whole: Map<String, Value> = body(&bytes)?;
    let wanted = |text: Option<String>| text.filter(|text| !text.trim().is_empty());
    let name = wanted(name).ok_or_else(|| Refusal::bad_request("Instance name is required"))?;
    let token = wanted(token);

    let mut world = app.world();
    // Guess: the texts of both conflicts, and that a token in use is a conflict.
    if world.instance(Gateway::Ryze, &name).is_some() {
        return Err(Refusal::new(StatusCode::CONFLICT, "Instance name already exists"));
    }
    let taken = |token: &str| {
        let mut instances = world.instances(Gateway::Ryze);
        token == app.credentials().ryze_account_token
            || instances.any(|instance| instance.token.as_deref() == Some(token))
    };
    if token.as_deref().is_some_and(taken) {
        return Err(Refusal::new(StatusCode::CONFLICT, "Instance token already exists"));
    }
    if world.ryze.quota.is_some_and(|quota| world.instances(Gateway::Ryze).count() >= quota) {
        return Err(Refusal::new(StatusCode::FORBIDDEN, "Account instance quota exceeded"));
    }

    let token = token.unwrap_or_else(|| world.ids.uuid());
    let settings = blocks::from_creation(&whole);
    let named = blocks::named_in(&whole, &settings);
    let new = NewInstance {
        gateway: Gateway::Ryze,
        key: name.clone(),
        id: world.ids.uuid(),
        name: name.clone(),
        token: Some(token),
        settings,
    };
    let instance = world.create_instance(new);
    let mut answer = Map::from_iter([
        ("success".to_owned(), json!(true)),
        ("message".to_owned(), json!("Instance created successfully")),
        (
            "instance".to_owned(),
            json!({
                "id": instance.id,
                "name": instance.name,
                "token": instance.token,
                "status": word(instance.state),
                "createdAt": iso_seconds(instance.created_at),
                "updatedAt": iso_seconds(instance.updated_at),
            }),
        ),
    ]);
    answer.extend(named);
    webhooks::from_creation(&mut world, &name);
    Ok((StatusCode::CREATED, Json(Value::Object(answer))))
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct Which {
    instance_name: Option<String>,
}

pub(super) async fn list(
    State(app): State<App>,
    Extension(caller): Extension<Caller>,
    Query(Which { instance_name }): Query<Which>,
) -> Result<Json<Value>, Refusal> {
    let mut world = app.world();
    let named = instance_name.filter(|names| !names.trim().is_empty());
    let keys: Vec<String> = match (caller, named) {
        (Caller::Instance(own), _) => vec![own],
        (Caller::Account, None) => {
            let own = world.instances(Gateway::Ryze).filter(|instance| !instance.foreign);
            own.map(|instance| instance.key.clone()).collect()
        }
        (Caller::Account, Some(names)) => {
            let own =
                |name: &str| world.instance(Gateway::Ryze, name).is_some_and(|instance| !instance.foreign);
            let single = !names.contains(',');
            let names: Vec<String> =
                names.split(',').map(str::trim).filter(|name| own(name)).map(str::to_owned).collect();
            if single && names.is_empty() {
                return Err(Refusal::unknown_instance());
            }
            names
        }
    };
    let rows: Vec<Value> = keys.iter().filter_map(|key| world.observe(Gateway::Ryze, key).map(row)).collect();
    let total = rows.len();
    let plural = if total == 1 { "Instance" } else { "Instances" };
    Ok(Json(json!({
        "success": true,
        "message": format!("{total} {plural} found"),
        "instances": rows,
        "meta": { "total": total },
    })))
}

pub(super) async fn delete(
    State(app): State<App>,
    Extension(caller): Extension<Caller>,
    Path(name): Path<String>,
) -> Result<Json<Value>, Refusal> {
    caller.account_only()?;
    let mut world = app.world();
    caller.instance(&world, &name)?;
    world.delete_instance(Gateway::Ryze, &name);
    Ok(Json(json!({
        "success": true,
        "message": "Instance deleted successfully",
        "instance": { "status": "deleted" },
    })))
}

/// RyzeAPI's word for a state.
// Guess: `connecting` while a QR code waits for its phone.
pub(super) fn word(state: Connection) -> &'static str {
    match state {
        Connection::Created | Connection::Disconnected => "disconnected",
        Connection::AwaitingScan => "connecting",
        Connection::Online => "connected",
        Connection::LoggedOut => "loggedout",
    }
}

fn row(instance: &Instance) -> Value {
    let state = word(instance.state);
    let online = instance.is_online();
    let mut row = Map::from_iter([
        ("id".to_owned(), json!(instance.id)),
        ("name".to_owned(), json!(instance.name)),
        ("token".to_owned(), json!(instance.token)),
        ("status".to_owned(), json!(state)),
        (
            "connection".to_owned(),
            json!({
                "state": state,
                "numberJid": instance.jid(),
                "presenceStatus": if online { "available" } else { "unavailable" },
                "displayStatus": if online { "online" } else { "offline" },
            }),
        ),
        (
            "profile".to_owned(),
            json!({
                "name": if online { instance.push_name() } else { String::new() },
                "pictureUrl": if online { instance.mailbox.profile.picture.as_deref().unwrap_or_default() } else { "" },
                "isBusiness": false,
                "businessName": "",
            }),
        ),
    ]);
    row.extend(instance.settings.clone());
    Value::Object(row)
}
