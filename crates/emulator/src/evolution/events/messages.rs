//! Messages, and what becomes of them.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use serde_json::{Value, json};

use super::{Here, Told};
use crate::clock::{epoch_millis, epoch_seconds};
use crate::evolution::channel::Channel;
use crate::evolution::chats::Row;
use crate::evolution::messages::byte_map;
use crate::world::{Delivery, Message, jid};

/// WhatsApp's numbers for messages about messages.
const REVOKE: u8 = 0;
const EDIT: u8 = 14;

impl<'w> Here<'w> {
    pub(super) fn received(&self, message: &Message) -> Vec<Told> {
        vec![Told::new("messages.upsert", self.with_file(self.upserted(message), message))]
    }

    /// What was sent by hand on the phone came from there. WhatsApp's acknowledgement follows.
    pub(super) fn sent(&self, message: &Message) -> Vec<Told> {
        let sent = if message.native.is_null() {
            Told::new("messages.upsert", self.upserted(message))
        } else {
            Told::new("send.message", self.with_file(message.native.clone(), message))
        };
        let phone = Channel::of(self.instance) == Channel::Baileys;
        let acknowledged = phone.then(|| self.update(message, "SERVER_ACK"));
        [sent].into_iter().chain(acknowledged).collect()
    }

    pub(super) fn progress(&self, message: &Message) -> Vec<Told> {
        let status = match message.delivery {
            Delivery::Sent => "SERVER_ACK",
            Delivery::Delivered => "DELIVERY_ACK",
            Delivery::Read => "READ",
            Delivery::Played => "PLAYED",
        };
        vec![self.update(message, status)]
    }

    pub(super) fn failed(&self, message: &Message) -> Vec<Told> {
        vec![self.update(message, "ERROR")]
    }

    /// An edit is told in one way where the server made it, and in another where it came from WhatsApp.
    pub(super) fn edited(&self, message: &Message) -> Vec<Told> {
        let (key, text) = (self.short_key(message), message.text.as_deref().unwrap_or_default());
        let at = epoch_millis(message.edited_at.unwrap_or(self.at));
        if message.from_me {
            let edited = json!({ "extendedTextMessage": { "text": text } });
            let data = json!({ "key": key, "type": EDIT, "editedMessage": edited, "timestampMs": at });
            return vec![Told::new("send.message.update", data)];
        }
        let edited = json!({ "conversation": text });
        let at = at.to_string();
        let data = json!({ "key": key, "type": EDIT, "editedMessage": edited, "timestampMs": at });
        vec![Told::new("messages.edited", data)]
    }

    /// What was deleted through the server is told twice, in two layouts.
    pub(super) fn revoked(&self, message: &Message) -> Vec<Told> {
        let row = self.row(message);
        let mut short = self.short_key(message);
        short["status"] = json!("DELETED");
        let in_whatsapp = Told::new("messages.delete", short);
        if !message.from_me {
            let about = json!({ "key": self.short_key(message), "type": REVOKE });
            return vec![Told::new("messages.edited", about), in_whatsapp];
        }
        let mut key = row.key();
        key["deleted"] = json!(true);
        let data = json!({
            "id": row.id(),
            "instanceId": self.instance.id,
            "key": key,
            "messageType": row.message_type(),
            "status": "DELETED",
            "source": message.native.get("source").cloned().unwrap_or_else(|| json!("unknown")),
            "messageTimestamp": epoch_seconds(message.at),
            "pushName": row.push_name(),
            "participant": row.participant(),
            "message": row.content(),
        });
        vec![Told::new("messages.delete", data), in_whatsapp]
    }

    /// A reaction is a message of its own, about another one.
    pub(super) fn reacted(&self, id: &str, to: &Message, by: &str, emoji: Option<&str>) -> Vec<Told> {
        let reaction = json!({ "reactionMessage": {
            "key": self.row(to).key(),
            "text": emoji.unwrap_or_default(),
            "senderTimestampMs": epoch_millis(self.at),
        } });
        vec![self.about(id, to, by, "reactionMessage", reaction)]
    }

    /// A vote likewise.
    // Guess: how the server writes a vote that it could read.
    pub(super) fn voted(&self, id: &str, poll: &Message, by: &str, options: &[String]) -> Vec<Told> {
        let vote = json!({ "pollUpdateMessage": {
            "pollCreationMessageKey": self.row(poll).key(),
            "vote": { "selectedOptions": options },
            "senderTimestampMs": epoch_millis(self.at),
        } });
        let mut told = self.about(id, poll, by, "pollUpdateMessage", vote);
        let mut names: Vec<&String> = poll.votes.iter().flat_map(|vote| &vote.options).collect();
        names.sort_unstable();
        names.dedup();
        let updates = names.into_iter().map(|name| {
            let voters = poll.votes.iter().filter(|vote| vote.options.contains(name));
            json!({ "name": name, "voters": voters.map(|vote| jid(&vote.by)).collect::<Vec<_>>() })
        });
        told.data["pollUpdates"] = updates.collect();
        vec![told]
    }

    /// A message that is about another one.
    fn about(&self, id: &str, target: &Message, by: &str, message_type: &str, message: Value) -> Told {
        let own = self.instance.phone.as_deref() == Some(by);
        let mut made = Message::text(id.to_owned(), &target.chat, by, "", self.at);
        made.from_me = own;
        let mut data = self.upserted(&made);
        data["message"] = message;
        data["messageType"] = json!(message_type);
        if !own {
            return Told::new("messages.upsert", data);
        }
        data["status"] = json!("PENDING");
        data["source"] = json!("web");
        data["pushName"] = json!("Você");
        Told::new("send.message", data)
    }

    /// A message that the server did not send.
    // Guess: a message's kind where WhatsApp has more than one, and what a tap on a button or a row looks like.
    fn upserted(&self, message: &Message) -> Value {
        let row = self.row(message);
        let mut key = row.key();
        if !message.is_group() && !message.chat.ends_with("@broadcast") && !message.from_me {
            key["addressingMode"] = json!("pn");
            key["remoteJidAlt"] = json!(self.world.person(&message.chat).lid());
        }
        let (message_type, content) = match tapped(message) {
            Some((message_type, content)) => (message_type.to_owned(), json!({ message_type: content })),
            None => (row.message_type(), row.content()),
        };
        let mut data = json!({
            "key": key,
            "pushName": row.push_name(),
            "status": if message.from_me { "SERVER_ACK" } else { "DELIVERY_ACK" },
            "message": content,
            "messageType": message_type,
            "messageTimestamp": epoch_seconds(message.at),
            "instanceId": self.instance.id,
            "source": "unknown",
        });
        if let Some(file) = message.file() {
            let inner = &mut data["message"][&message_type];
            inner["url"] = json!(file.url);
            inner["directPath"] = json!(file.url.trim_start_matches("https://mmg.whatsapp.net"));
            inner["mediaKey"] = byte_map(&STANDARD.decode(file.media_key).unwrap_or_default());
        }
        if let Some(context) = self.context(message) {
            data["contextInfo"] = context;
        }
        data
    }

    /// What a message answers to.
    fn context(&self, message: &Message) -> Option<Value> {
        let quoted = self.instance.mailbox.message(message.quoted.as_deref()?)?;
        let author =
            if message.is_group() { self.world.person(&quoted.sender).lid() } else { jid(&quoted.sender) };
        let said = self.row(quoted).content();
        Some(json!({ "stanzaId": quoted.id, "participant": author, "quotedMessage": said }))
    }

    /// With the file itself, where the webhook wants it. The sockets get it then too.
    fn with_file(&self, mut data: Value, message: &Message) -> Value {
        let webhook = self.world.evolution.webhooks.get(&self.instance.id);
        let wanted = webhook.is_some_and(|webhook| webhook.enabled && webhook.base64);
        if let Some(bytes) = message.bytes.as_ref().filter(|_| wanted) {
            data["message"]["base64"] = json!(STANDARD.encode(bytes));
        }
        data
    }

    fn update(&self, message: &Message, status: &str) -> Told {
        let row = self.row(message);
        let data = json!({
            "keyId": message.id,
            "remoteJid": row.remote_jid(),
            "fromMe": message.from_me,
            "participant": row.participant(),
            "status": status,
            "instanceId": self.instance.id,
            "messageId": row.id(),
        });
        Told::new("messages.update", data)
    }

    /// What names a message, and no more.
    fn short_key(&self, message: &Message) -> Value {
        let row = self.row(message);
        let mut key = json!({ "remoteJid": row.remote_jid(), "fromMe": message.from_me, "id": message.id });
        if let Some(participant) = row.participant() {
            key["participant"] = json!(participant);
        }
        key
    }

    fn row<'m>(&'m self, message: &'m Message) -> Row<'m> {
        Row::of(self.world, self.instance, message)
    }
}

/// A tap on a button or on a row of a list.
fn tapped(message: &Message) -> Option<(&'static str, Value)> {
    let said = |name: &str| message.content.get(name).cloned().unwrap_or_default();
    match message.kind.as_str() {
        "button_reply" => {
            let tapped =
                json!({ "selectedButtonId": said("id"), "selectedDisplayText": said("text"), "type": 1 });
            Some(("buttonsResponseMessage", tapped))
        }
        "list_reply" => {
            let row = json!({ "selectedRowId": said("id") });
            let tapped = json!({ "title": said("text"), "listType": 1, "singleSelectReply": row });
            Some(("listResponseMessage", tapped))
        }
        _ => None,
    }
}
