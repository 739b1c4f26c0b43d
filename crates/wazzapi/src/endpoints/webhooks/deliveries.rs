//! What a webhook subscription delivered.

use std::time::SystemTime;

use serde::Deserialize;
use wagate_sdk_core::adapter::Path;
use wagate_sdk_core::endpoint;
use wagate_sdk_core::wire::{self, WithRaw};

use crate::Wazzapi;
use crate::endpoints::paging::{Footer, page};

/// Lists what a webhook subscription delivered, a page a call.
///
/// `GET /api/v1/webhooks/subscriptions/{webhook_id}/events`. Read-only.
///
/// # Errors
/// [`Error::NotFound`](wagate_sdk_core::Error::NotFound) when the organization has no such subscription.
#[derive(Debug, Clone)]
#[non_exhaustive]
pub struct ListDeliveries {
    /// The subscription's id, a UUID.
    pub webhook_id: String,
    /// The most deliveries in the answer. The default and the greatest value are not published.
    pub limit: Option<u64>,
    /// How many are skipped.
    pub offset: Option<u64>,
}

impl ListDeliveries {
    /// The first page of the subscription with this id.
    pub fn new(webhook_id: impl Into<String>) -> Self {
        Self { webhook_id: webhook_id.into(), limit: None, offset: None }
    }
}

endpoint! {
    Wazzapi: ListDeliveries => Deliveries, "webhook.deliveries", Shared, ReadOnly,
    GET;

    fn path(&self, _instance: &str, path: &mut Path) {
        path.literal("/api/v1/webhooks/subscriptions/").segment(&self.webhook_id).literal("/events");
        page(path, self.limit, self.offset);
    }
}

/// A page of deliveries.
#[derive(Debug, Clone, Deserialize)]
#[non_exhaustive]
pub struct Deliveries {
    /// The deliveries, each with its JSON.
    #[serde(deserialize_with = "wire::list")]
    pub events: Vec<WithRaw<Delivery>>,
    /// How many there are in all.
    #[serde(default, deserialize_with = "wire::number")]
    pub total: Option<u64>,
}

impl Deliveries {
    /// Where the next page begins, after one that was asked for with this offset and limit; `None` at the end.
    pub fn next_offset(&self, offset: u64, limit: u64) -> Option<u64> {
        Footer { shown: self.events.len(), total: self.total, ..Footer::default() }.next(offset, limit)
    }
}

/// One delivery.
#[derive(Debug, Clone, Deserialize)]
#[non_exhaustive]
pub struct Delivery {
    /// Its id.
    #[serde(deserialize_with = "wire::required_text")]
    pub id: String,
    /// The event's name.
    #[serde(default, deserialize_with = "wire::text")]
    pub event_type: Option<String>,
    /// How it went, in the gateway's words.
    #[serde(default, deserialize_with = "wire::text")]
    pub status: Option<String>,
    /// How often it was tried again.
    #[serde(default, deserialize_with = "wire::number")]
    pub retry_count: Option<u64>,
    /// The status that the receiver answered with.
    #[serde(default, deserialize_with = "wire::number")]
    pub response_code: Option<u64>,
    /// What went wrong.
    #[serde(default, deserialize_with = "wire::text")]
    pub error_message: Option<String>,
    /// When it was made.
    #[serde(default, deserialize_with = "wire::time")]
    pub created_at: Option<SystemTime>,
    /// When it was delivered.
    #[serde(default, deserialize_with = "wire::time")]
    pub delivered_at: Option<SystemTime>,
}

/// Lets a webhook subscription deliver a test now.
///
/// `POST /api/v1/webhooks/subscriptions/{webhook_id}/ping`. Not repeated when its outcome is unknown.
///
/// # Errors
/// [`Error::NotFound`](wagate_sdk_core::Error::NotFound) when the organization has no such subscription. That the receiver did not take it is no
/// error: see [`Pinged::success`].
#[derive(Debug, Clone)]
#[non_exhaustive]
pub struct PingWebhook {
    /// The subscription's id, a UUID.
    pub webhook_id: String,
}

impl PingWebhook {
    /// Tries the subscription with this id.
    pub fn new(webhook_id: impl Into<String>) -> Self {
        Self { webhook_id: webhook_id.into() }
    }
}

endpoint! {
    Wazzapi: PingWebhook => Pinged, "webhook.ping", Shared, AtMostOnce,
    POST("/api/v1/webhooks/subscriptions/", webhook_id, "/ping")
}

/// How a test went.
#[derive(Debug, Clone, Deserialize)]
#[non_exhaustive]
pub struct Pinged {
    /// Whether the receiver took it.
    #[serde(default, deserialize_with = "wire::truth")]
    pub success: Option<bool>,
    /// The status that the receiver answered with.
    #[serde(default, deserialize_with = "wire::number")]
    pub status_code: Option<u64>,
    /// How long the receiver took, in milliseconds.
    #[serde(default, deserialize_with = "wire::number")]
    pub response_time_ms: Option<u64>,
    /// What went wrong.
    #[serde(default, deserialize_with = "wire::text")]
    pub error: Option<String>,
}
