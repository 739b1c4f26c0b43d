//! An instance's behaviour and its proxy.

use axum::Json;
use axum::body::Bytes;
use serde::Deserialize;
use serde_json::{Value, json};

use super::errors::{Refusal, body};
use super::line::{Line, members};
use crate::Gateway;

pub(super) async fn settings(line: Line) -> Result<Json<Value>, Refusal> {
    let world = line.world()?;
    let settings = &line.instance(&world)?.settings["settings"];
    Ok(Json(json!({ "success": true, "message": "Settings retrieved successfully", "settings": settings })))
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Flags {
    auto_reject_calls: Option<bool>,
    call_reject_message: Option<String>,
    ignore_group_messages: Option<bool>,
    keep_online_status: Option<bool>,
    auto_read_messages: Option<bool>,
    disable_history_sync: Option<bool>,
    ignore_status: Option<bool>,
}

pub(super) async fn update_settings(line: Line, bytes: Bytes) -> Result<Json<Value>, Refusal> {
    let mut world = line.world()?;
    let flags: Flags = body(&bytes)?;
    let given = members([
        ("autoRejectCalls", flags.auto_reject_calls.map(Value::from)),
        ("callRejectMessage", flags.call_reject_message.map(Value::from)),
        ("ignoreGroupMessages", flags.ignore_group_messages.map(Value::from)),
        ("keepOnlineStatus", flags.keep_online_status.map(Value::from)),
        ("autoReadMessages", flags.auto_read_messages.map(Value::from)),
        ("disableHistorySync", flags.disable_history_sync.map(Value::from)),
        ("ignoreStatus", flags.ignore_status.map(Value::from)),
    ]);
    if given.is_empty() {
        return Err(Refusal::bad_request("At least one setting must be provided"));
    }
    let now = world.clock.now();
    let instance = world.instance_mut(Gateway::Ryze, &line.name).ok_or_else(Refusal::unknown_instance)?;
    instance.updated_at = now;
    let settings = &mut instance.settings["settings"];
    if let Value::Object(settings) = settings {
        settings.extend(given);
    }
    Ok(Json(json!({ "success": true, "message": "Settings updated successfully", "settings": settings })))
}

pub(super) async fn proxy(line: Line) -> Result<Json<Value>, Refusal> {
    let world = line.world()?;
    let proxy = &line.instance(&world)?.settings["proxy"];
    Ok(Json(json!({
        "success": true,
        "message": "Proxy configuration retrieved successfully",
        "proxy": proxy,
    })))
}

#[derive(Deserialize)]
struct Proxy {
    enabled: Option<bool>,
    host: Option<String>,
    port: Option<String>,
    protocol: Option<String>,
    username: Option<String>,
}

// Guess: a proxy that is enabled needs a host, a port and a protocol that is known; one that is not loses them.
pub(super) async fn update_proxy(line: Line, bytes: Bytes) -> Result<Json<Value>, Refusal> {
    let mut world = line.world()?;
    let Proxy { enabled, host, port, protocol, username } = body(&bytes)?;
    let enabled = enabled.ok_or_else(|| Refusal::bad_request("Invalid request body: enabled is required"))?;
    let text = |member: Option<String>| member.filter(|_| enabled).unwrap_or_default();
    let (host, port, protocol) = (text(host), text(port), text(protocol));
    let known = matches!(protocol.as_str(), "http" | "https" | "socks5");
    if enabled && (host.is_empty() || port.is_empty() || !known) {
        let message = "Invalid request body: host, port and a protocol of http, https or socks5 are required";
        return Err(Refusal::bad_request(message));
    }
    // The password is never shown, and there is no proxy that it could be given to.
    let proxy = json!({
        "enabled": enabled,
        "host": host,
        "port": port,
        "protocol": protocol,
        "username": text(username),
    });
    let now = world.clock.now();
    let instance = world.instance_mut(Gateway::Ryze, &line.name).ok_or_else(Refusal::unknown_instance)?;
    instance.updated_at = now;
    instance.settings.insert("proxy".to_owned(), proxy.clone());
    Ok(Json(json!({ "success": true, "message": "Proxy configuration updated", "proxy": proxy })))
}
