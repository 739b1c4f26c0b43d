//! Where the server posts an instance's events.

use std::fmt;
use std::time::SystemTime;

use serde::{Deserialize, Serialize};
use wagate_sdk_core::endpoint;
use wagate_sdk_core::wire;

use crate::Evolution;
use crate::instances::WebhookHeaders;

/// Sets the instance's only webhook. `POST /webhook/set/{instance}`
///
/// What is left out stays as it was, but for the events, which must be there when it is on.
///
/// Source: `evolution-foundation/evolution-api` 2.3.7, `src/api/integrations/event/webhook`; observed on a running server. Doing it again
/// leaves the same state.
///
/// # Errors
/// [`Error::InvalidRequest`](wagate_sdk_core::Error::InvalidRequest) when an event has a name that the server does not know.
#[derive(Debug, Clone, Serialize)]
#[non_exhaustive]
pub struct SetWebhook {
    /// The webhook.
    pub webhook: WebhookSettings,
}

impl SetWebhook {
    /// All events to this URL.
    pub fn new(url: impl Into<String>) -> Self {
        let webhook = WebhookSettings {
            enabled: true,
            url: url.into(),
            headers: None,
            by_events: None,
            base64: None,
            events: Some(Vec::new()),
        };
        Self { webhook }
    }

    /// No event any more to this URL: the server wants it told again.
    pub fn off(url: impl Into<String>) -> Self {
        let mut set = Self::new(url);
        (set.webhook.enabled, set.webhook.events) = (false, None);
        set
    }
}

/// A webhook's settings. `Debug` does not show the URL, which may hold a secret.
#[derive(Clone, Serialize)]
#[serde(rename_all = "camelCase")]
#[non_exhaustive]
pub struct WebhookSettings {
    /// Whether it is on.
    pub enabled: bool,
    /// Where the events go.
    pub url: String,
    /// Headers of every delivery. The name `jwt_key` is special: its value is not sent but signs an `Authorization: Bearer` JWT.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub headers: Option<WebhookHeaders>,
    /// Whether the event's name, with dashes, is added to the URL.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub by_events: Option<bool>,
    /// Whether media are put into the event as base64.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub base64: Option<bool>,
    /// Which events, such as `MESSAGES_UPSERT`; none at all means all.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub events: Option<Vec<String>>,
}

impl fmt::Debug for WebhookSettings {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("WebhookSettings")
            .field("enabled", &self.enabled)
            .field("headers", &self.headers)
            .field("by_events", &self.by_events)
            .field("base64", &self.base64)
            .field("events", &self.events)
            .finish_non_exhaustive()
    }
}

/// Reads the instance's webhook. `GET /webhook/find/{instance}`
///
/// The answer is nothing when there is none.
///
/// Source: `evolution-foundation/evolution-api` 2.3.7, `src/api/integrations/event/webhook`; observed on a running server. It changes nothing.
#[derive(Debug, Clone, Default, Serialize)]
#[non_exhaustive]
pub struct FindWebhook {}

impl FindWebhook {
    /// There is nothing to set.
    pub fn new() -> Self {
        Self {}
    }
}

/// A webhook as the server has it. `Debug` does not show the URL, which may hold a secret.
#[derive(Clone, Default, Deserialize)]
#[serde(default, rename_all = "camelCase")]
#[non_exhaustive]
pub struct WebhookRow {
    /// Its id in the server's database.
    #[serde(deserialize_with = "wire::text")]
    pub id: Option<String>,
    /// Where the events go.
    #[serde(deserialize_with = "wire::text")]
    pub url: Option<String>,
    /// Headers of every delivery, `jwt_key` among them.
    #[serde(deserialize_with = "wire::lenient")]
    pub headers: Option<WebhookHeaders>,
    /// Whether it is on.
    #[serde(deserialize_with = "wire::truth")]
    pub enabled: Option<bool>,
    /// Which events.
    #[serde(deserialize_with = "wire::lenient")]
    pub events: Option<Vec<String>>,
    /// Whether the event's name, with dashes, is added to the URL.
    #[serde(deserialize_with = "wire::truth")]
    pub webhook_by_events: Option<bool>,
    /// Whether media are put into the event as base64.
    #[serde(rename = "webhookBase64", deserialize_with = "wire::truth")]
    pub webhook_base64: Option<bool>,
    /// When it was made.
    #[serde(deserialize_with = "wire::time")]
    pub created_at: Option<SystemTime>,
    /// When it was last changed.
    #[serde(deserialize_with = "wire::time")]
    pub updated_at: Option<SystemTime>,
    /// The instance's id in the server's database.
    #[serde(deserialize_with = "wire::text")]
    pub instance_id: Option<String>,
}

impl fmt::Debug for WebhookRow {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("WebhookRow")
            .field("id", &self.id)
            .field("enabled", &self.enabled)
            .field("headers", &self.headers)
            .field("events", &self.events)
            .finish_non_exhaustive()
    }
}

endpoint! {
    Evolution: SetWebhook => WebhookRow, "webhook.set", InstanceOnly, Idempotent,
    POST("/webhook/set/", instance), json
}

endpoint! {
    Evolution: FindWebhook => Option<WebhookRow>, "webhook.find", InstanceOnly, ReadOnly,
    GET("/webhook/find/", instance)
}
