//! A device's proxy.
// Guess: every shape in this file. The documents give the paths and say that the bodies are objects.

use axum::Json;
use axum::body::Bytes;
use axum::extract::{Path, State};
use serde_json::{Map, Value, json};

use super::known;
use crate::Gateway;
use crate::proxy::answers;
use crate::shared::App;
use crate::wazzapi::errors::Refusal;
use crate::wazzapi::fields::Fields;
use crate::world::World;

/// The member of a device's settings that holds its proxy.
const PROXY: &str = "proxy";

pub(in crate::wazzapi) async fn proxy(
    State(app): State<App>,
    Path(id): Path<String>,
) -> Result<Json<Value>, Refusal> {
    let world = app.world();
    let id = known(&world, &id)?;
    Ok(Json(shown(&world, &id)))
}

/// Whatever is given takes the place of what was there; the rest stays.
pub(in crate::wazzapi) async fn update_proxy(
    State(app): State<App>,
    Path(id): Path<String>,
    bytes: Bytes,
) -> Result<Json<Value>, Refusal> {
    let mut world = app.world();
    let id = known(&world, &id)?;
    let given = Fields::read(&bytes)?.members();
    if let Some(device) = world.instance_mut(Gateway::Wazzapi, &id) {
        let kept = device.settings.entry(PROXY).or_insert_with(|| json!({}));
        if let Value::Object(kept) = kept {
            kept.extend(given);
        }
    }
    Ok(Json(shown(&world, &id)))
}

/// Whether a proxy works; what has no port does not.
pub(in crate::wazzapi) async fn test_proxy(bytes: Bytes) -> Result<Json<Value>, Refusal> {
    let given = Fields::read(&bytes)?.members();
    let host = given.get("host").and_then(Value::as_str).unwrap_or_default();
    let port = match given.get("port") {
        Some(Value::String(port)) => port.parse().ok(),
        port => port.and_then(Value::as_u64).and_then(|port| u16::try_from(port).ok()),
    };
    let works = match port {
        Some(port) => answers(host, port).await,
        None => false,
    };
    Ok(Json(json!({ "success": works, "message": if works { "ok" } else { "Proxy cannot be reached" } })))
}

/// The proxy as it was given, but for its password.
fn shown(world: &World, id: &str) -> Value {
    let kept = world.instance(Gateway::Wazzapi, id).and_then(|device| device.settings.get(PROXY));
    let mut shown: Map<String, Value> = kept.and_then(Value::as_object).cloned().unwrap_or_default();
    shown.remove("password");
    shown.insert("device_id".to_owned(), json!(id));
    shown.entry("enabled").or_insert_with(|| json!(kept.is_some()));
    Value::Object(shown)
}
