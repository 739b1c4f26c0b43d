//! The gateway's events: how they are verified and read.
//!
//! The documents describe the frame and leave what stands in `event` to "WhatsApp's library". The names of its members are read as whatsmeow,
//! the Go library, writes them: that is how the only member that the documents show, `event.Message.imageMessage.URL`, is spelled.

mod content;
mod group;
mod history;
mod key;
mod message;
mod names;
mod presence;
mod receipt;
mod source;

use std::time::SystemTime;

use serde::Deserialize;
use serde_json::value::RawValue;
use wagate_sdk_core::adapter::{Adapter, Events};
use wagate_sdk_core::{
    ConnectionChanged, ConnectionState, Event, EventEnvelope, EventOrigin, NotAnEvent, ParticipantsChange,
    Raw, wire,
};
#[cfg(feature = "webhooks")]
use wagate_sdk_core::{Error, EventKey, WebhookError, WebhookRequest, WebhookSecrets, WebhookSpec};

use crate::Vzaps;

pub(crate) use names::names;

/// The gateway can neither sign nor send a header of ours: a secret as the last segment of the URL's path proves that it is the gateway. Who knows the
/// URL can post events, so it must not be logged by what stands before the receiver.
impl Events for Vzaps {
    #[cfg(feature = "webhooks")]
    type WebhookVerifier = WebhookSecrets;

    #[cfg(feature = "webhooks")]
    fn webhook_verifier(spec: &WebhookSpec) -> Result<WebhookSecrets, Error> {
        let secret = spec.secret.clone().ok_or_else(|| {
            Error::invalid("the webhook has no secret: the gateway proves itself by one in the URL alone")
        })?;
        Ok(secret.into())
    }

    #[cfg(feature = "webhooks")]
    fn verify_webhook(verifier: &WebhookSecrets, request: &WebhookRequest<'_>) -> Result<(), WebhookError> {
        if verifier.matches(&request.last_segment()) { Ok(()) } else { Err(WebhookError::Unverified) }
    }

    fn parse_event(raw: Raw, origin: &EventOrigin) -> Result<EventEnvelope, NotAnEvent> {
        let frame = match Frame::of(raw.expose()) {
            Ok(frame) => frame,
            Err(why) => return EventEnvelope::unknown(Self::NAME, origin, "", raw.clone(), Some(&why)),
        };
        let mut envelope = match frame.event(&raw) {
            Ok(Some(event)) => EventEnvelope::new(Self::NAME, origin, event, raw.clone()),
            untold => {
                let name = frame.name.as_deref().unwrap_or_default();
                EventEnvelope::unknown(Self::NAME, origin, name, raw.clone(), untold.err().as_ref())?
            }
        };
        frame.tell(&mut envelope);
        Ok(envelope)
    }

    /// A webhook carries no id. What tells nothing of its own, such as that the number is online again, is never taken for a repetition.
    #[cfg(feature = "webhooks")]
    fn event_key(envelope: &EventEnvelope) -> EventKey {
        key::of(envelope)
    }
}

/// What one event came in: `{type, event, state, media_url}` by webhook, and the same as `data` of `{id, type, instance_id, created_at, data}` over
/// the WebSocket.
struct Frame<'a> {
    id: Option<String>,
    instance: Option<String>,
    created_at: Option<SystemTime>,
    name: Option<String>,
    state: Option<String>,
    media_url: Option<String>,
    event: Option<&'a RawValue>,
    /// What a webhook would hold.
    delivery: &'a str,
}

#[derive(Default, Deserialize)]
#[serde(default)]
struct Told<'a> {
    #[serde(deserialize_with = "wire::text")]
    id: Option<String>,
    #[serde(deserialize_with = "wire::text")]
    instance_id: Option<String>,
    #[serde(deserialize_with = "source::time")]
    created_at: Option<SystemTime>,
    #[serde(rename = "type", deserialize_with = "wire::text")]
    name: Option<String>,
    #[serde(deserialize_with = "wire::text")]
    state: Option<String>,
    #[serde(deserialize_with = "wire::text")]
    media_url: Option<String>,
    #[serde(borrow)]
    event: Option<&'a RawValue>,
    #[serde(borrow)]
    data: Option<&'a RawValue>,
}

impl<'a> Frame<'a> {
    fn of(text: &'a str) -> Result<Self, serde_json::Error> {
        let told: Told<'a> = object(text)?;
        let delivery = told.data.map_or(text, RawValue::get);
        let inner = match told.data {
            Some(data) => object(data.get()),
            None => Ok(Told {
                state: told.state,
                media_url: told.media_url,
                event: told.event,
                ..Told::default()
            }),
        };
        // Its name is told all the same.
        let inner = inner.unwrap_or_else(|_| Told { event: told.data, ..Told::default() });
        Ok(Self {
            id: told.id,
            instance: told.instance_id,
            created_at: told.created_at,
            name: told.name.or(inner.name),
            state: inner.state,
            media_url: inner.media_url,
            event: inner.event,
            delivery,
        })
    }

    /// What happened; `None` where its name is not known, or it tells nothing.
    fn event(&self, raw: &Raw) -> Result<Option<Event>, serde_json::Error> {
        let text = self.event.map_or("{}", RawValue::get);
        let connection = |state| Ok(Some(Event::Connection(Box::new(ConnectionChanged::new(state)))));
        match self.name.as_deref().unwrap_or_default() {
            "Message" => {
                let told = part(raw, self.delivery);
                message::event(text, self.media_url.as_deref(), told).map(Some)
            }
            "ReadReceipt" => receipt::event(text, self.state.as_deref()).map(Some),
            "Connected" => connection(ConnectionState::Online),
            "Disconnected" => connection(ConnectionState::Disconnected),
            "Presence" => presence::of_person(text),
            "ChatPresence" => presence::in_chat(text),
            "HistorySync" => history::event(text, raw).map(Some),
            "GroupParticipantsAdd" => group::event(text, ParticipantsChange::Joined).map(Some),
            "GroupParticipantsRemove" => group::event(text, ParticipantsChange::Left).map(Some),
            _ => Ok(None),
        }
    }

    fn tell(self, envelope: &mut EventEnvelope) {
        envelope.at = self.created_at.or_else(|| at(&envelope.event));
        envelope.id = self.id;
        if self.instance.is_some() {
            envelope.instance = self.instance;
        }
    }
}

/// When it happened, as the event itself tells it.
fn at(event: &Event) -> Option<SystemTime> {
    match event {
        Event::Message(message) => message.at,
        Event::MessageStatus(status) => status.at,
        Event::MessageEdited(edited) => edited.at,
        Event::MessageDeleted(deleted) => deleted.at,
        Event::Reaction(reaction) => reaction.at,
        Event::GroupParticipants(change) => change.at,
        _ => None,
    }
}

/// Reads an object: serde would take a list for a struct as well.
fn object<'a, T: Deserialize<'a>>(text: &'a str) -> Result<T, serde_json::Error> {
    if !text.trim_start().starts_with('{') {
        return Err(serde::de::Error::custom("no object"));
    }
    serde_json::from_str(text)
}

/// A part of a body, without a copy. `text` was borrowed from it.
fn part(whole: &Raw, text: &str) -> Raw {
    Raw::new(whole.expose_bytes().slice_ref(text.as_bytes()))
}
