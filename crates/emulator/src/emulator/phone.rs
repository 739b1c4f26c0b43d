//! What happens on WhatsApp's side, and what an instance's phone shows.

use bytes::Bytes;

use super::Emulator;
use crate::Gateway;
use crate::phone::{PhoneChat, PhoneGroup, PhoneMessage};
use crate::world::{Delivery, World, recipient};

impl Emulator {
    /// Somebody writes a text to the instance. The message stands in its history, and its id is given.
    ///
    /// `from` is a number in any spelling or a JID. None when there is no such instance, or it has blocked them.
    pub fn receive_message(
        &self,
        gateway: Gateway,
        instance: &str,
        from: &str,
        text: &str,
    ) -> Option<String> {
        self.on_whatsapp(|world| world.receive(gateway, instance, from, None, text))
    }

    /// As [`receive_message`](Self::receive_message), in a group of this JID.
    pub fn receive_group_message(
        &self,
        gateway: Gateway,
        instance: &str,
        group: &str,
        from: &str,
        text: &str,
    ) -> Option<String> {
        self.on_whatsapp(|world| world.receive(gateway, instance, from, Some(group), text))
    }

    /// Somebody sends a file to the instance: of one of the ledger's kinds, such as `"image"`, and with a media type.
    pub fn receive_file(
        &self,
        gateway: Gateway,
        instance: &str,
        from: &str,
        kind: &str,
        content_type: &str,
        bytes: impl Into<Bytes>,
    ) -> Option<String> {
        let bytes = bytes.into();
        self.on_whatsapp(|world| world.receive_file(gateway, instance, from, kind, content_type, bytes))
    }

    /// A message that the instance sent reaches the other phone. False when there is no such message.
    pub fn deliver(&self, gateway: Gateway, instance: &str, message_id: &str) -> bool {
        self.on_whatsapp(|world| world.progress(gateway, instance, message_id, Delivery::Delivered))
    }

    /// A message that the instance sent is read. False when there is no such message.
    pub fn read(&self, gateway: Gateway, instance: &str, message_id: &str) -> bool {
        self.on_whatsapp(|world| world.progress(gateway, instance, message_id, Delivery::Read))
    }

    /// A voice note that the instance sent is listened to. False when there is no such message.
    pub fn play(&self, gateway: Gateway, instance: &str, message_id: &str) -> bool {
        self.on_whatsapp(|world| world.progress(gateway, instance, message_id, Delivery::Played))
    }

    /// Somebody is on WhatsApp, and in everyone's address book under this name.
    pub fn add_contact(&self, phone: &str, name: &str) {
        self.on_whatsapp(|world| world.register_contact(phone).name = Some(name.to_owned()));
    }

    /// Somebody on WhatsApp, who is in everyone's address book, has their picture at this address.
    pub fn set_contact_picture(&self, phone: &str, url: &str) {
        self.on_whatsapp(|world| world.register_contact(phone).picture = Some(url.to_owned()));
    }

    /// A group that one number made for some others; its JID is given. An instance is in it if its
    /// [number](Self::phone) is.
    pub fn add_group(&self, subject: &str, owner: &str, members: &[&str]) -> String {
        self.on_whatsapp(|world| world.create_group(subject, &recipient(owner), members).jid.clone())
    }

    /// A label that the instance can put on its chats; its id is given. None when there is no such instance.
    pub fn add_label(&self, gateway: Gateway, instance: &str, name: &str) -> Option<String> {
        self.on_whatsapp(|world| Some(world.mailbox_mut(gateway, instance)?.add_label(name, 0).id.clone()))
    }

    /// The number that an instance is paired with, in digits.
    pub fn phone(&self, gateway: Gateway, instance: &str) -> Option<String> {
        self.app.world().instance(gateway, instance)?.phone.clone()
    }

    /// The messages of an instance's chat with somebody, or in a group, oldest first. Empty when there is none.
    pub fn messages(&self, gateway: Gateway, instance: &str, chat: &str) -> Vec<PhoneMessage> {
        let world = self.app.world();
        let Some(instance) = world.instance(gateway, instance) else { return Vec::new() };
        let mut messages: Vec<PhoneMessage> =
            instance.mailbox.history(&recipient(chat)).map(PhoneMessage::of).collect();
        messages.reverse();
        messages
    }

    /// An instance's chat with somebody, or in a group.
    pub fn chat(&self, gateway: Gateway, instance: &str, chat: &str) -> Option<PhoneChat> {
        let world = self.app.world();
        let mailbox = &world.instance(gateway, instance)?.mailbox;
        mailbox.chat(&recipient(chat)).map(|chat| PhoneChat::of(chat, world.clock.now()))
    }

    /// Whether an instance has blocked somebody.
    pub fn is_blocked(&self, gateway: Gateway, instance: &str, contact: &str) -> bool {
        let world = self.app.world();
        let found = world.instance(gateway, instance);
        found.is_some_and(|instance| instance.mailbox.is_blocked(&recipient(contact)))
    }

    /// A group, by its JID.
    pub fn group(&self, jid: &str) -> Option<PhoneGroup> {
        self.app.world().group(jid).map(PhoneGroup::of)
    }

    pub(super) fn on_whatsapp<T>(&self, act: impl FnOnce(&mut World) -> T) -> T {
        let result = act(&mut self.app.world());
        self.app.changed();
        result
    }
}
