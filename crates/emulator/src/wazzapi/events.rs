//! What the gateway tells by itself, in its own layout.

use serde_json::{Value, json};

use super::devices::{own, word};
use super::fields::Fields;
use super::messages::{Stored, direction, media_word};
use super::{messages, pull};
use crate::clock::iso_seconds;
use crate::push::PushedEvent;
use crate::world::{Connection, Happening, Instance, What, World};

/// The account's organization.
pub(super) const ORGANIZATION: &str = "0f1d6e38-d6bc-49be-9c39-1fcf2f946d7e";

/// The events that can be asked for.
const EVENTS: [&str; 8] = [
    "message.received",
    "message.sent",
    "message.delivered",
    "message.read",
    "message.failed",
    "device.connected",
    "device.disconnected",
    "device.connection_failed",
];

/// The events that a subscription asks for.
// Guess: at least one, all of them known.
pub(super) fn names(body: &mut Fields) -> Option<Vec<String>> {
    let names = body.texts("subscribed_events")?;
    if names.is_empty() {
        let message = "List should have at least 1 item after validation, not 0";
        body.wrong("subscribed_events", message, "too_short");
    }
    if names.iter().any(|name| !EVENTS.contains(&name.as_str())) {
        let known: Vec<String> = EVENTS.iter().map(|name| format!("'{name}'")).collect();
        body.wrong("subscribed_events", format!("Input should be {}", known.join(", ")), "literal_error");
    }
    Some(names)
}

/// What WazzAPI tells of a happening. Pull subscriptions get it at once.
pub(crate) fn events(world: &mut World, happening: &Happening) -> Vec<PushedEvent> {
    let told = match &happening.what {
        What::Received(message) => of_message(world, &message.id, "message.received"),
        What::Sent(message) => of_message(world, &message.id, "message.sent"),
        What::Failed(message) => of_message(world, &message.id, "message.failed"),
        What::Progress(message) => {
            let name = match message.delivery {
                crate::world::Delivery::Sent => "message.sent",
                crate::world::Delivery::Delivered => "message.delivered",
                crate::world::Delivery::Read | crate::world::Delivery::Played => "message.read",
            };
            of_message(world, &message.id, name)
        }
        What::Connection(connection) => of_device(world, happening, connection),
        _ => None,
    };
    let Some((name, data)) = told else { return Vec::new() };
    let id = format!("evt_{}", world.ids.hex(24));
    let body = json!({
        "event_type": name,
        "timestamp": iso_seconds(happening.at),
        "organization_id": ORGANIZATION,
        "data": data,
    });
    let event = PushedEvent { name: name.to_owned(), body, id: Some(id) };
    pull::collect(world, &event);
    vec![event]
}

fn of_message(world: &mut World, id: &str, name: &'static str) -> Option<(&'static str, Value)> {
    // What came is not in the archive before somebody looked.
    messages::take_in(world);
    let message = world.wazzapi.archive.of_phone(id)?;
    let device = own(world).find(|device| device.key == message.device)?;
    Some((name, content(world, device, message)))
}

/// A message as its events tell it: what is documented, and what the newer clients know beside it.
// Guess: the members that only the newer clients know hold what the list of messages does.
fn content(world: &World, device: &Instance, message: &Stored) -> Value {
    let mut content = json!({
        "message_id": message.id,
        "whatsapp_message_id": message.whatsapp_id,
        "phone_number": message.peer,
        "account_name": device.name,
        "status": if message.inbound { "delivered" } else { message.status.word() },
        "direction": direction(message),
        "message_type": message.kind,
        "failure_reason": message.failure,
        "reason": null,
        "sent_at": message.sent_at.filter(|_| !message.inbound).map(iso_seconds),
        "delivered_at": message.delivered_at.map(iso_seconds),
        "read_at": message.read_at.filter(|_| !message.inbound).map(iso_seconds),
        "failed_at": message.failed_at.map(iso_seconds),
        "whatsapp_account_id": message.device,
        "campaign_id": null,
        "batch_id": null,
    });
    if world.wazzapi.documented_events {
        return content;
    }
    let media = message.media.as_ref();
    let group = message.is_group().then_some(&message.chat);
    let sender = message.inbound.then(|| world.person(&message.peer).push_name);
    let more = [
        ("content", json!(message.text)),
        ("media_type", json!(media_word(&message.kind))),
        ("media_url", json!(media.and_then(|media| media.url.as_deref()))),
        ("media_filename", json!(message.file_name)),
        ("media_mimetype", json!(media.and_then(|media| media.content_type.as_deref()))),
        ("sender_name", json!(sender)),
        ("chat_type", json!(if group.is_some() { "group" } else { "individual" })),
        ("group_jid", json!(group)),
        ("group_name", json!(world.group(&message.chat).map(|group| &group.subject))),
        ("created_at", json!(iso_seconds(message.created_at))),
    ];
    for (name, value) in more {
        content[name] = value;
    }
    content
}

// Guess: `logged_out` is told as disconnected, with a reason of its own; the number is empty where none is paired.
fn of_device(world: &World, happening: &Happening, connection: &Connection) -> Option<(&'static str, Value)> {
    let device = own(world).find(|device| device.key == happening.instance)?;
    let (name, phone, reason) = match connection {
        Connection::Online { phone } => ("device.connected", Some(phone), "Connected"),
        Connection::Dropped { phone } => ("device.disconnected", Some(phone), "Connection lost"),
        Connection::LoggedOut { phone } => ("device.disconnected", phone.as_ref(), "Logged out"),
        Connection::Failed => ("device.connection_failed", None, "Pairing timed out"),
        Connection::Qr { .. } | Connection::PairingCode { .. } | Connection::Connecting => return None,
    };
    let status = match name {
        "device.connection_failed" => "failed",
        "device.disconnected" => "disconnected",
        _ => word(device.state),
    };
    let data = json!({
        "message_id": "",
        "whatsapp_message_id": null,
        "phone_number": phone.map(String::as_str).unwrap_or_default(),
        "account_name": device.name,
        "status": status,
        "direction": "system",
        "message_type": "system",
        "failure_reason": null,
        "reason": reason,
        "sent_at": null,
        "delivered_at": null,
        "read_at": null,
        "failed_at": null,
        "whatsapp_account_id": device.key,
        "campaign_id": null,
        "batch_id": null,
    });
    Some((name, data))
}
