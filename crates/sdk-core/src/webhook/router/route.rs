use std::sync::Arc;

use bytes::Bytes;

use crate::adapter::Events;
use crate::event::{EventEnvelope, EventKey, EventOrigin, EventTransport};
use crate::raw::Raw;
use crate::webhook::{WebhookError, WebhookRequest};

/// A route without its gateway's type.
pub(super) trait Door: Send + Sync {
    /// The gateway's short name.
    fn provider(&self) -> &'static str;

    /// Verifies one request, then reads it. The instance is that of its path.
    fn read(
        &self,
        path: &str,
        headers: &http::HeaderMap,
        body: Bytes,
        instance: Option<&str>,
    ) -> Result<(EventEnvelope, EventKey), WebhookError>;
}

/// Who knows what proves that a request comes from the gateway, by the instance of its path.
type Verifiers<P> = Box<dyn Fn(Option<&str>) -> Option<Arc<<P as Events>::WebhookVerifier>> + Send + Sync>;

/// The webhooks of one gateway at one path.
pub(super) struct Route<P: Events> {
    path: String,
    verifiers: Verifiers<P>,
}

impl<P: Events> Route<P> {
    pub(super) fn new(path: String, verifiers: Verifiers<P>) -> Self {
        Self { path, verifiers }
    }
}

impl<P: Events> Door for Route<P> {
    fn provider(&self) -> &'static str {
        P::NAME
    }

    fn read(
        &self,
        path: &str,
        headers: &http::HeaderMap,
        body: Bytes,
        instance: Option<&str>,
    ) -> Result<(EventEnvelope, EventKey), WebhookError> {
        let verifier = (self.verifiers)(instance).ok_or(WebhookError::Unverified)?;
        P::verify_webhook(&verifier, &WebhookRequest::new(path, headers, &body))?;
        let mut origin = EventOrigin::new(EventTransport::Webhook);
        if let Some(instance) = instance {
            origin = origin.of(instance);
        }
        let envelope = P::parse_event(Raw::new(body), &origin)?;
        // Two instances that their events do not name can tell the same.
        let key = P::event_key(&envelope).on_route(&self.path, instance);
        Ok((envelope, key))
    }
}
