//! Reading webhook subscriptions.

use std::fmt;
use std::time::SystemTime;

use serde::Deserialize;
use wagate_sdk_core::adapter::Path;
use wagate_sdk_core::endpoint;
use wagate_sdk_core::wire::{self, WithRaw};

use crate::Wazzapi;
use crate::endpoints::paging::{Footer, flag, page};

/// Lists the organization's webhook subscriptions, a page a call.
///
/// `GET /api/v1/webhooks/subscriptions`. Read-only.
#[derive(Debug, Clone, Default)]
#[non_exhaustive]
pub struct ListWebhooks {
    /// The most subscriptions in the answer. The default and the greatest value are not published.
    pub limit: Option<u64>,
    /// How many are skipped.
    pub offset: Option<u64>,
    /// Only those that post.
    pub active_only: Option<bool>,
}

impl ListWebhooks {
    /// The first page of all.
    pub fn new() -> Self {
        Self::default()
    }
}

endpoint! {
    Wazzapi: ListWebhooks => WebhookList, "webhook.list", Shared, ReadOnly,
    GET;

    fn path(&self, _instance: &str, path: &mut Path) {
        path.literal("/api/v1/webhooks/subscriptions");
        page(path, self.limit, self.offset);
        flag(path, "active_only", self.active_only);
    }
}

/// A page of webhook subscriptions.
#[derive(Debug, Clone, Deserialize)]
#[non_exhaustive]
pub struct WebhookList {
    /// The subscriptions, each with its JSON.
    #[serde(deserialize_with = "wire::list")]
    pub webhooks: Vec<WithRaw<WebhookSubscription>>,
    /// How many there are in all.
    #[serde(default, deserialize_with = "wire::number")]
    pub total: Option<u64>,
}

impl WebhookList {
    /// Where the next page begins, after one that was asked for with this offset and limit; `None` at the end.
    pub fn next_offset(&self, offset: u64, limit: u64) -> Option<u64> {
        Footer { shown: self.webhooks.len(), total: self.total, ..Footer::default() }.next(offset, limit)
    }
}

/// Reads one webhook subscription.
///
/// `GET /api/v1/webhooks/subscriptions/{webhook_id}`. Read-only.
///
/// # Errors
/// [`Error::NotFound`](wagate_sdk_core::Error::NotFound) when the organization has no such subscription.
#[derive(Debug, Clone)]
#[non_exhaustive]
pub struct GetWebhook {
    /// The subscription's id, a UUID.
    pub webhook_id: String,
}

impl GetWebhook {
    /// The subscription with this id.
    pub fn new(webhook_id: impl Into<String>) -> Self {
        Self { webhook_id: webhook_id.into() }
    }
}

endpoint! {
    Wazzapi: GetWebhook => WebhookSubscription, "webhook.get", Shared, ReadOnly,
    GET("/api/v1/webhooks/subscriptions/", webhook_id)
}

/// A webhook subscription. `Debug` does not show its URL, which may hold a secret, nor what is told of its secret.
#[derive(Clone, Deserialize)]
#[non_exhaustive]
pub struct WebhookSubscription {
    /// Its id, a UUID.
    #[serde(deserialize_with = "wire::required_text")]
    pub id: String,
    /// Where it posts.
    #[serde(default, deserialize_with = "wire::text")]
    pub url: Option<String>,
    /// How its secret begins. The whole secret is never told, not even of one that the gateway made up. A list leaves it out.
    #[serde(default, deserialize_with = "wire::text")]
    pub secret_prefix: Option<String>,
    /// Which events, by their names; `None` when they are not told.
    #[serde(default, deserialize_with = "wire::lenient")]
    pub subscribed_events: Option<Vec<String>>,
    /// Whether it posts.
    #[serde(default, deserialize_with = "wire::truth")]
    pub is_active: Option<bool>,
    /// Its state in the gateway's words. No list is published.
    #[serde(default, deserialize_with = "wire::text")]
    pub status: Option<String>,
    /// How many deliveries failed.
    #[serde(default, deserialize_with = "wire::number")]
    pub failure_count: Option<u64>,
    /// When one last succeeded.
    #[serde(default, deserialize_with = "wire::time")]
    pub last_success_at: Option<SystemTime>,
    /// When one last failed.
    #[serde(default, deserialize_with = "wire::time")]
    pub last_failure_at: Option<SystemTime>,
    /// What its owner wrote.
    #[serde(default, deserialize_with = "wire::text")]
    pub description: Option<String>,
    /// When it was made.
    #[serde(default, deserialize_with = "wire::time")]
    pub created_at: Option<SystemTime>,
    /// When it last changed. A list leaves it out.
    #[serde(default, deserialize_with = "wire::time")]
    pub updated_at: Option<SystemTime>,
}

impl fmt::Debug for WebhookSubscription {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("WebhookSubscription")
            .field("id", &self.id)
            .field("has_url", &self.url.is_some())
            .field("subscribed_events", &self.subscribed_events)
            .field("is_active", &self.is_active)
            .field("status", &self.status)
            .finish_non_exhaustive()
    }
}
