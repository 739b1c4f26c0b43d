//! What the server tells by itself, in its own layout.
//!
//! A happening can be more than one event, or none. The body of each is what webhooks and sockets have in common; a
//! webhook adds its address.

mod chats;
mod groups;
mod instance;
mod messages;
mod names;

pub(super) use names::{EVENTS, path};

use std::time::{Duration, SystemTime};

use serde_json::{Value, json};

use crate::Gateway;
use crate::clock::iso_millis;
use crate::push::PushedEvent;
use crate::world::{Connection, Happening, Instance, What, World};

/// Where the server runs, which its events tell.
#[derive(Clone, Debug, Default)]
pub(crate) struct Site {
    /// Its own address.
    pub(crate) url: String,
    /// How many seconds its local time is ahead of UTC.
    pub(crate) ahead: i32,
}

impl Site {
    /// A point in time as the server writes it beside an event: its local time, with the sign of UTC.
    fn local(&self, at: SystemTime) -> String {
        let shift = Duration::from_secs(u64::from(self.ahead.unsigned_abs()));
        let local = if self.ahead < 0 { at.checked_sub(shift) } else { at.checked_add(shift) };
        iso_millis(local.unwrap_or(at))
    }
}

/// An event by its name on the wire, and its content.
struct Told {
    event: &'static str,
    data: Value,
}

impl Told {
    fn new(event: &'static str, data: Value) -> Self {
        Self { event, data }
    }
}

/// What Evolution API tells of a happening.
pub(crate) fn events(world: &mut World, happening: &Happening) -> Vec<PushedEvent> {
    let Some(instance) = world.instance(Gateway::Evolution, &happening.instance) else { return Vec::new() };
    let told = told(world, instance, happening);
    let token = instance.token.clone().filter(|_| !world.evolution.hides_tokens);
    let (id, name) = (instance.id.clone(), instance.name.clone());
    if let What::Connection(Connection::Online { phone }) = &happening.what {
        // Only a paired phone has an address of its own, and it stays after it was unlinked.
        if super::channel::Channel::of(instance).lacks_phone().is_none() {
            world.evolution.senders.insert(id.clone(), crate::world::jid(phone));
        }
    }
    let sender = world.evolution.senders.get(&id).cloned();
    let site = &world.evolution.site;
    let pushed = told.into_iter().map(|Told { event, data }| {
        let mut body = json!({
            "event": event,
            "instance": name,
            "data": data,
            "date_time": site.local(happening.at),
            "server_url": site.url,
            "apikey": token,
        });
        if let Some(sender) = &sender {
            body["sender"] = json!(sender);
        }
        PushedEvent { name: names::configured(event), body, id: None }
    });
    let pushed: Vec<PushedEvent> = pushed.collect();
    let mut sockets = world.evolution.sockets.take();
    if let (Some(sockets), Some(instance)) =
        (&mut sockets, world.instance(Gateway::Evolution, &happening.instance))
    {
        for event in &pushed {
            sockets.open_for(instance, &event.name);
        }
    }
    world.evolution.sockets = sockets;
    pushed
}

fn told(world: &World, instance: &Instance, happening: &Happening) -> Vec<Told> {
    let here = Here { world, instance, at: happening.at };
    match &happening.what {
        What::Received(message) => here.received(message),
        What::Sent(message) => here.sent(message),
        What::Progress(message) | What::ReadHere(message) => here.progress(message),
        What::Failed(message) => here.failed(message),
        What::Edited { message, .. } => here.edited(message),
        What::Revoked { message, .. } => here.revoked(message),
        What::Reacted { id, to, by, emoji } => here.reacted(id, to, by, emoji.as_deref()),
        What::Voted { id, poll, by, options } => here.voted(id, poll, by, options),
        What::Created => here.created(),
        What::Deleted => here.deleted(),
        What::Connection(connection) => here.connection(connection),
        What::Presence { chat, by, presence } => here.presence(chat, by, *presence),
        What::Chat { chat, new } => here.chat(chat, *new),
        What::ChatDeleted { chat } => here.chat_deleted(chat),
        What::Contact { contact, new } => here.contact(contact, *new),
        What::Group { group, change, by } => here.group(group, change, by.as_deref()),
        What::Label { label, .. } => here.label(label, false),
        What::LabelDeleted { label } => here.label(label, true),
        What::Labelled { chat, label, on } => here.labelled(chat, label, *on),
        What::Call(call) => here.call(call),
    }
}

/// Where and when something happened.
struct Here<'w> {
    world: &'w World,
    instance: &'w Instance,
    at: SystemTime,
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::time::UNIX_EPOCH;

    #[test]
    fn local_time_is_written_as_if_it_were_utc() {
        let at = UNIX_EPOCH + Duration::from_secs(86_400);
        let site = |ahead| Site { url: String::new(), ahead };
        assert_eq!(site(0).local(at), "1970-01-02T00:00:00.000Z");
        assert_eq!(site(-3 * 3600).local(at), "1970-01-01T21:00:00.000Z");
        assert_eq!(site(5 * 3600 + 1800).local(at), "1970-01-02T05:30:00.000Z");
    }
}
