//! Reading pull subscriptions.

use std::time::SystemTime;

use serde::Deserialize;
use wagate_sdk_core::adapter::Path;
use wagate_sdk_core::endpoint;
use wagate_sdk_core::wire::{self, WithRaw};

use crate::Wazzapi;
use crate::endpoints::paging::{Footer, page};

/// Lists the organization's pull subscriptions, a page a call.
///
/// `GET /api/v1/pull/subscriptions`. Read-only.
#[derive(Debug, Clone, Default)]
#[non_exhaustive]
pub struct ListPulls {
    /// The most subscriptions in the answer. The default and the greatest value are not published.
    pub limit: Option<u64>,
    /// How many are skipped.
    pub offset: Option<u64>,
}

impl ListPulls {
    /// The first page.
    pub fn new() -> Self {
        Self::default()
    }
}

endpoint! {
    Wazzapi: ListPulls => PullList, "pull.list", Shared, ReadOnly,
    GET;

    fn path(&self, _instance: &str, path: &mut Path) {
        path.literal("/api/v1/pull/subscriptions");
        page(path, self.limit, self.offset);
    }
}

/// A page of pull subscriptions.
#[derive(Debug, Clone, Deserialize)]
#[non_exhaustive]
pub struct PullList {
    /// The subscriptions, each with its JSON.
    #[serde(deserialize_with = "wire::list")]
    pub subscriptions: Vec<WithRaw<PullSubscription>>,
    /// How many there are in all.
    #[serde(default, deserialize_with = "wire::number")]
    pub total: Option<u64>,
}

impl PullList {
    /// Where the next page begins, after one that was asked for with this offset and limit; `None` at the end.
    pub fn next_offset(&self, offset: u64, limit: u64) -> Option<u64> {
        Footer { shown: self.subscriptions.len(), total: self.total, ..Footer::default() }.next(offset, limit)
    }
}

/// Reads one pull subscription.
///
/// `GET /api/v1/pull/subscriptions/{subscription_id}`. Read-only.
///
/// # Errors
/// [`Error::NotFound`](wagate_sdk_core::Error::NotFound) when the organization has no such subscription.
#[derive(Debug, Clone)]
#[non_exhaustive]
pub struct GetPull {
    /// The subscription's id.
    pub subscription_id: String,
}

impl GetPull {
    /// The subscription with this id.
    pub fn new(subscription_id: impl Into<String>) -> Self {
        Self { subscription_id: subscription_id.into() }
    }
}

endpoint! {
    Wazzapi: GetPull => PullSubscription, "pull.get", Shared, ReadOnly,
    GET("/api/v1/pull/subscriptions/", subscription_id)
}

/// A pull subscription. Its token is told once, when it is made.
#[derive(Debug, Clone, Deserialize)]
#[non_exhaustive]
pub struct PullSubscription {
    /// Its id.
    #[serde(deserialize_with = "wire::required_text")]
    pub id: String,
    /// Which events, by their names; `None` when they are not told.
    #[serde(default, deserialize_with = "wire::lenient")]
    pub subscribed_events: Option<Vec<String>>,
    /// Whether it collects events.
    #[serde(default, deserialize_with = "wire::truth")]
    pub is_active: Option<bool>,
    /// Its state in the gateway's words. No list is published.
    #[serde(default, deserialize_with = "wire::text")]
    pub status: Option<String>,
    /// How its token begins.
    #[serde(default, deserialize_with = "wire::text")]
    pub token_prefix: Option<String>,
    /// The first event that is not acknowledged.
    #[serde(default, deserialize_with = "wire::number")]
    pub next_offset: Option<u64>,
    /// The newest event.
    #[serde(default, deserialize_with = "wire::number")]
    pub head_offset: Option<u64>,
    /// The oldest event that can still be read.
    #[serde(default, deserialize_with = "wire::number")]
    pub earliest_offset: Option<u64>,
    /// How many events wait.
    #[serde(default, deserialize_with = "wire::number")]
    pub pending_count: Option<u64>,
    /// When somebody last asked for events.
    #[serde(default, deserialize_with = "wire::time")]
    pub last_poll_at: Option<SystemTime>,
    /// What its owner wrote.
    #[serde(default, deserialize_with = "wire::text")]
    pub description: Option<String>,
    /// When it was made.
    #[serde(default, deserialize_with = "wire::time")]
    pub created_at: Option<SystemTime>,
    /// When it last changed.
    #[serde(default, deserialize_with = "wire::time")]
    pub updated_at: Option<SystemTime>,
}
