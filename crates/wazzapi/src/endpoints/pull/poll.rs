//! Asking for the events of a pull subscription.

use std::time::Duration;

use serde::Deserialize;
use serde_json::value::RawValue;
use wagate_sdk_core::adapter::Path;
use wagate_sdk_core::endpoint;
use wagate_sdk_core::wire;

use crate::Wazzapi;

/// The most events in an answer: the SDK's default.
const LIMIT: &str = "100";

/// The next events from an offset on, as soon as there are any, at most after the timeout. An offset acknowledges what is before it.
///
/// `GET /api/v1/pull/subscriptions/{subscription_id}/events`, with the subscription's own token, and `X-Wazzapi-Poller-ID`. Read-only as far as a
/// repetition goes.
#[derive(Debug)]
pub(crate) struct PollEvents {
    pub(crate) subscription_id: String,
    /// Where to read on; `None` for the first time.
    pub(crate) offset: Option<u64>,
    /// How long the gateway holds the request while there are none, in whole seconds.
    pub(crate) timeout: Duration,
}

endpoint! {
    Wazzapi: PollEvents => Polled, "pull.poll", Shared, ReadOnly,
    GET;

    fn path(&self, _instance: &str, path: &mut Path) {
        path.literal("/api/v1/pull/subscriptions/").segment(&self.subscription_id).literal("/events");
        path.query_opt("offset", self.offset.map(|offset| offset.to_string()).as_deref());
        path.query("limit", LIMIT).query("timeout", &self.timeout.as_secs().to_string());
    }

    fn server_waits(&self) -> Duration {
        self.timeout
    }
}

/// A batch of events.
#[derive(Debug, Deserialize)]
pub(crate) struct Polled {
    #[serde(deserialize_with = "wire::list")]
    pub(crate) events: Vec<Box<RawValue>>,
    /// Where to read on after these.
    #[serde(default, deserialize_with = "wire::number")]
    pub(crate) next_offset: Option<u64>,
}
