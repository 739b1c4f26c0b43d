//! What goes into the queue. An answer of success means no more than that it stands there.

use std::time::SystemTime;

use serde_json::{Map, Value, json};

use super::archive::{Status, Stored};
use super::queue::hand_over;
use crate::world::{Accepted, World};
use crate::{Gateway, ReceivedMedia};

/// A message that was found good.
#[derive(Debug, Default)]
pub(in crate::wazzapi) struct Outgoing {
    pub(in crate::wazzapi) device: String,
    /// Digits or a JID.
    pub(in crate::wazzapi) to: String,
    /// The ledger's word, which is the gateway's too.
    pub(in crate::wazzapi) kind: &'static str,
    /// What it says in a text, as it is read back.
    pub(in crate::wazzapi) text: String,
    /// What the ledger says of it.
    pub(in crate::wazzapi) content: Map<String, Value>,
    pub(in crate::wazzapi) media: Option<ReceivedMedia>,
    pub(in crate::wazzapi) variables: Option<Value>,
    pub(in crate::wazzapi) contact_id: Option<String>,
    pub(in crate::wazzapi) scheduled_for: Option<SystemTime>,
}

/// Writes the message into the ledger and makes the answer. The id is the gateway's own.
// Guess: what a job's id looks like; that a scheduled message has none yet; that a time which has passed means now.
pub(in crate::wazzapi) fn queue(world: &mut World, out: Outgoing) -> Value {
    let now = world.clock.now();
    let id = world.ids.uuid();
    let later = out.scheduled_for.is_some_and(|at| at > now);
    let run = (!later).then(|| world.ids.hex(8)).map(|job| format!("run_{job}"));
    let file_name = out.content.get("file_name").and_then(Value::as_str).map(str::to_owned);
    world.hold(Accepted {
        gateway: Gateway::Wazzapi,
        instance: &out.device,
        message_id: Some(id.clone()),
        to: out.to.clone(),
        kind: out.kind,
        content: Value::Object(out.content),
        media: out.media.clone(),
    });
    let status = if later { Status::Scheduled } else { Status::Queued };
    world.wazzapi.archive.add(Stored {
        id: id.clone(),
        whatsapp_id: None,
        device: out.device,
        chat: out.to.clone(),
        peer: out.to,
        inbound: false,
        kind: out.kind.to_owned(),
        text: out.text,
        media: out.media,
        file_name,
        variables: out.variables,
        contact_id: out.contact_id,
        status,
        failure: None,
        retries: 0,
        created_at: now,
        updated_at: now,
        scheduled_for: out.scheduled_for,
        queued_at: (!later).then_some(now),
        sent_at: None,
        delivered_at: None,
        read_at: None,
        failed_at: None,
    });
    if later {
        world.wazzapi.scheduled.push(id.clone());
    } else {
        hand_over(world, &id);
    }
    json!({ "success": true, "message_id": id, "status": status.word(), "run_id": run })
}
