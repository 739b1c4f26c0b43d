//! The queue: what goes out of it, and what a caller can do with what stands in it.

use axum::Json;
use axum::extract::{Path, State};
use serde_json::{Value, json};

use super::archive::{Status, is_own};
use crate::Gateway;
use crate::shared::App;
use crate::wazzapi::asked::path_id;
use crate::wazzapi::devices::online;
use crate::wazzapi::errors::Refusal;
use crate::world::{Message, What, World};

/// Takes one message out of the queue: WhatsApp has it now, or it failed.
// Guess: the queue takes no time; what fails, and in which words.
pub(super) fn hand_over(world: &mut World, id: &str) {
    let now = world.clock.now();
    let whatsapp_id = world.ids.message_id();
    let Some(message) = world.wazzapi.archive.get(id) else { return };
    let device = message.device.clone();
    let failure = if online(world, &device).is_err() {
        Some("WhatsApp account is not connected")
    } else if message.peer.is_empty() || !world.is_on_whatsapp(&message.peer) {
        Some("Phone number is not registered on WhatsApp")
    } else {
        None
    };
    if let Some(message) = world.wazzapi.archive.get_mut(id) {
        message.failure = failure;
        message.updated_at = now;
        message.queued_at.get_or_insert(now);
        if failure.is_some() {
            message.status = Status::Failed;
            message.failed_at = Some(now);
        } else {
            message.status = Status::Sent;
            message.whatsapp_id = Some(whatsapp_id);
            message.sent_at = Some(now);
            message.failed_at = None;
        }
    }
    if failure.is_none() {
        world.hand_over(Gateway::Wazzapi, &device, id);
    } else if let Some(message) = world.wazzapi.archive.get(id) {
        // It never was on a phone, which could tell of it.
        let failed = Message::text(message.id.clone(), &message.chat, "", &message.text, now);
        world.tell(Gateway::Wazzapi, &device, What::Failed(Box::new(failed)));
    }
}

/// Sends the scheduled messages whose time has come, earliest first.
pub(in crate::wazzapi) fn run_due(world: &mut World) {
    let now = world.clock.now();
    let waiting = std::mem::take(&mut world.wazzapi.scheduled);
    let time = |id: &String| world.wazzapi.archive.get(id).and_then(|message| message.scheduled_for);
    let (mut due, waiting): (Vec<String>, Vec<String>) =
        waiting.into_iter().partition(|id| time(id).is_none_or(|time| time <= now));
    due.sort_by_key(time);
    world.wazzapi.scheduled = waiting;
    for id in due {
        hand_over(world, &id);
    }
}

// Guess: the text of the refusal; the message's id stays.
pub(in crate::wazzapi) async fn retry(
    State(app): State<App>,
    Path(id): Path<String>,
) -> Result<Json<Value>, Refusal> {
    let mut world = app.world();
    let (id, device) = in_state(&world, &id, Status::Failed, "Only failed messages can be retried")?;
    online(&world, &device)?;
    let now = world.clock.now();
    let run = world.ids.hex(8);
    if let Some(message) = world.wazzapi.archive.get_mut(&id) {
        message.retries += 1;
        message.queued_at = Some(now);
    }
    hand_over(&mut world, &id);
    let (run, status) = (format!("run_{run}"), Status::Queued.word());
    Ok(Json(json!({ "success": true, "message_id": id, "run_id": run, "status": status })))
}

// Guess: the text of the refusal.
pub(in crate::wazzapi) async fn cancel(
    State(app): State<App>,
    Path(id): Path<String>,
) -> Result<Json<Value>, Refusal> {
    let mut world = app.world();
    let (id, _) = in_state(&world, &id, Status::Scheduled, "Only scheduled messages can be cancelled")?;
    let now = world.clock.now();
    world.wazzapi.scheduled.retain(|waiting| *waiting != id);
    if let Some(message) = world.wazzapi.archive.get_mut(&id) {
        message.status = Status::Cancelled;
        message.updated_at = now;
    }
    Ok(Json(json!({ "success": true, "message_id": id, "status": Status::Cancelled.word() })))
}

/// The id of a message and of its device, if the message is in this state.
fn in_state(world: &World, id: &str, state: Status, otherwise: &str) -> Result<(String, String), Refusal> {
    let id = path_id("message_id", id)?;
    let message = world.wazzapi.archive.get(&id).filter(|message| is_own(world, message));
    let message = message.ok_or_else(|| Refusal::not_found("Message not found"))?;
    if message.status == state {
        Ok((id, message.device.clone()))
    } else {
        Err(Refusal::bad_request(otherwise))
    }
}
