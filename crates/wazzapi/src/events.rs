//! How WazzAPI's events are verified and read.

use std::time::SystemTime;

use serde::Deserialize;
use serde::de::{Deserializer, IgnoredAny};
use wagate_sdk_core::adapter::{Adapter, Events};
use wagate_sdk_core::wire::{self, ByName, Named, named};
use wagate_sdk_core::{
    Address, ChatContent, ChatMessage, ConnectionChanged, ConnectionState, DeliveryStatus, Event,
    EventEnvelope, EventKind, EventOrigin, MessageId, MessageStatus, NotAnEvent, Person, PhoneNumber, Raw,
    ReceivedFile,
};
#[cfg(feature = "webhooks")]
use {
    http::HeaderName,
    wagate_sdk_core::{Error, WebhookError, WebhookRequest, WebhookSecrets, WebhookSpec, verify_signature},
};

use crate::Wazzapi;
use crate::messages::{Direction, MediaType, MessageType};
use crate::portable::messages::stored::{content, file_kind, from_me, sent_at};
use crate::portable::state_of;

/// Where the signature of a webhook's body stands.
#[cfg(feature = "webhooks")]
static SIGNATURE: HeaderName = HeaderName::from_static("x-wazzapi-signature");

/// All events that the gateway is known to have, each with the kind that it is read as.
const NAMES: &[(&str, EventKind)] = &[
    ("message.received", EventKind::Message),
    ("message.sent", EventKind::MessageStatus),
    ("message.delivered", EventKind::MessageStatus),
    ("message.read", EventKind::MessageStatus),
    ("message.failed", EventKind::MessageStatus),
    ("device.connected", EventKind::Connection),
    ("device.disconnected", EventKind::Connection),
    ("device.connection_failed", EventKind::Connection),
];

/// The names of the events that `wants` asks for.
pub(crate) fn names(wants: impl Fn(EventKind) -> bool) -> Vec<String> {
    NAMES.iter().filter(|(_, kind)| wants(*kind)).map(|(name, _)| (*name).to_owned()).collect()
}

/// Whether the gateway has events of this kind.
pub(crate) fn has(kind: EventKind) -> bool {
    NAMES.iter().any(|(_, known)| *known == kind)
}

impl Events for Wazzapi {
    #[cfg(feature = "webhooks")]
    type WebhookVerifier = WebhookSecrets;

    #[cfg(feature = "webhooks")]
    fn webhook_verifier(spec: &WebhookSpec) -> Result<WebhookSecrets, Error> {
        let secret = spec.secret.clone().ok_or_else(|| {
            Error::invalid("the webhook has no secret: what WazzAPI makes up itself it does not tell")
        })?;
        Ok(secret.into())
    }

    /// `X-Wazzapi-Signature: sha256=<lowercase hex>`, the HMAC-SHA256 of the body as it came. No time is signed in a header, so only
    /// deduplication by the event's id protects against a repeated delivery.
    #[cfg(feature = "webhooks")]
    fn verify_webhook(verifier: &WebhookSecrets, request: &WebhookRequest<'_>) -> Result<(), WebhookError> {
        let signature =
            request.header(&SIGNATURE).and_then(|value| value.trim_ascii().strip_prefix(b"sha256="));
        match signature {
            Some(signature) if verify_signature(verifier, request.body, signature) => Ok(()),
            _ => Err(WebhookError::Unverified),
        }
    }

    fn parse_event(raw: Raw, origin: &EventOrigin) -> Result<EventEnvelope, NotAnEvent> {
        let unknown =
            |name: &str, raw, why: Option<&_>| EventEnvelope::unknown(Wazzapi::NAME, origin, name, raw, why);
        let body = raw.clone();
        // What is no object at all is no event of this gateway's, but no unreadable one either.
        if !is_object(body.expose()) {
            return unknown("", raw, None);
        }
        let Named { name, held, json, rest } = match named::<Data, Head>(body.expose(), "event_type", "data")
        {
            Ok(delivered) => delivered,
            Err(why) => return unknown("", raw, Some(&why)),
        };
        let mut envelope = match held {
            Ok(Some(data)) => {
                // A part of the event's own bytes.
                let part = || Raw::new(body.expose_bytes().slice_ref(json.as_bytes()));
                let (device, event) = data.told(&name, part);
                let mut envelope = EventEnvelope::new(Wazzapi::NAME, origin, event, raw);
                envelope.instance = device.or(envelope.instance);
                envelope
            }
            untold => {
                let mut envelope = unknown(&name, raw, untold.err().as_ref())?;
                envelope.instance = device_of(json).or(envelope.instance);
                envelope
            }
        };
        // The id of the event itself is the same in each delivery; older payloads have the delivery's alone.
        envelope.id = rest.event_id.or(rest.id);
        envelope.at = rest.timestamp;
        Ok(envelope)
    }
}

fn is_object(json: &str) -> bool {
    json.trim_ascii_start().starts_with('{')
}

/// The device that any event's data names.
fn device_of(data: &str) -> Option<String> {
    #[derive(Deserialize)]
    struct Device {
        #[serde(default, deserialize_with = "wire::text")]
        whatsapp_account_id: Option<String>,
    }
    is_object(data).then(|| serde_json::from_str::<Device>(data).ok())??.whatsapp_account_id
}

/// What every event has around its name and its data.
#[derive(Deserialize)]
struct Head {
    #[serde(default, deserialize_with = "wire::text")]
    event_id: Option<String>,
    #[serde(default, deserialize_with = "wire::text")]
    id: Option<String>,
    #[serde(default, deserialize_with = "wire::time")]
    timestamp: Option<SystemTime>,
}

/// An event's data; what is no object tells nothing.
enum Data {
    Received(Box<MessageData>),
    WentOn(DeliveryStatus, Box<MessageData>),
    Device(DeviceData),
}

impl<'de> ByName<'de> for Data {
    fn read<D: Deserializer<'de>>(name: &str, held: D) -> Result<Option<Self>, D::Error> {
        let status = match name {
            "message.received" => return Ok(wire::object(held)?.map(Self::Received)),
            "message.sent" => DeliveryStatus::Sent,
            "message.delivered" => DeliveryStatus::Delivered,
            "message.read" => DeliveryStatus::Read,
            "message.failed" => DeliveryStatus::Failed,
            "device.connected" | "device.disconnected" | "device.connection_failed" => {
                return Ok(wire::object(held)?.map(Self::Device));
            }
            _ => return IgnoredAny::deserialize(held).map(|_| None),
        };
        Ok(wire::object(held)?.map(|data| Self::WentOn(status, data)))
    }
}

impl Data {
    /// The device and what happened.
    fn told(self, name: &str, raw: impl FnOnce() -> Raw) -> (Option<String>, Event) {
        match self {
            Self::Received(mut data) => {
                (data.whatsapp_account_id.take(), Event::Message(Box::new(received(*data, raw()))))
            }
            Self::WentOn(status, mut data) => {
                (data.whatsapp_account_id.take(), Event::MessageStatus(Box::new(went_on(status, *data))))
            }
            Self::Device(mut data) => {
                (data.whatsapp_account_id.take(), Event::Connection(Box::new(connection(name, data))))
            }
        }
    }
}

/// The data of an event about a message. From `content` on the members are known from the SDK's model alone, and often absent.
#[derive(Deserialize)]
struct MessageData {
    #[serde(default, deserialize_with = "wire::text")]
    message_id: Option<String>,
    #[serde(default, deserialize_with = "wire::text")]
    whatsapp_message_id: Option<String>,
    #[serde(default, deserialize_with = "wire::text")]
    phone_number: Option<String>,
    #[serde(default, deserialize_with = "wire::word")]
    direction: Option<Direction>,
    #[serde(default, deserialize_with = "wire::word")]
    message_type: Option<MessageType>,
    #[serde(default, deserialize_with = "wire::text")]
    failure_reason: Option<String>,
    #[serde(default, deserialize_with = "wire::text")]
    reason: Option<String>,
    #[serde(default, deserialize_with = "wire::time")]
    sent_at: Option<SystemTime>,
    #[serde(default, deserialize_with = "wire::time")]
    delivered_at: Option<SystemTime>,
    #[serde(default, deserialize_with = "wire::time")]
    read_at: Option<SystemTime>,
    #[serde(default, deserialize_with = "wire::time")]
    failed_at: Option<SystemTime>,
    #[serde(default, deserialize_with = "wire::text")]
    whatsapp_account_id: Option<String>,
    #[serde(default, deserialize_with = "wire::text")]
    content: Option<String>,
    #[serde(default, deserialize_with = "wire::word")]
    media_type: Option<MediaType>,
    #[serde(default, deserialize_with = "wire::text")]
    media_url: Option<String>,
    #[serde(default, deserialize_with = "wire::text")]
    media_filename: Option<String>,
    #[serde(default, deserialize_with = "wire::text")]
    media_mimetype: Option<String>,
    #[serde(default, deserialize_with = "wire::text")]
    sender_name: Option<String>,
    #[serde(default, deserialize_with = "wire::text")]
    group_jid: Option<String>,
    #[serde(default, deserialize_with = "wire::text")]
    reply_to_message_id: Option<String>,
    #[serde(default, deserialize_with = "wire::text")]
    reply_to_whatsapp_id: Option<String>,
    #[serde(default, deserialize_with = "wire::time")]
    created_at: Option<SystemTime>,
}

impl MessageData {
    /// The gateway's id of the message.
    fn id(&self) -> Option<MessageId> {
        self.message_id.as_deref().map(MessageId::gateway)
    }

    /// WhatsApp's id of the message.
    fn whatsapp_id(&self) -> Option<MessageId> {
        self.whatsapp_message_id.as_deref().map(MessageId::whatsapp)
    }

    /// The other side, by whichever address the gateway names it.
    fn other_side(&self) -> Option<Address> {
        self.phone_number.as_ref()?.parse().ok()
    }

    /// The group that the message is in, else the other side.
    fn chat(&self) -> Option<Address> {
        match &self.group_jid {
            Some(group) => group.parse().ok(),
            None => self.other_side(),
        }
    }
}

fn received(data: MessageData, raw: Raw) -> ChatMessage {
    let (id, whatsapp_id, chat) = (data.id(), data.whatsapp_id(), data.chat());
    let from_me = match &data.direction {
        Some(direction) => from_me(Some(direction)),
        // By its name it came in.
        None => Some(false),
    };
    let mut file = ReceivedFile::new(file_kind(data.message_type.as_ref(), data.media_type.as_ref()));
    file.url = data.media_url;
    file.file_name = data.media_filename;
    file.media_type = data.media_mimetype;
    let has_words = data.content.is_some() || file.url.is_some();
    let content = match content(data.message_type, data.content, file, id.as_ref().or(whatsapp_id.as_ref())) {
        // The documented event does not tell the text: that is not an empty one.
        ChatContent::Text(_) if !has_words => ChatContent::Other(MessageType::Text.as_str().to_owned()),
        content => content,
    };

    let mut message = ChatMessage::new(content, raw);
    let person = Person::new(chat.clone());
    (message.chat_phone, message.chat_lid) = (person.phone.clone(), person.lid.clone());
    if from_me == Some(false) {
        // Whose number a group's message tells is not documented.
        if person.phone.is_some() || person.lid.is_some() {
            message.author.clone_from(&chat);
            (message.author_phone, message.author_lid) = (person.phone, person.lid);
        }
        message.author_name = data.sender_name;
    }
    message.at = sent_at(from_me, data.sent_at, data.created_at)
        .or(data.delivered_at.filter(|_| from_me == Some(false)));
    message.from_me = from_me;
    message.id = id.or_else(|| whatsapp_id.clone());
    message.whatsapp_id = whatsapp_id;
    message.chat = chat;
    message.quoted = data
        .reply_to_whatsapp_id
        .map(MessageId::whatsapp)
        .or(data.reply_to_message_id.map(MessageId::gateway));
    message
}

fn went_on(status: DeliveryStatus, data: MessageData) -> MessageStatus {
    let whatsapp_id = data.whatsapp_id();
    let id = data.id().or_else(|| whatsapp_id.clone());
    let at = match status {
        DeliveryStatus::Sent => data.sent_at,
        DeliveryStatus::Delivered => data.delivered_at,
        DeliveryStatus::Read => data.read_at,
        _ => data.failed_at,
    };
    let mut told = MessageStatus::new(id.into_iter().collect(), status);
    told.whatsapp_id = whatsapp_id;
    told.chat = data.chat();
    told.at = at;
    told.from_me = from_me(data.direction.as_ref());
    told.reason = data.failure_reason.or(data.reason);
    told
}

/// The data of an event about a device.
#[derive(Deserialize)]
struct DeviceData {
    #[serde(default, deserialize_with = "wire::phone")]
    phone_number: Option<PhoneNumber>,
    #[serde(default, deserialize_with = "wire::text")]
    status: Option<String>,
    #[serde(default, deserialize_with = "wire::text")]
    failure_reason: Option<String>,
    #[serde(default, deserialize_with = "wire::text")]
    reason: Option<String>,
    #[serde(default, deserialize_with = "wire::text")]
    whatsapp_account_id: Option<String>,
}

fn connection(name: &str, data: DeviceData) -> ConnectionChanged {
    let state = match (name, state_of(data.status.as_deref())) {
        ("device.connected", _) => ConnectionState::Online,
        (_, ConnectionState::LoggedOut) => ConnectionState::LoggedOut,
        // The event's name tells it; `failed` is no state.
        _ => ConnectionState::Disconnected,
    };
    let mut changed = ConnectionChanged::new(state);
    changed.phone = data.phone_number;
    changed.reason = data.reason.or(data.failure_reason);
    changed
}
