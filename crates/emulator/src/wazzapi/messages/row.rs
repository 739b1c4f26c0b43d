//! How a message is shown.

use serde_json::{Value, json};

use super::archive::Stored;
use super::media_word;
use crate::clock::iso_seconds;
use crate::world::World;

/// A message as lists have it.
// Guess: `phone_number` of a message to a group is the group's JID, of one from a group its sender's number.
pub(super) fn item(world: &World, message: &Stored) -> Value {
    let contact = match &message.contact_id {
        Some(id) => world.wazzapi.book.get(id),
        None => world.wazzapi.book.by_phone(&message.peer),
    };
    let group = world.group(&message.chat);
    let time = |at: Option<std::time::SystemTime>| at.map(iso_seconds);
    json!({
        "id": message.id,
        "phone_number": message.peer,
        "content": message.text,
        "status": message.status.word(),
        "direction": direction(message),
        "retry_count": message.retries,
        "whatsapp_account_id": message.device,
        "created_at": iso_seconds(message.created_at),
        "updated_at": iso_seconds(message.updated_at),
        "chat_type": if message.is_group() { "group" } else { "individual" },
        "group_jid": message.is_group().then_some(&message.chat),
        "group_name": group.map(|group| &group.subject),
        "message_type": message.kind,
        "media_type": media_word(&message.kind),
        "media_url": url(message),
        "failure_reason": message.failure,
        "contact_id": contact.map(|contact| &contact.id),
        "contact_name": contact.and_then(|contact| contact.name.as_deref()),
        "campaign_id": null,
        "batch_id": null,
        "scheduled_for": time(message.scheduled_for),
        "queued_at": time(message.queued_at),
        "sent_at": time(message.sent_at),
        "delivered_at": time(message.delivered_at),
        "read_at": time(message.read_at),
        "failed_at": time(message.failed_at),
    })
}

/// A message by itself.
pub(super) fn detail(world: &World, message: &Stored) -> Value {
    let mut detail = item(world, message);
    detail["whatsapp_message_id"] = json!(message.whatsapp_id);
    detail["variable_values"] = json!(message.variables);
    detail
}

/// A message as its conversation has it.
pub(in crate::wazzapi) fn in_conversation(message: &Stored) -> Value {
    json!({
        "id": message.id,
        "direction": direction(message),
        "content": message.text,
        "status": message.status.word(),
        "message_type": message.kind,
        "phone_number": message.peer,
        "media_type": media_word(&message.kind),
        "media_url": url(message),
        "media_filename": message.file_name,
        "media_mimetype": message.media.as_ref().and_then(|media| media.content_type.as_deref()),
        "whatsapp_message_id": message.whatsapp_id,
        "created_at": iso_seconds(message.created_at),
        "sent_at": message.sent_at.map(iso_seconds),
        "delivered_at": message.delivered_at.map(iso_seconds),
        "read_at": message.read_at.map(iso_seconds),
    })
}

pub(in crate::wazzapi) fn direction(message: &Stored) -> &'static str {
    if message.inbound { "inbound" } else { "outbound" }
}

// Guess: a file whose bytes came has no URL.
fn url(message: &Stored) -> Option<&str> {
    message.media.as_ref().and_then(|media| media.url.as_deref())
}
