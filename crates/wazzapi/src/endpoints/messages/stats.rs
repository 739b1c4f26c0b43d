//! Counts of messages.

use std::collections::BTreeMap;

use serde::Deserialize;
use wagate_sdk_core::endpoint;
use wagate_sdk_core::wire;

use crate::Wazzapi;

/// Counts the organization's messages.
///
/// `GET /api/v1/messages/stats/summary`. Source: the official SDKs (Python `wazzapi` 0.6.0 `resources/messages.py`, wazzapi-node
/// `src/resources/messages.ts`). Read-only.
#[derive(Debug, Clone, Copy, Default)]
#[non_exhaustive]
pub struct GetStats {}

impl GetStats {
    /// Counts them.
    pub fn new() -> Self {
        Self {}
    }
}

endpoint! {
    Wazzapi: GetStats => MessageStats, "message.stats", Shared, ReadOnly,
    GET("/api/v1/messages/stats/summary")
}

/// The answer to [`GetStats`].
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
#[non_exhaustive]
pub struct MessageStats {
    /// All messages.
    #[serde(deserialize_with = "wire::number")]
    pub total: Option<u64>,
    /// How many have each status, in the gateway's words.
    #[serde(deserialize_with = "wire::lenient")]
    pub by_status: Option<BTreeMap<String, u64>>,
    /// How many came in and went out, in the gateway's words.
    #[serde(deserialize_with = "wire::lenient")]
    pub by_direction: Option<BTreeMap<String, u64>>,
    /// Those of the last 7 days.
    #[serde(deserialize_with = "wire::number")]
    pub last_7_days: Option<u64>,
    /// Those of the last 30 days.
    #[serde(deserialize_with = "wire::number")]
    pub last_30_days: Option<u64>,
}
