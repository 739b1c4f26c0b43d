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
use serde::de::{Deserializer, IgnoredAny};
use wagate_sdk_core::adapter::{Adapter, Events};
use wagate_sdk_core::wire::{ByName, Named, named};
use wagate_sdk_core::{Event, EventEnvelope, EventOrigin, NotAnEvent, Raw, wire};

#[cfg(feature = "webhooks")]
use wagate_sdk_core::{Error, EventKey, WebhookError, WebhookRequest, WebhookSecrets, WebhookSpec};

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
        let unknown =
            |name: &str, raw, why: Option<&_>| EventEnvelope::unknown(Self::NAME, origin, name, raw, why);
        let body = raw.clone();
        let Delivered { name, held, json, rest } = match delivered::<Data>(body.expose()) {
            Ok(delivered) => delivered,
            Err(why) => return unknown("", raw, Some(&why)),
        };
        // A part of the body, not a copy.
        let part = || Raw::new(body.expose_bytes().slice_ref(json.as_bytes()));
        let mut envelope = match held.map(|data| data.and_then(|data| data.told(part))) {
            Ok(Some(told)) => {
                let mut envelope = EventEnvelope::new(Self::NAME, origin, told.event, raw);
                envelope.at = told.at;
                envelope
            }
            Ok(None) => unknown(&name, raw, None)?,
            Err(why) => unknown(&name, raw, Some(&why))?,
        };
        if let Some(instance) = rest.instance_data.and_then(|about| about.instance) {
            envelope.instance = Some(instance);
        }
        Ok(envelope)
    }

    /// The gateway gives a delivery no id, so what is delivered again is known by its name and its data.
    #[cfg(feature = "webhooks")]
    fn event_key(envelope: &EventEnvelope) -> EventKey {
        match delivered::<Data>(envelope.raw.expose()) {
            Ok(Delivered { name, json, .. }) if !name.is_empty() && !json.is_empty() => {
                EventKey::of_data(Self::NAME, envelope.instance.as_deref(), &name, json.as_bytes())
            }
            _ => EventKey::of(envelope),
        }
    }
}

/// A delivery, with its data as its name tells it.
type Delivered<'a, T> = Named<'a, T, Rest>;

fn delivered<'a, T: ByName<'a>>(text: &'a str) -> Result<Delivered<'a, T>, serde_json::Error> {
    named(text, "event", "data")
}

/// What stands beside an event's name and data.
#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Rest {
    #[serde(default, deserialize_with = "wire::object")]
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

/// An event's data.
enum Data {
    Message(Box<exchange::Exchange>),
    MessageStatus(status::Status),
    Call(call::Call),
    Group(group::Flow),
    Instance(connection::State),
    Label(label::Update),
}

impl<'de> ByName<'de> for Data {
    fn read<D: Deserializer<'de>>(name: &str, held: D) -> Result<Option<Self>, D::Error> {
        Ok(Some(match EventName::from(name) {
            EventName::Message => Self::Message(wire::required_object(held)?),
            EventName::MessageStatus => Self::MessageStatus(wire::required_object(held)?),
            EventName::Call => Self::Call(wire::required_object(held)?),
            EventName::Group => Self::Group(wire::required_object(held)?),
            EventName::Instance => Self::Instance(wire::required_object(held)?),
            EventName::Label => Self::Label(wire::required_object(held)?),
            EventName::Other(_) => return IgnoredAny::deserialize(held).map(|_| None),
        }))
    }
}

impl Data {
    /// What it tells; `None` when that has no type of its own.
    fn told(self, raw: impl FnOnce() -> Raw) -> Option<Told> {
        match self {
            Self::Message(data) => Some(exchange::read(*data, raw())),
            Self::MessageStatus(data) => Some(status::read(data)),
            Self::Call(data) => Some(call::read(data)),
            Self::Group(data) => group::read(data, raw),
            Self::Instance(data) => Some(connection::read(data)),
            Self::Label(data) => label::read(data, raw()),
        }
    }
}
