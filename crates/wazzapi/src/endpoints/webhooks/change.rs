//! Making, changing and deleting webhook subscriptions.

use std::fmt;

use serde::Serialize;
use wagate_sdk_core::adapter::Ignored;
use wagate_sdk_core::endpoint;
use wagate_sdk_core::wire;
use wagate_sdk_core::{Error, SecretText};

use super::WebhookSubscription;
use crate::Wazzapi;

/// Makes a webhook subscription.
///
/// `POST /api/v1/webhooks/subscriptions`. Not repeated when its outcome is unknown: a second one would post everything twice.
#[derive(Clone, Serialize)]
#[non_exhaustive]
pub struct CreateWebhook {
    /// Where it shall post.
    pub url: String,
    /// Which events, by their names such as `message.received`.
    pub subscribed_events: Vec<String>,
    /// What it signs the bodies with. It cannot be changed later. Always give one: what the gateway makes up without it is never told.
    #[serde(skip_serializing_if = "Option::is_none", serialize_with = "wire::write_secret")]
    pub secret: Option<SecretText>,
    /// A text of the caller's.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub description: Option<String>,
}

impl CreateWebhook {
    /// Posts these events there.
    pub fn new(url: impl Into<String>, subscribed_events: Vec<String>) -> Self {
        Self { url: url.into(), subscribed_events, secret: None, description: None }
    }
}

/// The URL may hold a secret.
impl fmt::Debug for CreateWebhook {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("CreateWebhook")
            .field("subscribed_events", &self.subscribed_events)
            .field("secret", &self.secret)
            .field("description", &self.description)
            .finish_non_exhaustive()
    }
}

endpoint! {
    Wazzapi: CreateWebhook => WebhookSubscription, "webhook.create", Shared, AtMostOnce,
    POST("/api/v1/webhooks/subscriptions"), json
}

/// Changes a webhook subscription. What is not set stays as it is; its secret cannot be changed.
///
/// `PATCH /api/v1/webhooks/subscriptions/{webhook_id}`. Idempotent.
///
/// # Errors
/// [`Error::InvalidRequest`] before anything leaves when nothing is changed; [`Error::NotFound`] when the organization has no such subscription.
#[derive(Clone, Serialize)]
#[non_exhaustive]
pub struct UpdateWebhook {
    /// The subscription's id, a UUID.
    #[serde(skip)]
    pub webhook_id: String,
    /// Where it shall post.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub url: Option<String>,
    /// All its events from now on.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub subscribed_events: Option<Vec<String>>,
    /// Whether it posts.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub is_active: Option<bool>,
    /// A text of the caller's.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub description: Option<String>,
}

impl UpdateWebhook {
    /// A change of the subscription with this id; what changes goes into the other fields.
    pub fn new(webhook_id: impl Into<String>) -> Self {
        Self {
            webhook_id: webhook_id.into(),
            url: None,
            subscribed_events: None,
            is_active: None,
            description: None,
        }
    }

    fn check(&self) -> Result<(), Error> {
        let changes = self.url.is_some()
            || self.subscribed_events.is_some()
            || self.is_active.is_some()
            || self.description.is_some();
        if changes { Ok(()) } else { Err(Error::invalid("nothing of the webhook is changed")) }
    }
}

/// The URL may hold a secret.
impl fmt::Debug for UpdateWebhook {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("UpdateWebhook")
            .field("webhook_id", &self.webhook_id)
            .field("subscribed_events", &self.subscribed_events)
            .field("is_active", &self.is_active)
            .finish_non_exhaustive()
    }
}

endpoint! {
    Wazzapi: UpdateWebhook => WebhookSubscription, "webhook.update", Shared, Idempotent,
    PATCH("/api/v1/webhooks/subscriptions/", webhook_id), checked
}

/// Deletes a webhook subscription.
///
/// `DELETE /api/v1/webhooks/subscriptions/{webhook_id}`. Idempotent.
///
/// # Errors
/// [`Error::NotFound`] when the organization has no such subscription.
#[derive(Debug, Clone)]
#[non_exhaustive]
pub struct DeleteWebhook {
    /// The subscription's id, a UUID.
    pub webhook_id: String,
}

impl DeleteWebhook {
    /// Deletes the subscription with this id.
    pub fn new(webhook_id: impl Into<String>) -> Self {
        Self { webhook_id: webhook_id.into() }
    }
}

endpoint! {
    Wazzapi: DeleteWebhook => Ignored, "webhook.delete", Shared, Idempotent,
    DELETE("/api/v1/webhooks/subscriptions/", webhook_id)
}
