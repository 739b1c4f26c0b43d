use bytes::Bytes;

use super::WebhookRequest;
use crate::adapter::Events;
use crate::event::{EventEnvelope, EventOrigin, EventTransport, NotAnEvent};
use crate::raw::Raw;

/// Why a webhook's request is not an event. It tells neither what was expected nor what came.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum WebhookError {
    /// It does not prove that it comes from the gateway: answer 401.
    #[error("the request does not prove that it comes from the gateway")]
    Unverified,
    /// Its body is not a JSON object: answer 400.
    #[error(transparent)]
    NotAnEvent(#[from] NotAnEvent),
}

/// Verifies and reads one request to a webhook, with any web framework. `path` is needed for VZaps alone, whose secret stands in it.
///
/// What is not known, or not of the shape that the documents give it, is [`Event::Unknown`](crate::Event::Unknown), not an error: answer 200, or the
/// gateway delivers it for ever.
///
/// Answer with success only when the event is safe with you. Evolution API never delivers again after a 400, 401, 403, 404 or 422: during a rotation
/// hold both secrets, and answer 503 while you cannot take events.
///
/// # Errors
/// [`WebhookError::Unverified`], before anything is read; [`WebhookError::NotAnEvent`].
pub fn parse_webhook<P: Events>(
    verifier: &P::WebhookVerifier,
    path: &str,
    headers: &http::HeaderMap,
    body: Bytes,
) -> Result<EventEnvelope, WebhookError> {
    P::verify_webhook(verifier, &WebhookRequest::new(path, headers, &body))?;
    Ok(P::parse_event(Raw::new(body), &EventOrigin::new(EventTransport::Webhook))?)
}
