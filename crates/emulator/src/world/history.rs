//! What goes out through the gateways, and what comes in.

use bytes::Bytes;
use serde_json::Value;

use super::{Delivery, Instance, Mailbox, Message, World, recipient};
use crate::{Gateway, LedgerEntry, ReceivedMedia};

/// A message that a face has found good.
#[derive(Debug)]
pub(crate) struct Accepted<'a> {
    pub(crate) gateway: Gateway,
    /// The key of the instance, see [`Instance::key`].
    pub(crate) instance: &'a str,
    /// The id to answer with, where the caller or the gateway chose one; a WhatsApp id is made otherwise.
    pub(crate) message_id: Option<String>,
    /// Digits or a JID.
    pub(crate) to: String,
    pub(crate) kind: &'a str,
    pub(crate) content: Value,
    pub(crate) media: Option<ReceivedMedia>,
}

impl World {
    /// Writes an accepted message into the ledger and the instance's history, and gives its id.
    ///
    /// A reaction or a vote is no message of its own: the face puts it on the message that it is for.
    pub(crate) fn accept(&mut self, accepted: Accepted<'_>) -> String {
        self.enter(accepted, Mailbox::record)
    }

    /// As [`accept`](Self::accept), for a gateway with a queue: the message stands in the ledger at once, and in the
    /// history as soon as the instance is online.
    pub(crate) fn queue(&mut self, accepted: Accepted<'_>) -> String {
        let online = self.instance(accepted.gateway, accepted.instance).is_some_and(Instance::is_online);
        self.enter(accepted, if online { Mailbox::record } else { Mailbox::wait })
    }

    /// As [`accept`](Self::accept), for a message that goes out later: it stands in the ledger alone until it is
    /// [handed over](Self::hand_over).
    pub(crate) fn hold(&mut self, accepted: Accepted<'_>) -> String {
        self.enter(accepted, |_, _| ())
    }

    /// A [held](Self::hold) message goes out now. False when there is none.
    pub(crate) fn hand_over(&mut self, gateway: Gateway, instance: &str, id: &str) -> bool {
        let held = |entry: &&LedgerEntry| {
            entry.message_id == id && entry.gateway == gateway && entry.instance == instance
        };
        let Some(mut entry) = self.ledger.iter().rev().find(held).cloned() else { return false };
        entry.at = self.clock.now();
        let Some(instance) = self.instance_mut(gateway, instance) else { return false };
        let own = instance.phone.clone().unwrap_or_default();
        instance.mailbox.record(sent(&entry, &own));
        true
    }

    fn enter(&mut self, accepted: Accepted<'_>, put: fn(&mut Mailbox, Message)) -> String {
        let message_id = accepted.message_id.unwrap_or_else(|| self.ids.message_id());
        let entry = LedgerEntry {
            gateway: accepted.gateway,
            instance: accepted.instance.to_owned(),
            message_id: message_id.clone(),
            to: accepted.to,
            kind: accepted.kind.to_owned(),
            content: accepted.content,
            media: accepted.media,
            at: self.clock.now(),
        };
        let on_another = matches!(entry.kind.as_str(), "reaction" | "poll_vote");
        if let Some(instance) = self.instance_mut(entry.gateway, &entry.instance).filter(|_| !on_another) {
            let own = instance.phone.clone().unwrap_or_default();
            put(&mut instance.mailbox, sent(&entry, &own));
        }
        self.ledger.push(entry);
        message_id
    }

    /// What was accepted, oldest first.
    pub(crate) fn ledger(&self) -> &[LedgerEntry] {
        &self.ledger
    }

    /// An instance's phone.
    pub(crate) fn mailbox_mut(&mut self, gateway: Gateway, instance: &str) -> Option<&mut Mailbox> {
        self.instance_mut(gateway, instance).map(|instance| &mut instance.mailbox)
    }

    /// Somebody writes to the instance, in a group or else in their own chat, and the message's id is given. None when
    /// there is no such instance, or it has blocked them. What is written beside a text is added through
    /// [`Mailbox::message_mut`].
    pub(crate) fn receive(
        &mut self,
        gateway: Gateway,
        instance: &str,
        from: &str,
        group: Option<&str>,
        text: &str,
    ) -> Option<String> {
        let now = self.clock.now();
        let id = self.ids.message_id();
        let from = recipient(from);
        let mailbox = self.mailbox_mut(gateway, instance)?;
        if group.is_none() && mailbox.is_blocked(&from) {
            return None;
        }
        mailbox.record(Message::text(id.clone(), group.unwrap_or(&from), &from, text, now));
        Some(id)
    }

    /// As [`receive`](Self::receive), a file: of one of the ledger's kinds, and with a media type.
    pub(crate) fn receive_file(
        &mut self,
        gateway: Gateway,
        instance: &str,
        from: &str,
        kind: &str,
        content_type: &str,
        bytes: Bytes,
    ) -> Option<String> {
        let id = self.receive(gateway, instance, from, None, "")?;
        let message = self.mailbox_mut(gateway, instance)?.message_mut(&id)?;
        kind.clone_into(&mut message.kind);
        message.text = None;
        message.content = serde_json::json!({});
        message.media = Some(ReceivedMedia::from_bytes(&bytes).with_content_type(Some(content_type)));
        message.bytes = Some(bytes);
        Some(id)
    }

    /// Somebody taps a button or a row of a message that the instance sent. None when there is no such message, or what
    /// [`receive`](Self::receive) says.
    #[expect(clippy::too_many_arguments, reason = "whose, whom, on what, and what")]
    pub(crate) fn receive_tap(
        &mut self,
        gateway: Gateway,
        instance: &str,
        from: &str,
        tapped: &str,
        kind: &str,
        choice: &str,
        text: &str,
    ) -> Option<String> {
        let mailbox = self.mailbox_mut(gateway, instance)?;
        let chat = mailbox.message(tapped).filter(|message| message.from_me)?.chat.clone();
        let group = Some(chat.as_str()).filter(|chat| chat.ends_with("@g.us"));
        let id = self.receive(gateway, instance, from, group, text)?;
        let message = self.mailbox_mut(gateway, instance)?.message_mut(&id)?;
        kind.clone_into(&mut message.kind);
        message.content = serde_json::json!({ "id": choice, "text": text });
        message.quoted = Some(tapped.to_owned());
        Some(id)
    }

    /// Brings a sent message further on its way. False when there is none.
    pub(crate) fn progress(
        &mut self,
        gateway: Gateway,
        instance: &str,
        id: &str,
        delivery: Delivery,
    ) -> bool {
        let message = self.mailbox_mut(gateway, instance).and_then(|mailbox| mailbox.message_mut(id));
        message.filter(|message| message.from_me).map(|message| message.raise(delivery)).is_some()
    }
}

/// The message of an entry, as it stands in the history.
fn sent(entry: &LedgerEntry, own: &str) -> Message {
    let said = |name: &str| entry.content.get(name).and_then(Value::as_str).map(str::to_owned);
    let mut message = Message::text(entry.message_id.clone(), &entry.to, own, "", entry.at);
    message.from_me = true;
    message.kind.clone_from(&entry.kind);
    message.text = said("text").or_else(|| said("caption"));
    message.content = entry.content.clone();
    message.media.clone_from(&entry.media);
    message.quoted = said("quote");
    message.delivery = Delivery::Sent;
    message
}
