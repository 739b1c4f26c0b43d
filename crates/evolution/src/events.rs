//! Webhooks' and Socket.IO's events: how a delivery is verified, and how an event is read.
//!
//! The server never delivers an event again that was answered with 400, 401, 403, 404 or 422. After any other failure, or after 30 s
//! without an answer, it tries up to ten times, with waits that grow to five minutes; in which order, is not promised. The token of a
//! delivery is good for ten minutes.

mod calls;
mod chats;
mod connection;
mod groups;
mod messages;
pub(crate) mod names;

use std::time::SystemTime;

use serde::Deserialize;
use serde::de::{DeserializeOwned, Deserializer, Error as _, IgnoredAny};
use serde_json::value::RawValue;
use wagate_sdk_core::adapter::{Adapter, Events};
use wagate_sdk_core::wire::{self, ByName, Named, WithRaw, named};
use wagate_sdk_core::{Address, Event, EventEnvelope, EventOrigin, NotAnEvent, Person, Raw};
#[cfg(feature = "webhooks")]
use wagate_sdk_core::{
    Error, EventKey, WebhookError, WebhookRequest, WebhookSecrets, WebhookSpec, verify_jwt,
};

use crate::Evolution;
use crate::chats::StoredMessage;
use crate::portable::address;

impl Events for Evolution {
    /// The secret signs a token that each delivery carries: see [`Webhooks`](wagate_sdk_core::adapter::Webhooks).
    #[cfg(feature = "webhooks")]
    type WebhookVerifier = WebhookSecrets;

    #[cfg(feature = "webhooks")]
    fn webhook_verifier(spec: &WebhookSpec) -> Result<WebhookSecrets, Error> {
        spec.secret.clone().map(WebhookSecrets::from).ok_or_else(|| {
            Error::invalid("without a secret the server signs nothing, so that nothing can be verified")
        })
    }

    #[cfg(feature = "webhooks")]
    fn verify_webhook(secrets: &WebhookSecrets, request: &WebhookRequest<'_>) -> Result<(), WebhookError> {
        let token =
            request.header(&http::header::AUTHORIZATION).and_then(|value| value.strip_prefix(b"Bearer "));
        match token {
            Some(token) if verify_jwt(secrets, token, SystemTime::now()) => Ok(()),
            _ => Err(WebhookError::Unverified),
        }
    }

    fn parse_event(raw: Raw, origin: &EventOrigin) -> Result<EventEnvelope, NotAnEvent> {
        let unknown =
            |name: &str, raw, why: Option<&_>| EventEnvelope::unknown(Self::NAME, origin, name, raw, why);
        let body = raw.clone();
        let text = std::str::from_utf8(body.expose_bytes()).map_err(|_| NotAnEvent)?;
        let Delivered { name, held, json, rest } = match delivered::<Message>(text) {
            Ok(delivered) => delivered,
            Err(why) => return unknown("", raw, Some(&why)),
        };
        let data = Data { text: if json.is_empty() { "null" } else { json }, body: &body };
        let mut envelope = match held.and_then(|message| read(&name, message, &data)) {
            Ok(Some(Happened { event, at })) => {
                let mut envelope = EventEnvelope::new(Self::NAME, origin, event, raw);
                envelope.at = at;
                envelope
            }
            Ok(None) => unknown(&name, raw, None)?,
            Err(why) => unknown(&name, raw, Some(&why))?,
        };
        if rest.instance.is_some() {
            envelope.instance = rest.instance;
        }
        Ok(envelope)
    }

    /// The server gives no ids. What names itself (messages, what becomes of them, calls) is the same event whenever it is told; of the rest,
    /// such as a connection that opens for the second time, the time tells one from the next: it stays the same over all deliveries of one event.
    #[cfg(feature = "webhooks")]
    fn event_key(envelope: &EventEnvelope) -> EventKey {
        let Ok(text) = std::str::from_utf8(envelope.raw.expose_bytes()) else {
            return EventKey::of(envelope);
        };
        let Ok(Delivered { name, json, rest, .. }) = delivered::<wire::Passed>(text) else {
            return EventKey::of(envelope);
        };
        let name = match (names_itself(&envelope.event), rest.date_time) {
            (false, Some(at)) => format!("{name} {at}"),
            _ => name,
        };
        EventKey::of_data(Self::NAME, envelope.instance.as_deref(), &name, json.as_bytes())
    }
}

/// A delivery, with its data where that is read as it comes.
type Delivered<'a, T> = Named<'a, T, Rest>;

fn delivered<'a, T: ByName<'a>>(text: &'a str) -> Result<Delivered<'a, T>, serde_json::Error> {
    named(text, "event", "data")
}

/// What stands beside an event's name and data. The body also holds the instance's token, which is not read.
#[derive(Deserialize)]
struct Rest {
    #[serde(default, deserialize_with = "wire::text")]
    instance: Option<String>,
    /// The server's own time, written as if it were UTC: it orders events, and tells no time.
    #[cfg(feature = "webhooks")]
    #[serde(default, deserialize_with = "wire::text")]
    date_time: Option<String>,
}

/// The instance that an event names, without reading the event.
#[cfg(feature = "events")]
pub(crate) fn instance_of(text: &str) -> Option<String> {
    delivered::<wire::Passed>(text).ok()?.rest.instance
}

/// Messages are many and large, so that they are read as they come; of other events the JSON is.
struct Message(Box<StoredMessage>);

impl<'de> ByName<'de> for Message {
    fn read<D: Deserializer<'de>>(name: &str, held: D) -> Result<Option<Self>, D::Error> {
        match name {
            "messages.upsert" | "send.message" => wire::required_object(held).map(|row| Some(Self(row))),
            _ => IgnoredAny::deserialize(held).map(|_| None),
        }
    }
}

/// An event, and when it happened.
struct Happened {
    event: Event,
    at: Option<SystemTime>,
}

impl From<Event> for Happened {
    fn from(event: Event) -> Self {
        let at = match &event {
            Event::Message(message) => message.at,
            Event::MessageEdited(edited) => edited.at,
            Event::MessageDeleted(deleted) => deleted.at,
            Event::Reaction(reaction) => reaction.at,
            Event::PollVote(vote) => vote.at,
            Event::Call(call) => call.at,
            _ => None,
        };
        Self { event, at }
    }
}

type Read = Result<Option<Happened>, serde_json::Error>;

/// `None` for what has no type of its own: what is known of such events stands in `docs/adr/0015-events-that-stay-unknown.md`.
fn read(name: &str, message: Option<Message>, data: &Data<'_>) -> Read {
    if let Some(Message(row)) = message {
        return messages::upserted(*row, data);
    }
    match name {
        "messages.upsert" | "send.message" => messages::upserted(data.object()?, data),
        "messages.set" => messages::history(data),
        "messages.update" => messages::updated(data),
        "messages.edited" | "send.message.update" => messages::edited(data),
        "messages.delete" => messages::deleted(data),
        "qrcode.updated" => connection::qr_code(data),
        "connection.update" => connection::update(data),
        "status.instance" => connection::status(data),
        "logout.instance" => Ok(Some(connection::logout())),
        "presence.update" => chats::presence(data),
        "chats.set" | "chats.upsert" | "chats.update" => chats::updated(data),
        "chats.delete" => chats::deleted(data),
        "contacts.set" | "contacts.upsert" | "contacts.update" => chats::contacts(data),
        "labels.edit" => chats::label(data),
        "labels.association" => chats::labelled(data),
        "groups.upsert" | "groups.update" => groups::updated(data),
        "group-participants.update" => groups::participants(data),
        "call" => calls::call(data),
        _ => Ok(None),
    }
}

#[cfg(feature = "webhooks")]
fn names_itself(event: &Event) -> bool {
    matches!(
        event,
        Event::Message(_)
            | Event::History(_)
            | Event::MessageStatus(_)
            | Event::MessageEdited(_)
            | Event::MessageDeleted(_)
            | Event::Reaction(_)
            | Event::PollVote(_)
            | Event::Call(_)
    )
}

/// An event's data, inside its body.
struct Data<'a> {
    text: &'a str,
    body: &'a Raw,
}

impl Data<'_> {
    fn object<T: DeserializeOwned>(&self) -> Result<T, serde_json::Error> {
        object(self.text)
    }

    /// A list. The server tells one alone without a list around it, now and then.
    fn list<T: DeserializeOwned>(&self) -> Result<Vec<WithRaw<T>>, serde_json::Error> {
        let items: Vec<&RawValue> = match self.text.starts_with('[') {
            true => serde_json::from_str(self.text)?,
            false => vec![serde_json::from_str(self.text)?],
        };
        items
            .into_iter()
            .map(|item| Ok(WithRaw { value: object(item.get())?, raw: self.part(item.get()) }))
            .collect()
    }

    /// The data as JSON of its own, without copying it.
    fn raw(&self) -> Raw {
        self.part(self.text)
    }

    fn part(&self, text: &str) -> Raw {
        let body = self.body.expose_bytes();
        let within = body.as_ptr_range();
        match within.contains(&text.as_ptr()) {
            true => Raw::new(body.slice_ref(text.as_bytes())),
            // The word `null` that stands for data that is not there.
            false => Raw::from(text.to_owned()),
        }
    }
}

/// A type's fields would be filled from a list too, one after the other: that is not what the server means.
fn object<'a, T: Deserialize<'a>>(text: &'a str) -> Result<T, serde_json::Error> {
    if text.trim_start().starts_with('{') {
        return serde_json::from_str(text);
    }
    Err(serde_json::Error::custom("no JSON object"))
}

fn person(jid: Option<&str>) -> Option<Person> {
    address(jid).map(Person::from)
}

fn group_id(jid: Option<&str>) -> Option<wagate_sdk_core::GroupId> {
    match address(jid) {
        Some(Address::Group(group)) => Some(group),
        _ => None,
    }
}
