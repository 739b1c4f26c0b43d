//! Chats, the people in them, their labels, and calls.

use serde_json::{Map, Value, json};

use super::{Here, Told};
use crate::clock::{epoch_seconds, iso_millis};
use crate::evolution::address::row_id;
use crate::world::{Call, CallStage, Chat, Contact, Label, Presence, jid};

impl Here<'_> {
    /// A new chat is told by its name, another one by its address alone.
    pub(super) fn chat(&self, chat: &Chat, new: bool) -> Vec<Told> {
        let address = jid(&chat.address);
        if new {
            let group = self.world.group(&chat.address).map(|group| group.subject.clone());
            let name = group.unwrap_or_else(|| self.world.person(&chat.address).push_name);
            let id = row_id(&[&self.instance.id, "chat", &address]);
            return vec![Told::new("chats.upsert", json!([{ "id": id, "name": name }]))];
        }
        let data = json!([{ "remoteJid": address, "instanceId": self.instance.id }]);
        vec![Told::new("chats.update", data)]
    }

    pub(super) fn chat_deleted(&self, chat: &str) -> Vec<Told> {
        vec![Told::new("chats.delete", json!([jid(chat)]))]
    }

    /// A new contact is told at once, and again when their picture was looked up.
    pub(super) fn contact(&self, contact: &Contact, new: bool) -> Vec<Told> {
        let row = |picture: Option<&str>| {
            json!([{
                "remoteJid": jid(&contact.address),
                "pushName": contact.name.as_ref().unwrap_or(&contact.push_name),
                "profilePicUrl": picture,
                "instanceId": self.instance.id,
            }])
        };
        let update = Told::new("contacts.update", row(contact.picture.as_deref()));
        let first = new.then(|| Told::new("contacts.upsert", row(None)));
        first.into_iter().chain([update]).collect()
    }

    // Guess: `lastSeen` beside those who are gone, and the hidden id of who writes in a group.
    pub(super) fn presence(&self, chat: &str, by: &str, presence: Presence) -> Vec<Told> {
        let (word, seen) = match presence {
            Presence::Available => ("available", None),
            Presence::Unavailable { last_seen } => ("unavailable", Some(epoch_seconds(last_seen))),
            Presence::Composing => ("composing", None),
            Presence::Recording => ("recording", None),
            Presence::Paused => ("paused", None),
        };
        let mut known = json!({ "lastKnownPresence": word });
        if let Some(seen) = seen {
            known["lastSeen"] = json!(seen);
        }
        let who = if chat.ends_with("@g.us") { self.world.person(by).lid() } else { jid(by) };
        let presences = Map::from_iter([(who, known)]);
        vec![Told::new("presence.update", json!({ "id": jid(chat), "presences": presences }))]
    }

    pub(super) fn label(&self, label: &Label, deleted: bool) -> Vec<Told> {
        let data = json!({
            "id": label.id,
            "name": label.name,
            "color": label.color,
            "deleted": deleted,
            "predefinedId": label.id,
            "instance": self.instance.name,
        });
        vec![Told::new("labels.edit", data)]
    }

    pub(super) fn labelled(&self, chat: &str, label: &Label, on: bool) -> Vec<Told> {
        let data = json!({
            "instance": self.instance.name,
            "type": if on { "add" } else { "remove" },
            "chatId": jid(chat),
            "labelId": label.id,
        });
        vec![Told::new("labels.association", data)]
    }

    // Guess: a call that ends is told as one that nobody took.
    pub(super) fn call(&self, call: &Call) -> Vec<Told> {
        let status = match call.stage {
            CallStage::Offered => "offer",
            CallStage::Accepted => "accept",
            CallStage::Rejected => "reject",
            CallStage::Ended => "timeout",
        };
        let data: Value = json!({
            "id": call.id,
            "from": jid(&call.from),
            "chatId": call.group.clone().unwrap_or_else(|| jid(&call.from)),
            "date": iso_millis(self.at),
            "status": status,
            "isVideo": call.video,
            "isGroup": call.group.is_some(),
            "offline": false,
        });
        vec![Told::new("call", data)]
    }
}
