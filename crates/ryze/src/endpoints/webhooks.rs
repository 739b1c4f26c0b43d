//! Where the gateway posts events. An instance has up to three webhooks that are on, each with a label of its own.

use std::fmt;

use serde::de::IgnoredAny;
use serde::{Deserialize, Serialize};
use wagate_sdk_core::SecretText;
use wagate_sdk_core::endpoint;
use wagate_sdk_core::wire::{self, WithRaw};

use crate::Ryze;

wagate_sdk_core::open_words! {
    /// A kind of event, as the gateway chooses and names them.
    EventName {
        /// Messages, with edits, deletions and reactions.
        Message = "message.exchange",
        /// How far messages came.
        MessageStatus = "message.status",
        /// Calls.
        Call = "call.update",
        /// Groups and their members.
        Group = "group.flow",
        /// The connection to WhatsApp.
        Instance = "instance.state",
        /// Labels, and labels on chats.
        Label = "label.update",
    }
}

/// Sets the webhook of a label: makes it, or replaces the one that is there.
///
/// `POST /api/events/webhook/:instance`, [documented](https://docs.ryzeapi.cloud/en/api/events/webhook-configure), but for what must be there,
/// which is inferred. Idempotent.
///
/// # Errors
/// [`Error::Conflict`](wagate_sdk_core::Error::Conflict) for a webhook that is there already, as the errors guide has it; what a fourth one gets
/// is not documented.
#[derive(Clone, Serialize)]
#[serde(rename_all = "camelCase")]
#[non_exhaustive]
pub struct SetWebhook {
    /// Its label: `default` unless set.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub label: Option<String>,
    /// Whether it posts. Turning it off clears everything but the label; there is no other way to remove one.
    pub enabled: bool,
    /// Where it posts.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub url: Option<String>,
    /// The whole value of the header `Authorization` of each delivery; without it there is no such header.
    #[serde(skip_serializing_if = "Option::is_none", serialize_with = "wire::write_secret")]
    pub authorization: Option<SecretText>,
    /// Whether `/` and the event's name are added to the URL.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub by_events: Option<bool>,
    /// Which events; empty for all.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub events: Vec<EventName>,
    /// Whether files stand in the events, in base64. They do not unless set.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub media_base64: Option<bool>,
}

impl SetWebhook {
    /// Posts all events there.
    pub fn new(url: impl Into<String>) -> Self {
        Self { enabled: true, url: Some(url.into()), ..Self::off("default") }
    }

    /// Turns the webhook of a label off.
    pub fn off(label: impl Into<String>) -> Self {
        Self {
            label: Some(label.into()),
            enabled: false,
            url: None,
            authorization: None,
            by_events: None,
            events: Vec::new(),
            media_base64: None,
        }
    }
}

/// The URL may hold a secret, and is not shown.
impl fmt::Debug for SetWebhook {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("SetWebhook")
            .field("label", &self.label)
            .field("enabled", &self.enabled)
            .field("events", &self.events)
            .finish_non_exhaustive()
    }
}

endpoint! {
    Ryze: SetWebhook => WebhookSet, "events.webhook.set", InstanceOnly, Idempotent,
    POST("/api/events/webhook/", instance), json,
    |response| wire::is_success(response.success, response.error.as_ref())
}

/// The answer to [`SetWebhook`].
#[derive(Debug, Clone, Deserialize)]
#[non_exhaustive]
pub struct WebhookSet {
    /// `false` for a failure that came with a status of success; the call is then an error.
    #[serde(default, deserialize_with = "wire::truth")]
    pub success: Option<bool>,
    /// The webhook as it is now.
    #[serde(default, deserialize_with = "wire::lenient")]
    pub webhook: Option<Webhook>,
    #[serde(default)]
    error: Option<IgnoredAny>,
}

/// Lists the instance's webhooks, those that are off too.
///
/// `GET /api/events/getWebhook/:instance`, [documented](https://docs.ryzeapi.cloud/en/api/events/webhook-list). Reads only.
#[derive(Debug, Clone, Copy, Default)]
#[non_exhaustive]
pub struct ListWebhooks {}

impl ListWebhooks {
    /// All of them.
    pub fn new() -> Self {
        Self {}
    }
}

endpoint! {
    Ryze: ListWebhooks => Webhooks, "events.webhook.get", InstanceOnly, ReadOnly,
    GET("/api/events/getWebhook/", instance),
    |response| wire::is_success(response.success, response.error.as_ref())
}

/// The answer to [`ListWebhooks`].
#[derive(Debug, Clone, Deserialize)]
#[non_exhaustive]
pub struct Webhooks {
    /// `false` for a failure that came with a status of success; the call is then an error.
    #[serde(default, deserialize_with = "wire::truth")]
    pub success: Option<bool>,
    /// The webhooks by their labels, each with its JSON.
    #[serde(deserialize_with = "wire::list")]
    pub webhooks: Vec<WithRaw<Webhook>>,
    #[serde(default)]
    error: Option<IgnoredAny>,
}

/// A webhook.
#[derive(Clone, Deserialize)]
#[serde(rename_all = "camelCase")]
#[non_exhaustive]
pub struct Webhook {
    /// Its label.
    #[serde(default, deserialize_with = "wire::text")]
    pub label: Option<String>,
    /// Whether it posts.
    #[serde(default, deserialize_with = "wire::truth")]
    pub enabled: Option<bool>,
    /// Where it posts.
    #[serde(default, deserialize_with = "wire::text")]
    pub url: Option<String>,
    /// The value of the header `Authorization` of each delivery.
    #[serde(default, deserialize_with = "wire::read_secret")]
    pub authorization: Option<SecretText>,
    /// Whether `/` and the event's name are added to the URL.
    #[serde(default, deserialize_with = "wire::truth")]
    pub by_events: Option<bool>,
    /// Which events.
    #[serde(default, deserialize_with = "wire::lenient")]
    pub events: Option<Vec<EventName>>,
    /// Whether files stand in the events, in base64.
    #[serde(default, deserialize_with = "wire::truth")]
    pub media_base64: Option<bool>,
}

/// The URL may hold a secret, and is not shown.
impl fmt::Debug for Webhook {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Webhook")
            .field("label", &self.label)
            .field("enabled", &self.enabled)
            .field("events", &self.events)
            .finish_non_exhaustive()
    }
}
