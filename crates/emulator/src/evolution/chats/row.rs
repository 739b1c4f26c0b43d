//! A message as a row of the server's database.

use serde_json::{Value, json};

use crate::clock::epoch_seconds;
use crate::evolution::address::row_id;
use crate::evolution::messages::long;
use crate::world::{Delivery, Instance, Message, World, jid};

/// A message, sent or received, and the instance whose it is.
pub(in crate::evolution) struct Row<'w> {
    world: &'w World,
    instance: &'w Instance,
    pub(super) message: &'w Message,
}

impl<'w> Row<'w> {
    /// All messages that the database has, newest first. What was deleted for everyone is no longer there.
    // Guess: the server's default; it can keep such rows and call them deleted.
    pub(super) fn all(world: &'w World, instance: &'w Instance) -> impl Iterator<Item = Row<'w>> {
        let kept = instance.mailbox.messages().filter(|message| !message.revoked);
        kept.map(move |message| Row { world, instance, message })
    }

    /// A message of an instance.
    pub(in crate::evolution) fn of(world: &'w World, instance: &'w Instance, message: &'w Message) -> Self {
        Self { world, instance, message }
    }

    pub(in crate::evolution) fn id(&self) -> String {
        row_id(&[&self.instance.id, "message", &self.message.id])
    }

    /// The JID of the chat, as it was written when the message was sent.
    pub(in crate::evolution) fn remote_jid(&self) -> String {
        let sent = self.message.native.pointer("/key/remoteJid").and_then(Value::as_str);
        sent.map_or_else(|| jid(&self.message.chat), str::to_owned)
    }

    /// Who wrote it in a group: the hidden id.
    pub(in crate::evolution) fn participant(&self) -> Option<String> {
        let others = self.message.is_group() && !self.message.from_me;
        others.then(|| self.world.person(&self.message.sender).lid())
    }

    pub(in crate::evolution) fn key(&self) -> Value {
        let mut key = json!({
            "id": self.message.id,
            "fromMe": self.message.from_me,
            "remoteJid": self.remote_jid(),
        });
        if let Some(participant) = self.participant() {
            key["participant"] = json!(participant);
            key["participantAlt"] = json!(jid(&self.message.sender));
            key["addressingMode"] = json!("lid");
        }
        key
    }

    /// WhatsApp's word for the kind of message.
    // Guess: for messages that did not go through this server, from the kind.
    pub(in crate::evolution) fn message_type(&self) -> String {
        let native = self.message.native.get("messageType").and_then(Value::as_str);
        native
            .unwrap_or(match self.message.kind.as_str() {
                "image" => "imageMessage",
                "video" => "videoMessage",
                "audio" | "voice" => "audioMessage",
                "document" => "documentMessage",
                "sticker" => "stickerMessage",
                "location" => "locationMessage",
                "contact" => "contactMessage",
                "poll" => "pollCreationMessageV3",
                _ => "conversation",
            })
            .to_owned()
    }

    pub(in crate::evolution) fn content(&self) -> Value {
        if let Some(message) = self.message.native.get("message") {
            return message.clone();
        }
        let message_type = self.message_type();
        if message_type == "conversation" {
            return json!({ "conversation": self.message.text.as_deref().unwrap_or_default() });
        }
        let media = self.message.media.as_ref();
        let len = media.and_then(|media| media.bytes_len).unwrap_or_default();
        json!({ message_type: {
            "url": media.and_then(|media| media.url.as_deref()),
            "mimetype": media.and_then(|media| media.content_type.as_deref()),
            "caption": self.message.text,
            "fileLength": long(len as u64, true),
        } })
    }

    pub(in crate::evolution) fn push_name(&self) -> Option<String> {
        if self.message.from_me {
            return self.message.native.get("pushName").and_then(Value::as_str).map(str::to_owned);
        }
        Some(self.world.person(&self.message.sender).push_name)
    }

    /// What has become of the message: a word for every step.
    pub(super) fn updates(&self) -> Vec<&'static str> {
        let steps = [
            (Delivery::Sent, "SERVER_ACK"),
            (Delivery::Delivered, "DELIVERY_ACK"),
            (Delivery::Read, "READ"),
            (Delivery::Played, "PLAYED"),
        ];
        // What came is delivered when it is known at all.
        let first = if self.message.from_me { Delivery::Sent } else { Delivery::Read };
        let reached = steps.into_iter().filter(|(step, _)| (first..=self.message.delivery).contains(step));
        reached.map(|(_, word)| word).chain(self.message.edited_at.map(|_| "EDITED")).collect()
    }

    /// The message in the list of messages.
    pub(super) fn listed(&self) -> Value {
        let updates: Vec<Value> = self.updates().into_iter().map(|word| json!({ "status": word })).collect();
        let mut row = self.common();
        row["MessageUpdate"] = Value::Array(updates);
        row
    }

    /// The message as the last one of its chat.
    pub(super) fn last(&self) -> Value {
        let status = self.updates().last().copied();
        let usual = if self.message.from_me { "PENDING" } else { "DELIVERY_ACK" };
        let mut row = self.common();
        row["participant"] = Value::Null;
        row["sessionId"] = Value::Null;
        row["status"] = json!(status.unwrap_or(usual));
        row
    }

    fn common(&self) -> Value {
        let native = |name: &str| self.message.native.get(name).cloned();
        let source = native("source").unwrap_or_else(|| json!("unknown"));
        json!({
            "id": self.id(),
            "key": self.key(),
            "pushName": self.push_name(),
            "messageType": self.message_type(),
            "message": self.content(),
            "messageTimestamp": epoch_seconds(self.message.at),
            "instanceId": self.instance.id,
            "source": source,
            "contextInfo": native("contextInfo"),
        })
    }
}
