//! VZaps' events: `{type, event}`, with the event's body as WhatsApp's library has it.
// Guess: what stands in `event`. The documents show it for files only; its names are those of the Go library whose
// casing that example has.

mod message;

use std::collections::VecDeque;
use std::time::{Duration, SystemTime};

use serde_json::{Value, json};

use crate::Gateway;
use crate::clock::iso_seconds;
use crate::push::PushedEvent;
use crate::world::{
    Connection, Delivery, Group, GroupChange, Happening, Message, Presence, What, World, jid,
};

/// The subscription that selects every event.
pub(super) const ALL: &str = "All";

/// What VZaps tells of a happening.
pub(crate) fn events(world: &mut World, happening: &Happening) -> Vec<PushedEvent> {
    let Some((name, body)) = told(world, happening) else { return Vec::new() };
    let id = format!("evt_{}", world.ids.hex(24));
    let event = PushedEvent { name: name.to_owned(), body, id: Some(id) };
    world.vzaps.retained.keep(happening, &event);
    vec![event]
}

/// The event's name and its body.
// Guess: there is no event for what the documents have no name for; and none for the history's synchronisation, because
// a new instance has no history.
fn told(world: &World, happening: &Happening) -> Option<(&'static str, Value)> {
    let at = iso_seconds(happening.at);
    let instance = world.instance(Gateway::Vzaps, &happening.instance)?;
    let own = instance.phone.as_deref().unwrap_or_default();
    Some(match &happening.what {
        What::Received(_)
        | What::Sent(_)
        | What::Edited { .. }
        | What::Revoked { .. }
        | What::Reacted { .. }
        | What::Voted { .. } => ("Message", message::body(world, own, happening)?),
        What::Progress(message) => ("ReadReceipt", receipt(message, &message.chat, &at)),
        What::ReadHere(message) => ("ReadReceipt", receipt(message, own, &at)),
        What::Connection(Connection::Online { .. }) => plain("Connected", json!({})),
        What::Connection(Connection::Dropped { .. } | Connection::LoggedOut { .. }) => {
            plain("Disconnected", json!({}))
        }
        What::Presence { chat, by, presence } => presence_of(chat, by, *presence),
        What::Group { group, change, by } => participants(group, change, by.as_deref(), &at)?,
        What::Connection(_)
        | What::Failed(_)
        | What::Chat { .. }
        | What::ChatDeleted { .. }
        | What::Contact { .. }
        | What::Label { .. }
        | What::LabelDeleted { .. }
        | What::Labelled { .. }
        | What::Call(_)
        | What::Created
        | What::Deleted => return None,
    })
}

fn plain(name: &'static str, event: Value) -> (&'static str, Value) {
    (name, json!({ "type": name, "event": event }))
}

/// That a message got as far as it says. `by` is whose phone says so.
// Guess: the listening to a voice note is its reading.
fn receipt(message: &Message, by: &str, at: &str) -> Value {
    let (state, kind) = match (message.from_me, message.delivery) {
        (false, _) => ("ReadSelf", "read-self"),
        (true, Delivery::Sent | Delivery::Delivered) => ("Delivered", ""),
        (true, Delivery::Read) => ("Read", "read"),
        (true, Delivery::Played) => ("Read", "played"),
    };
    json!({
        "type": "ReadReceipt",
        "state": state,
        "event": {
            "Chat": jid(&message.chat),
            "Sender": jid(by),
            "IsFromMe": !message.from_me,
            "IsGroup": message.is_group(),
            "MessageIDs": [message.id],
            "Timestamp": at,
            "Type": kind,
        },
    })
}

fn presence_of(chat: &str, by: &str, presence: Presence) -> (&'static str, Value) {
    let typing = |state: &str, media: &str| {
        let event = json!({
            "Chat": jid(chat),
            "Sender": jid(by),
            "IsFromMe": false,
            "IsGroup": chat.ends_with("@g.us"),
            "State": state,
            "Media": media,
        });
        plain("ChatPresence", event)
    };
    match presence {
        Presence::Available => plain("Presence", json!({ "From": jid(by), "Unavailable": false })),
        Presence::Unavailable { last_seen } => plain(
            "Presence",
            json!({ "From": jid(by), "Unavailable": true, "LastSeen": iso_seconds(last_seen) }),
        ),
        Presence::Composing => typing("composing", ""),
        Presence::Recording => typing("composing", "audio"),
        Presence::Paused => typing("paused", ""),
    }
}

fn participants(
    group: &Group,
    change: &GroupChange,
    by: Option<&str>,
    at: &str,
) -> Option<(&'static str, Value)> {
    let (name, member, who) = match change {
        GroupChange::Joined(who) => ("GroupParticipantsAdd", "Join", who),
        GroupChange::Left(who) => ("GroupParticipantsRemove", "Leave", who),
        _ => return None,
    };
    let who: Vec<String> = who.iter().map(|who| jid(who)).collect();
    let event = json!({ "JID": group.jid, "Sender": by.map(jid), "Timestamp": at, member: who });
    Some(plain(name, event))
}

/// How many events of all instances are kept for sockets that come back, and for how long.
// Guess: both.
const RETAINED: usize = 10_000;
const RETENTION: Duration = Duration::from_secs(3600);

/// One event that is kept.
#[derive(Clone, Debug)]
pub(super) struct Retained {
    instance: String,
    pub(super) event: PushedEvent,
    pub(super) at: SystemTime,
}

/// The latest events, oldest first.
#[derive(Debug, Default)]
pub(crate) struct Retention(VecDeque<Retained>);

impl Retained {
    pub(super) fn new(instance: &str, event: PushedEvent, at: SystemTime) -> Self {
        Self { instance: instance.to_owned(), event, at }
    }
}

impl Retention {
    fn keep(&mut self, happening: &Happening, event: &PushedEvent) {
        let stale = |kept: &Retained| kept.at + RETENTION < happening.at;
        while self.0.len() >= RETAINED || self.0.front().is_some_and(stale) {
            self.0.pop_front();
        }
        self.0.push_back(Retained::new(&happening.instance, event.clone(), happening.at));
    }

    /// An instance's events after the one of this id.
    // Guess: all that are kept when this one is no longer.
    pub(super) fn after(&self, instance: &str, id: &str, now: SystemTime) -> Vec<Retained> {
        let own = self.0.iter().filter(|kept| kept.instance == instance && now <= kept.at + RETENTION);
        let own: Vec<&Retained> = own.collect();
        let known = own.iter().position(|kept| kept.event.id.as_deref() == Some(id));
        own.into_iter().skip(known.map_or(0, |at| at + 1)).cloned().collect()
    }
}
