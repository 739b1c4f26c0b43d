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
use serde::de::{Deserializer, IgnoredAny};
use serde_json::value::RawValue;
use wagate_sdk_core::adapter::{Adapter, Events};
use wagate_sdk_core::wire::{ByName, Named, named};
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
        let unknown =
            |name: &str, raw, why: Option<&_>| EventEnvelope::unknown(Self::NAME, origin, name, raw, why);
        let body = raw.clone();
        let mut frame = match Frame::<Message>::of(body.expose()) {
            Ok(frame) => frame,
            Err(why) => return unknown("", raw, Some(&why)),
        };
        let mut envelope = match frame.happened(&body) {
            Ok(Some(event)) => EventEnvelope::new(Self::NAME, origin, event, raw),
            untold => unknown(&frame.name, raw, untold.err().as_ref())?,
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
struct Frame<'a, T> {
    id: Option<String>,
    instance: Option<String>,
    created_at: Option<SystemTime>,
    name: String,
    state: Option<String>,
    media_url: Option<String>,
    /// `event`, where it is read as it comes.
    event: Result<Option<T>, serde_json::Error>,
    /// The JSON of `event`; empty where there is none.
    json: &'a str,
    /// What a webhook would hold.
    delivery: &'a str,
}

/// What stands beside an event's name and `event`.
#[derive(Default, Deserialize)]
struct Beside<'a> {
    #[serde(default, deserialize_with = "wire::text")]
    id: Option<String>,
    #[serde(default, deserialize_with = "wire::text")]
    instance_id: Option<String>,
    #[serde(default, deserialize_with = "source::time")]
    created_at: Option<SystemTime>,
    #[serde(default, deserialize_with = "wire::text")]
    state: Option<String>,
    #[serde(default, deserialize_with = "wire::text")]
    media_url: Option<String>,
    #[serde(default, borrow)]
    data: Option<&'a RawValue>,
}

fn delivered<'a, T: ByName<'a>>(text: &'a str) -> Result<Named<'a, T, Beside<'a>>, serde_json::Error> {
    named(text, "type", "event")
}

impl<'a, T: ByName<'a>> Frame<'a, T> {
    fn of(text: &'a str) -> Result<Self, serde_json::Error> {
        let whole = delivered(text)?;
        let Beside { id, instance_id, created_at, state, media_url, data } = whole.rest;
        let Some(data) = data.map(RawValue::get) else {
            let Named { name, held: event, json, .. } = whole;
            return Ok(Self {
                id,
                instance: instance_id,
                created_at,
                name,
                state,
                media_url,
                event,
                json,
                delivery: text,
            });
        };
        let mut frame = Self {
            id,
            instance: instance_id,
            created_at,
            name: whole.name,
            state: None,
            media_url: None,
            event: Ok(None),
            json: data,
            delivery: data,
        };
        match delivered(data) {
            Ok(Named { name, held, json, rest }) => {
                (frame.state, frame.media_url) = (rest.state, rest.media_url);
                (frame.event, frame.json) = (held, json);
                if frame.name.is_empty() {
                    frame.name = name;
                } else if frame.name != name {
                    frame.event = read(&frame.name, frame.json);
                }
            }
            // Its name is told all the same.
            Err(_) => frame.event = read(&frame.name, data),
        }
        Ok(frame)
    }
}

/// Reads what was passed over because its name stood elsewhere.
fn read<'a, T: ByName<'a>>(name: &str, json: &'a str) -> Result<Option<T>, serde_json::Error> {
    if json.is_empty() {
        return Ok(None);
    }
    T::read(name, &mut serde_json::Deserializer::from_str(json))
}

/// Messages are many and large, so that they are read as they come; of other events the JSON is.
struct Message(message::Told);

/// What they are called.
const MESSAGE: &str = "Message";

impl<'de> ByName<'de> for Message {
    fn read<D: Deserializer<'de>>(name: &str, held: D) -> Result<Option<Self>, D::Error> {
        match name {
            MESSAGE => object_or_default(held).map(|told| Some(Self(told))),
            _ => IgnoredAny::deserialize(held).map(|_| None),
        }
    }
}

impl Frame<'_, Message> {
    /// What happened; `None` where its name is not known, or it tells nothing.
    fn happened(&mut self, raw: &Raw) -> Result<Option<Event>, serde_json::Error> {
        let text = match self.json {
            "" | "null" => "{}",
            json => json,
        };
        let connection = |state| Ok(Some(Event::Connection(Box::new(ConnectionChanged::new(state)))));
        match self.name.as_str() {
            MESSAGE => {
                let told = std::mem::replace(&mut self.event, Ok(None))?;
                let told = told.map(|Message(told)| told).unwrap_or_default();
                let file = self.media_url.take();
                Ok(Some(message::event(told, text, file, part(raw, self.delivery))))
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

/// The same in place, where `null` is nothing.
fn object_or_default<'de, D, T>(from: D) -> Result<T, D::Error>
where
    D: Deserializer<'de>,
    T: Deserialize<'de> + Default,
{
    struct Object<T>(T);

    impl<'de, T: Deserialize<'de>> Deserialize<'de> for Object<T> {
        fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
            wire::required_object(from).map(Self)
        }
    }

    Ok(Option::<Object<T>>::deserialize(from)?.map(|object| object.0).unwrap_or_default())
}

/// A part of a body, without a copy. `text` was borrowed from it.
fn part(whole: &Raw, text: &str) -> Raw {
    Raw::new(whole.expose_bytes().slice_ref(text.as_bytes()))
}
