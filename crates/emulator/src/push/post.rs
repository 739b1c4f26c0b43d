//! What is posted to webhooks, and what came of it.

use std::collections::VecDeque;
use std::fmt;
use std::time::{Duration, SystemTime};

use bytes::Bytes;
use http::HeaderMap;

use crate::Gateway;
use crate::world::Happening;

/// How many deliveries are remembered.
const REMEMBERED: usize = 10_000;

/// One event for one webhook.
#[derive(Clone)]
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

// Headers and bodies hold tokens.
impl fmt::Debug for Post {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Post")
            .field("webhook", &self.webhook)
            .field("event", &self.event)
            .finish_non_exhaustive()
    }
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

/// One event that a gateway posts to a webhook, and how that went.
#[derive(Clone)]
#[non_exhaustive]
pub struct WebhookDelivery {
    /// A number of its own.
    pub id: u64,
    /// The gateway that posts it.
    pub gateway: Gateway,
    /// The gateway's id of the instance, as it stands in the gateway's paths.
    pub instance: String,
    /// The event's name, as the gateway's subscriptions have it.
    pub event: String,
    /// Where it is posted.
    pub url: String,
    /// What is posted.
    pub body: Bytes,
    /// When the event happened, on the emulator's clock.
    pub at: SystemTime,
    /// The answer's status for each attempt so far; none where no answer came.
    pub attempts: Vec<Option<u16>>,
    /// Whether it was answered with success.
    pub delivered: bool,
    /// Whether the gateway has given it up.
    pub failed: bool,
    pub(crate) post: Post,
}

impl fmt::Debug for WebhookDelivery {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("WebhookDelivery")
            .field("id", &self.id)
            .field("gateway", &self.gateway)
            .field("instance", &self.instance)
            .field("event", &self.event)
            .field("attempts", &self.attempts)
            .field("delivered", &self.delivered)
            .field("failed", &self.failed)
            .finish_non_exhaustive()
    }
}

/// The latest deliveries, oldest first.
#[derive(Debug, Default)]
pub(crate) struct Deliveries(VecDeque<WebhookDelivery>);

impl Deliveries {
    /// Remembers a post that is about to be made, under this id.
    pub(crate) fn begin(&mut self, id: u64, happening: &Happening, post: &Post) -> u64 {
        if self.0.len() == REMEMBERED {
            self.0.pop_front();
        }
        self.0.push_back(WebhookDelivery {
            id,
            gateway: happening.gateway,
            instance: happening.instance.clone(),
            event: post.event.clone(),
            url: post.url.clone(),
            body: post.body.clone(),
            at: happening.at,
            attempts: Vec::new(),
            delivered: false,
            failed: false,
            post: post.clone(),
        });
        id
    }

    pub(crate) fn iter(&self) -> impl DoubleEndedIterator<Item = &WebhookDelivery> {
        self.0.iter()
    }

    /// None when it was forgotten.
    pub(crate) fn get_mut(&mut self, id: u64) -> Option<&mut WebhookDelivery> {
        self.0.iter_mut().find(|delivery| delivery.id == id)
    }
}
