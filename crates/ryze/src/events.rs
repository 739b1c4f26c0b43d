//! RyzeAPI's events, which its webhooks and its WebSocket tell in one form: `{event, data, instanceData}`.
//!
//! `instanceData` holds the instance's token in clear, which is not read, and an address, which nothing may be sent to.

mod call;
mod connection;
mod content;
mod exchange;
mod group;
mod label;
mod part;
mod party;
mod status;

use std::time::SystemTime;

use serde::Deserialize;
use serde_json::value::RawValue;
use wagate_sdk_core::adapter::{Adapter, Events};
use wagate_sdk_core::{Event, EventEnvelope, EventOrigin, NotAnEvent, Raw, wire};

#[cfg(feature = "webhooks")]
use wagate_sdk_core::{Error, EventKey, WebhookError, WebhookRequest, WebhookSecrets, WebhookSpec};

use self::part::{object, part};
use crate::Ryze;
use crate::webhooks::EventName;

/// What stands before the secret in the header of a delivery.
pub(crate) const SCHEME: &str = "Bearer ";

impl Events for Ryze {
    #[cfg(feature = "webhooks")]
    type WebhookVerifier = WebhookSecrets;

    #[cfg(feature = "webhooks")]
    fn webhook_verifier(spec: &WebhookSpec) -> Result<WebhookSecrets, Error> {
        let secret = spec.secret.clone();
        secret.map(WebhookSecrets::from).ok_or_else(|| {
            Error::invalid(
                "the webhook has no secret, so nothing proves that its events come from the gateway",
            )
        })
    }

    /// The gateway signs nothing: it sends the value that it was given as `Authorization`.
    #[cfg(feature = "webhooks")]
    fn verify_webhook(secrets: &WebhookSecrets, request: &WebhookRequest<'_>) -> Result<(), WebhookError> {
        match request.header(&http::header::AUTHORIZATION) {
            Some(value) if secrets.matches_after(SCHEME, value) => Ok(()),
            _ => Err(WebhookError::Unverified),
        }
    }

    fn parse_event(raw: Raw, origin: &EventOrigin) -> Result<EventEnvelope, NotAnEvent> {
        let body = raw.clone();
        let delivered: Delivered<'_> = match object(body.expose()) {
            Ok(delivered) => delivered,
            Err(error) => return EventEnvelope::unknown(Self::NAME, origin, "", raw, Some(&error)),
        };
        let name = delivered.event.unwrap_or_default();
        let mut envelope = match told(&name, delivered.data, &body) {
            Ok(Some(told)) => {
                let mut envelope = EventEnvelope::new(Self::NAME, origin, told.event, raw);
                envelope.at = told.at;
                envelope
            }
            Ok(None) => EventEnvelope::unknown(Self::NAME, origin, &name, raw, None)?,
            Err(error) => EventEnvelope::unknown(Self::NAME, origin, &name, raw, Some(&error))?,
        };
        if let Some(instance) = delivered.instance_data.and_then(|about| about.instance) {
            envelope.instance = Some(instance);
        }
        Ok(envelope)
    }

    /// The gateway gives a delivery no id, so what is delivered again is known by its name and its data.
    #[cfg(feature = "webhooks")]
    fn event_key(envelope: &EventEnvelope) -> EventKey {
        match object::<Delivered<'_>>(envelope.raw.expose()) {
            Ok(Delivered { event: Some(name), data: Some(data), .. }) => {
                EventKey::of_data(Self::NAME, envelope.instance.as_deref(), &name, data.get().as_bytes())
            }
            _ => EventKey::of(envelope),
        }
    }
}

/// A delivery, with its data left for the type that its name asks for.
#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Delivered<'a> {
    #[serde(default, deserialize_with = "wire::text")]
    event: Option<String>,
    #[serde(borrow, default)]
    data: Option<&'a RawValue>,
    #[serde(default, deserialize_with = "part")]
    instance_data: Option<About>,
}

/// Which instance it is about.
#[derive(Deserialize)]
struct About {
    #[serde(default, deserialize_with = "wire::text")]
    instance: Option<String>,
}

/// What an event's data says.
struct Told {
    event: Event,
    at: Option<SystemTime>,
}

/// Reads an event's data by its name; `None` when there is no type for it.
fn told(name: &str, data: Option<&RawValue>, body: &Raw) -> Result<Option<Told>, serde_json::Error> {
    let json = data.map_or("null", RawValue::get);
    // A part of the body, not a copy.
    let raw = || Raw::new(body.expose_bytes().slice_ref(json.as_bytes()));
    Ok(match EventName::from(name) {
        EventName::Message => Some(exchange::read(object(json)?, raw())),
        EventName::MessageStatus => Some(status::read(object(json)?)),
        EventName::Call => Some(call::read(object(json)?)),
        EventName::Group => group::read(object(json)?, raw),
        EventName::Instance => Some(connection::read(object(json)?)),
        EventName::Label => label::read(object(json)?, raw()),
        EventName::Other(_) => None,
    })
}
