//! RyzeAPI's events: `{event, data, instanceData}`, the same by webhook and by WebSocket.

mod message;

pub(super) use message::with_media;

use serde_json::{Value, json};

use super::instances::BASE_URL;
use crate::Gateway;
use crate::clock::iso_seconds;
use crate::push::PushedEvent;
use crate::world::{
    Call, CallStage, Connection, Delivery, Group, GroupChange, Happening, Message, What, World, jid,
};

/// The events that a webhook or a WebSocket can subscribe to; none named means all.
pub(super) const NAMES: [&str; 6] =
    ["message.exchange", "message.status", "call.update", "group.flow", "instance.state", "label.update"];

/// What RyzeAPI tells of a happening.
pub(crate) fn events(world: &mut World, happening: &Happening) -> Vec<PushedEvent> {
    let told = told(world, happening);
    told.and_then(|(name, data)| event(world, happening, name, data)).into_iter().collect()
}

fn event(world: &World, happening: &Happening, name: &str, data: Value) -> Option<PushedEvent> {
    let instance = world.instance(Gateway::Ryze, &happening.instance)?;
    let body = json!({
        "event": name,
        "data": data,
        "instanceData": { "baseUrl": BASE_URL, "instance": instance.name, "token": instance.token },
    });
    Some(PushedEvent { name: name.to_owned(), body, id: None })
}

/// The event's name and its data.
// Guess: there is no event for presences, contacts, votes in polls, and what is different about a chat.
fn told(world: &World, happening: &Happening) -> Option<(&'static str, Value)> {
    let at = iso_seconds(happening.at);
    Some(match &happening.what {
        What::Received(_)
        | What::Sent(_)
        | What::Edited { .. }
        | What::Revoked { .. }
        | What::Reacted { .. } => ("message.exchange", message::exchange(world, happening)?),
        What::Progress(message) => ("message.status", status(message, progress(message), &at)),
        What::Failed(message) => ("message.status", status(message, "failed", &at)),
        What::ReadHere(message) => {
            let word = if message.delivery == Delivery::Played { "played_self" } else { "read_self" };
            ("message.status", status(message, word, &at))
        }
        What::Call(call) => ("call.update", call_update(call, &at)),
        What::Group { group, change, by } => {
            ("group.flow", group_flow(world, group, change, by.as_deref(), &at)?)
        }
        What::Created | What::Deleted => return None,
        What::Connection(connection) => {
            let (state, phone) = state(connection)?;
            let mut data = json!({ "state": state, "instance": happening.instance, "timestamp": at });
            if let Some(phone) = phone {
                data["jid"] = json!(jid(phone));
            }
            ("instance.state", data)
        }
        What::Label { label, .. } => (
            "label.update",
            json!({
                "type": "edit",
                "labelId": label.id,
                "name": label.name,
                "color": label.color,
                "deleted": false,
            }),
        ),
        What::LabelDeleted { label } => (
            "label.update",
            json!({
                "type": "edit",
                "labelId": label.id,
                "name": label.name,
                "color": label.color,
                "deleted": true,
                "action": "deleted",
            }),
        ),
        What::Labelled { chat, label, on } => (
            "label.update",
            json!({
                "type": "chat",
                "labelId": label.id,
                "chatJid": jid(chat),
                "action": if *on { "add" } else { "remove" },
                "labeled": on,
            }),
        ),
        What::Voted { .. }
        | What::Presence { .. }
        | What::Chat { .. }
        | What::ChatDeleted { .. }
        | What::Contact { .. } => return None,
    })
}

fn progress(message: &Message) -> &'static str {
    match message.delivery {
        Delivery::Sent | Delivery::Delivered => "delivered",
        Delivery::Read => "read",
        Delivery::Played => "played",
    }
}

fn status(message: &Message, word: &str, at: &str) -> Value {
    json!({
        "status": word,
        "messageIds": [message.id],
        "chat": { "jid": jid(&message.chat), "type": message::chat_type(&message.chat), "isCommunity": false },
        "recipient": message.chat,
        "isFromMe": message.from_me,
        "timestamp": at,
    })
}

/// Guess: everything but the word of `type`, whose own name is one too.
fn call_update(call: &Call, at: &str) -> Value {
    json!({
        "type": match call.stage {
            CallStage::Offered => "offer",
            CallStage::Accepted => "accepted",
            CallStage::Rejected => "rejected",
            CallStage::Ended => "terminated",
        },
        "callId": call.id,
        "from": jid(&call.from),
        "groupJid": call.group,
        "isVideo": call.video,
        "timestamp": at,
    })
}

// Guess: a new group is told as everybody's joining; what has no documented word is not told.
fn group_flow(
    world: &World,
    group: &Group,
    change: &GroupChange,
    by: Option<&str>,
    at: &str,
) -> Option<Value> {
    let everybody: Vec<String>;
    let nobody = Vec::new();
    let (word, who) = match change {
        GroupChange::Created => {
            everybody = group.participants.iter().map(|member| member.address.clone()).collect();
            ("joined", &everybody)
        }
        GroupChange::Joined(who) => ("joined", who),
        GroupChange::Left(who) => ("left", who),
        GroupChange::Promoted(who) => ("promoted", who),
        GroupChange::Demoted(who) => ("demoted", who),
        GroupChange::Subject => ("name", &nobody),
        GroupChange::Description => ("topic", &nobody),
        GroupChange::Announce => ("announce", &nobody),
        GroupChange::InviteLink => ("link", &nobody),
        GroupChange::Picture
        | GroupChange::Locked
        | GroupChange::MembersAdd
        | GroupChange::Approval
        | GroupChange::Ephemeral
        | GroupChange::Asked(_) => return None,
    };
    let people: Vec<Value> = who.iter().map(|who| message::person(world, who)).collect();
    let mut data = json!({
        "type": word,
        "groupJid": group.jid,
        "groupName": group.subject,
        "participants": people,
        "timestamp": at,
    });
    if let Some(by) = by {
        // Guess: the member's name.
        data["sender"] = message::person(world, by);
    }
    Some(data)
}

/// The word for a state of the connection, and the number where there is one. A pairing code is told to nobody.
fn state(connection: &Connection) -> Option<(&'static str, Option<&str>)> {
    Some(match connection {
        Connection::Qr { .. } => ("qr_ready", None),
        Connection::PairingCode { .. } | Connection::Failed => return None,
        Connection::Connecting => ("connecting", None),
        Connection::Online { phone } => ("connected", Some(phone)),
        Connection::Dropped { phone } => ("disconnected", Some(phone)),
        Connection::LoggedOut { phone } => ("logged_out", phone.as_deref()),
    })
}
