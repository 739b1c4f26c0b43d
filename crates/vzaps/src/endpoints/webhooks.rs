//! The webhook of an instance, and the log of what was posted to it.

use serde::de::IgnoredAny;
use serde::{Deserialize, Deserializer, Serialize};
use serde_json::value::RawValue;
use wagate_sdk_core::wire::WithRaw;
use wagate_sdk_core::{Raw, SecretText, endpoint, wire};

use crate::{Confirmed, Envelope, Listed, Vzaps};

/// Posts events to a URL, in place of the one before. `POST /instances/{id}/webhook`
///
/// Source: <https://docs.vzaps.com/en/api-reference/configure-webhook-post> (documented). The official clients for Go, Python, .NET and TypeScript
/// have `webhook_url` for the URL; the reference's `webhookURL` is sent. There is no way to remove it. Idempotent.
#[derive(Debug, Clone, Serialize)]
#[non_exhaustive]
pub struct SetWebhook {
    /// The URL. Its secret path is all that tells a delivery from a forged one, so `Debug` does not show it.
    #[serde(rename = "webhookURL", serialize_with = "wire::write_secret")]
    pub webhook_url: Option<SecretText>,
    /// The events, comma-separated without spaces, such as `Message,ReadReceipt`, or `All`. `None` leaves them as they are.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub events: Option<String>,
}

impl SetWebhook {
    /// To this URL.
    pub fn new(url: impl Into<SecretText>) -> Self {
        Self { webhook_url: Some(url.into()), events: None }
    }
}

endpoint! {
    Vzaps: SetWebhook => Envelope<WebhookSet>, "webhook.set", InstanceOnly, Idempotent,
    POST("/instances/", instance, "/webhook"), json, |answer| answer.is_good()
}

/// The answer to [`SetWebhook`].
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
#[non_exhaustive]
pub struct WebhookSet {
    /// The URL.
    #[serde(deserialize_with = "wire::read_secret")]
    pub webhook: Option<SecretText>,
    /// The events, comma-separated.
    #[serde(deserialize_with = "wire::text")]
    pub events: Option<String>,
}

/// Reads where events are posted. `GET /instances/{id}/webhook`
///
/// Source: <https://docs.vzaps.com/api-reference/webhook/get-configured-webhook> (documented). It only reads.
#[derive(Debug, Clone, Default)]
#[non_exhaustive]
pub struct GetWebhook {}

impl GetWebhook {
    /// The client's instance.
    pub fn new() -> Self {
        Self::default()
    }
}

endpoint! {
    Vzaps: GetWebhook => Envelope<ConfiguredWebhook>, "webhook.get", InstanceOnly, ReadOnly,
    GET("/instances/", instance, "/webhook"), |answer| answer.is_good()
}

/// The answer to [`GetWebhook`].
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
#[non_exhaustive]
pub struct ConfiguredWebhook {
    /// The URL; `None` when none was ever set.
    #[serde(deserialize_with = "wire::read_secret")]
    pub webhook: Option<SecretText>,
    /// The events. A list here; the comma-separated text that [`SetWebhook`] has is read too.
    #[serde(deserialize_with = "events")]
    pub subscribe: Vec<String>,
}

fn events<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Vec<String>, D::Error> {
    let json = Box::<RawValue>::deserialize(deserializer)?;
    if let Ok(list) = serde_json::from_str(json.get()) {
        return Ok(list);
    }
    let text: String = serde_json::from_str(json.get()).unwrap_or_default();
    Ok(text.split(',').map(str::trim).filter(|name| !name.is_empty()).map(str::to_owned).collect())
}

/// Searches the log of what was posted. `POST /instances/{id}/webhook/logs/search`
///
/// Source: <https://docs.vzaps.com/en/sdk/python/webhooks> (documented); `page` and `size` are inferred. It only reads.
#[derive(Debug, Clone, Default, Serialize)]
#[non_exhaustive]
pub struct SearchWebhookLogs {
    /// Which, by how they ended, such as `failed`; all unless set. The other words are not documented.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub status: Option<String>,
    /// The page, from 1; the first unless set.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub page: Option<u64>,
    /// How many on a page.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub size: Option<u64>,
}

impl SearchWebhookLogs {
    /// All of them.
    pub fn new() -> Self {
        Self::default()
    }

    /// Those that failed.
    pub fn failed() -> Self {
        Self { status: Some("failed".to_owned()), ..Self::default() }
    }
}

endpoint! {
    Vzaps: SearchWebhookLogs => Listed<WebhookLog>, "webhook.logs.search", InstanceOnly, ReadOnly,
    POST("/instances/", instance, "/webhook/logs/search"), json, |answer| answer.is_good()
}

/// Reads one entry of the log. `GET /instances/{id}/webhook/logs/{log_id}`
///
/// Source: <https://docs.vzaps.com/en/sdk/python/webhooks> (documented). It only reads.
#[derive(Debug, Clone)]
#[non_exhaustive]
pub struct GetWebhookLog {
    /// The entry's id.
    pub log_id: String,
}

impl GetWebhookLog {
    /// This one.
    pub fn new(log_id: impl Into<String>) -> Self {
        Self { log_id: log_id.into() }
    }
}

endpoint! {
    Vzaps: GetWebhookLog => Envelope<WithRaw<WebhookLog>>, "webhook.logs.get", InstanceOnly, ReadOnly,
    GET("/instances/", instance, "/webhook/logs/", log_id), |answer| answer.is_good()
}

/// One delivery in the log. The documents name three of its members without their values; its id is read from `id` and `log_id`, and the rest is in
/// the JSON beside it.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
#[non_exhaustive]
pub struct WebhookLog {
    /// Its id.
    #[serde(alias = "log_id", deserialize_with = "wire::text")]
    pub id: Option<String>,
    /// How it ended, such as `failed`.
    #[serde(deserialize_with = "wire::text")]
    pub status: Option<String>,
    /// What was posted: an event, as a webhook gets it.
    #[serde(deserialize_with = "raw")]
    pub payload: Option<Raw>,
    /// How often it was tried; `None` where the attempts themselves are told, which are in the JSON.
    #[serde(deserialize_with = "wire::number")]
    pub attempts: Option<u64>,
}

fn raw<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<Raw>, D::Error> {
    let json = WithRaw::<IgnoredAny>::deserialize(deserializer)?.raw;
    Ok(Some(json).filter(|json| json.expose() != "null"))
}

/// Posts an entry of the log again. `POST /instances/{id}/webhook/logs/{log_id}/retry`
///
/// Source: <https://docs.vzaps.com/en/sdk/python/webhooks> (documented). It is sent at most once: each call may post the event.
#[derive(Debug, Clone)]
#[non_exhaustive]
pub struct RetryWebhookLog {
    /// The entry's id.
    pub log_id: String,
}

impl RetryWebhookLog {
    /// This one.
    pub fn new(log_id: impl Into<String>) -> Self {
        Self { log_id: log_id.into() }
    }
}

endpoint! {
    Vzaps: RetryWebhookLog => Confirmed, "webhook.logs.retry", InstanceOnly, AtMostOnce,
    POST("/instances/", instance, "/webhook/logs/", log_id, "/retry"), |answer| answer.is_good()
}
