//! What is posted to a webhook.

use std::time::Duration;

use bytes::Bytes;
use http::HeaderMap;

/// One event for one webhook.
#[derive(Clone, Debug)]
pub(crate) struct Post {
    /// Which of the instance's webhooks it is: first attempts of one webhook are made in order, one after another.
    pub(crate) webhook: String,
    /// The event's name.
    pub(crate) event: String,
    pub(crate) url: String,
    /// `Content-Type: application/json` is added where they do not name another.
    pub(crate) headers: HeaderMap,
    pub(crate) body: Bytes,
    pub(crate) retries: Retries,
}

/// When a post is tried again that was not answered with success.
#[derive(Clone, Debug, Default)]
pub(crate) struct Retries {
    /// How long is waited after each attempt that failed, on the emulator's clock; so many retries there are.
    pub(crate) waits: Vec<Duration>,
    /// Answers after which it is not tried again.
    pub(crate) never_after: &'static [u16],
    /// How long an answer is waited for; for ever without one.
    pub(crate) timeout: Option<Duration>,
}
