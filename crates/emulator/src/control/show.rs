//! Ledger entries, requests and what was posted, as JSON.

use axum::extract::Query;
use http::Uri;
use serde_json::{Map, Value, json};

use crate::clock::iso_millis;
use crate::{LedgerEntry, SeenRequest, WebhookDelivery};

/// What stands where a credential stood.
const HIDDEN: &str = "***";

pub(super) fn entry(entry: &LedgerEntry) -> Value {
    let media = entry.media.as_ref().map(|media| {
        json!({
            "bytes_len": media.bytes_len,
            "sha256": media.sha256,
            "content_type": media.content_type,
            "url": media.url,
        })
    });
    json!({
        "gateway": entry.gateway.name(),
        "instance": entry.instance,
        "message_id": entry.message_id,
        "to": entry.to,
        "kind": entry.kind,
        "content": entry.content,
        "media": media,
        "at": iso_millis(entry.at),
    })
}

/// A request, with whatever may be a credential hidden. A body that is not JSON is not shown.
pub(super) fn request(seen: &SeenRequest) -> Value {
    let headers: Map<String, Value> = seen
        .headers
        .iter()
        .map(|(name, value)| {
            let shown =
                if secret(name.as_str()) { HIDDEN.into() } else { String::from_utf8_lossy(value.as_bytes()) };
            (name.to_string(), json!(shown))
        })
        .collect();
    json!({
        "gateway": seen.gateway.name(),
        "method": seen.method.as_str(),
        "path": seen.path,
        "query": seen.query.as_deref().map(query),
        "headers": headers,
        "endpoint": seen.endpoint,
        "body_len": seen.body.len(),
        "body": serde_json::from_slice(&seen.body).ok().map(hide),
    })
}

/// What was posted, with whatever may be a credential hidden. A body that is not JSON is not shown.
pub(super) fn delivery(delivery: &WebhookDelivery) -> Value {
    let (url, asked) = address(&delivery.url);
    let mut body = serde_json::from_slice(&delivery.body).ok().map(hide);
    // Evolution API repeats the address in what it posts.
    if let Some(Value::String(destination)) = body.as_mut().and_then(|body| body.get_mut("destination")) {
        *destination = address(destination).0;
    }
    json!({
        "id": delivery.id,
        "gateway": delivery.gateway.name(),
        "instance": delivery.instance,
        "event": delivery.event,
        "url": url,
        "query": asked.map(query),
        "body_len": delivery.body.len(),
        "body": body,
        "at": iso_millis(delivery.at),
        "attempts": delivery.attempts,
        "delivered": delivery.delivered,
        "failed": delivery.failed,
    })
}

/// An address without the user and the password that it may have before its host, and its query.
fn address(url: &str) -> (String, Option<&str>) {
    let (place, query) = url.split_once('?').map_or((url, None), |(place, query)| (place, Some(query)));
    let Some((scheme, rest)) = place.split_once("://") else { return (place.to_owned(), query) };
    let (authority, path) = rest.split_at(rest.find('/').unwrap_or(rest.len()));
    let host = authority.rsplit_once('@').map_or(authority, |(_, host)| host);
    (format!("{scheme}://{host}{path}"), query)
}

/// The query's members; a name that occurs twice is shown once.
fn query(text: &str) -> Value {
    let pairs = Uri::builder()
        .path_and_query(format!("/?{text}"))
        .build()
        .ok()
        .and_then(|uri| Query::<Vec<(String, String)>>::try_from_uri(&uri).ok());
    let pairs = pairs.map(|Query(pairs)| pairs).unwrap_or_default();
    hide(pairs.into_iter().map(|(name, value)| (name, Value::from(value))).collect::<Map<_, _>>().into())
}

/// Hides every member whose name is that of a credential.
fn hide(value: Value) -> Value {
    match value {
        Value::Object(members) => members
            .into_iter()
            .map(|(name, value)| {
                let shown =
                    if secret(&name) && !names_message(&name, &value) { json!(HIDDEN) } else { hide(value) };
                (name, shown)
            })
            .collect::<Map<_, _>>()
            .into(),
        Value::Array(items) => items.into_iter().map(hide).collect(),
        other => other,
    }
}

/// A message's key, as WhatsApp calls its id and chat together, is no credential.
fn names_message(name: &str, value: &Value) -> bool {
    name == "keyId" || value.get("remoteJid").is_some()
}

fn secret(name: &str) -> bool {
    let name = name.to_ascii_lowercase();
    ["token", "secret", "password", "key", "authorization", "cookie"].iter().any(|word| name.contains(word))
}
