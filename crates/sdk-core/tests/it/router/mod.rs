//! The router for axum, asked as a server asks it, on a paused clock.

mod answers;
mod busy;
mod routes;
mod same;

use std::time::Duration;

use axum::body::Body;
use http::{Request, StatusCode, header};
use serde::Deserialize;
use tokio::task::JoinHandle;
use tower::ServiceExt;
use wagate_sdk_core::adapter::Events;
use wagate_sdk_core::{
    Error, Event, EventEnvelope, EventOrigin, MessageDeleted, NotAnEvent, Raw, WebhookError, WebhookEvents,
    WebhookRequest, WebhookRouter, WebhookSecret, WebhookSecrets, WebhookSpec,
};

use crate::toy::Toy;

/// Verified by a header, or by the last segment of the path.
impl Events for Toy {
    type WebhookVerifier = WebhookSecrets;

    fn webhook_verifier(spec: &WebhookSpec) -> Result<WebhookSecrets, Error> {
        spec.secret.clone().map(Into::into).ok_or_else(|| Error::invalid("no secret"))
    }

    fn verify_webhook(secrets: &WebhookSecrets, request: &WebhookRequest<'_>) -> Result<(), WebhookError> {
        let good = match request.header(&header::AUTHORIZATION) {
            Some(value) => secrets.matches_after("Bearer ", value),
            None => secrets.matches(&request.last_segment()),
        };
        if good { Ok(()) } else { Err(WebhookError::Unverified) }
    }

    fn parse_event(raw: Raw, origin: &EventOrigin) -> Result<EventEnvelope, NotAnEvent> {
        #[derive(Deserialize)]
        struct Told {
            instance: Option<String>,
            deleted: String,
        }
        match serde_json::from_slice::<Told>(raw.expose_bytes()) {
            Ok(told) => {
                let event = Event::MessageDeleted(Box::new(MessageDeleted::new(Some(told.deleted.into()))));
                let mut envelope = EventEnvelope::new("toy", origin, event, raw);
                envelope.instance = told.instance.or(envelope.instance);
                Ok(envelope)
            }
            Err(_) => EventEnvelope::unknown("toy", origin, "", raw, None),
        }
    }
}

const SECRET: &str = "uQ6Pdz7cN2vX0mJb4sKtYr8wEe1hLgAa";

fn secrets(text: &str) -> WebhookSecrets {
    WebhookSecret::new(text).unwrap().into()
}

/// One route, `/hooks/shop`.
fn shop(settings: impl FnOnce(WebhookRouter) -> WebhookRouter) -> (axum::Router, WebhookEvents) {
    settings(WebhookRouter::new().route::<Toy>("/hooks/shop", secrets(SECRET))).build().unwrap()
}

/// A request that proves itself.
fn post(path: &str, body: impl Into<Body>) -> Request<Body> {
    let request = Request::post(path).header(header::AUTHORIZATION, format!("Bearer {SECRET}"));
    request.body(body.into()).unwrap()
}

fn deleted(id: u32) -> Request<Body> {
    post("/hooks/shop", format!(r#"{{"instance":"shop","deleted":"{id}"}}"#))
}

async fn ask(router: &axum::Router, request: Request<Body>) -> StatusCode {
    router.clone().oneshot(request).await.unwrap().status()
}

/// Asks in a task of its own, which goes as far as it can.
async fn asking(router: &axum::Router, request: Request<Body>) -> JoinHandle<StatusCode> {
    let router = router.clone();
    let asking = tokio::spawn(async move { ask(&router, request).await });
    settle().await;
    asking
}

/// All tasks go as far as they can: on a paused clock, time passes only when none can go on.
async fn settle() {
    tokio::time::sleep(Duration::from_millis(1)).await;
}

/// The program takes every event at once; in the end it tells them all.
fn taking(mut events: WebhookEvents) -> JoinHandle<Vec<EventEnvelope>> {
    tokio::spawn(async move {
        let mut taken = Vec::new();
        while let Some(envelope) = events.next().await {
            taken.push(envelope);
        }
        taken
    })
}

/// The deleted message's id, which tells these events apart.
fn id(envelope: &EventEnvelope) -> &str {
    let deleted = match &envelope.event {
        Event::MessageDeleted(deleted) => deleted.message.as_ref(),
        _ => None,
    };
    deleted.unwrap().as_str()
}
