//! The blocks of an instance (settings, webhook, proxy …): read from the flat body of a creation, shown in lists.

use serde_json::{Map, Value, json};

use super::events::NAMES as NAMES_OF_EVENTS;

/// The blocks that a list shows, in their order there.
const NAMES: [&str; 6] = ["webhook", "websocket", "chatwoot", "proxy", "settings", "s3"];

/// All blocks, each made from the body or from its defaults.
pub(super) fn from_creation(body: &Map<String, Value>) -> Map<String, Value> {
    let given = |name: &str| body.get(name).filter(|value| !value.is_null()).cloned();
    let flag = |name: &str| given(name).unwrap_or(Value::Bool(false));
    let text = |name: &str| given(name).unwrap_or_else(|| Value::from(""));
    let events = |name: &str| match given(name) {
        Some(Value::Array(events)) if !events.is_empty() => Value::Array(events),
        _ => json!(NAMES_OF_EVENTS),
    };
    let blocks = [
        json!({
            "label": "default",
            "enabled": flag("webhookEnabled"),
            "url": text("webhookURL"),
            "authorization": text("webhookAuthorization"),
            "byEvents": flag("webhookByEvents"),
            "events": events("webhookEvents"),
            "mediaBase64": flag("webhookMediaBase64"),
        }),
        json!({
            "enabled": flag("websocketEnabled"),
            "events": events("websocketEvents"),
            "mediaBase64": flag("websocketMediaBase64"),
        }),
        json!({
            "enabled": flag("chatwootEnabled"),
            "baseUrl": text("chatwootBaseUrl"),
            "accountId": given("chatwootAccountId"),
            "inboxName": text("chatwootInboxName"),
            "signMessages": flag("chatwootSignMessages"),
            "ignoreGroups": flag("chatwootIgnoreGroups"),
            "startAsPending": flag("chatwootStartAsPending"),
            "reopenResolved": flag("chatwootReopenResolved"),
        }),
        // The password is never shown.
        json!({
            "enabled": flag("proxyEnabled"),
            "host": text("proxyHost"),
            "port": text("proxyPort"),
            "protocol": text("proxyProtocol"),
            "username": text("proxyUsername"),
        }),
        json!({
            "autoRejectCalls": flag("autoRejectCalls"),
            "callRejectMessage": text("callRejectMessage"),
            "ignoreGroupMessages": flag("ignoreGroupMessages"),
            "keepOnlineStatus": flag("keepOnlineStatus"),
            "autoReadMessages": flag("autoReadMessages"),
            "disableHistorySync": given("disableHistorySync").unwrap_or(Value::Bool(true)),
            "ignoreStatus": flag("ignoreStatus"),
        }),
        json!({
            "enabled": flag("s3Enabled"),
            "region": text("s3Region"),
            "bucket": text("s3Bucket"),
            "endpoint": text("s3Endpoint"),
            "pathPrefix": text("s3PathPrefix"),
        }),
    ];
    NAMES.iter().map(|name| (*name).to_owned()).zip(blocks).collect()
}

/// The blocks of which the body named a member, for the answer to a creation.
pub(super) fn named_in(body: &Map<String, Value>, blocks: &Map<String, Value>) -> Map<String, Value> {
    let setting = |name: &str| blocks["settings"].get(name).is_some();
    let named = |block: &str| {
        body.keys().any(|name| if block == "settings" { setting(name) } else { name.starts_with(block) })
    };
    blocks
        .iter()
        .filter(|(block, _)| named(block))
        .map(|(block, value)| (block.clone(), value.clone()))
        .collect()
}
