//! What others do on WhatsApp beside writing: they react, vote, change and take back, type, call, and change groups.

use super::Emulator;
use crate::Gateway;
use crate::world::{CallStage, Presence};

impl Emulator {
    /// Somebody reacts to a message of the instance's history; an empty text takes the reaction back. False when there
    /// is no such message.
    pub fn react(&self, gateway: Gateway, instance: &str, from: &str, message_id: &str, emoji: &str) -> bool {
        self.on_whatsapp(|world| world.react(gateway, instance, from, message_id, emoji))
    }

    /// Somebody votes in a poll of the instance's history, in place of an earlier vote. False when there is none.
    pub fn vote(
        &self,
        gateway: Gateway,
        instance: &str,
        from: &str,
        poll_id: &str,
        options: &[&str],
    ) -> bool {
        let options = options.iter().map(|&option| option.to_owned()).collect();
        self.on_whatsapp(|world| world.vote(gateway, instance, from, poll_id, options))
    }

    /// Somebody taps a button of a message that the instance sent them. The id of the tap is given; none when there is
    /// no such message.
    pub fn tap_button(
        &self,
        gateway: Gateway,
        instance: &str,
        from: &str,
        message_id: &str,
        button_id: &str,
        text: &str,
    ) -> Option<String> {
        self.on_whatsapp(|world| {
            world.receive_tap(gateway, instance, from, message_id, "button_reply", button_id, text)
        })
    }

    /// As [`tap_button`](Self::tap_button), a row of a list.
    pub fn choose_row(
        &self,
        gateway: Gateway,
        instance: &str,
        from: &str,
        message_id: &str,
        row_id: &str,
        text: &str,
    ) -> Option<String> {
        self.on_whatsapp(|world| {
            world.receive_tap(gateway, instance, from, message_id, "list_reply", row_id, text)
        })
    }

    /// Who wrote a message that came gives it another text. False when no such message came.
    pub fn edit(&self, gateway: Gateway, instance: &str, message_id: &str, text: &str) -> bool {
        self.on_whatsapp(|world| world.sender_edits(gateway, instance, message_id, text))
    }

    /// Who wrote a message that came deletes it for everyone. False when no such message came.
    pub fn delete(&self, gateway: Gateway, instance: &str, message_id: &str) -> bool {
        self.on_whatsapp(|world| world.sender_deletes(gateway, instance, message_id))
    }

    /// WhatsApp gives up a message that the instance sent. False when there is no such message.
    pub fn fail(&self, gateway: Gateway, instance: &str, message_id: &str) -> bool {
        self.on_whatsapp(|world| world.fail(gateway, instance, message_id))
    }

    /// Somebody types, records, comes or goes, as the instance sees it in their chat. False when there is no such
    /// instance.
    pub fn show_presence(&self, gateway: Gateway, instance: &str, from: &str, presence: Presence) -> bool {
        self.on_whatsapp(|world| world.show_presence(gateway, instance, from, presence))
    }

    /// Somebody calls the instance; the call's id is given. None when there is no such instance.
    pub fn call(&self, gateway: Gateway, instance: &str, from: &str, video: bool) -> Option<String> {
        self.on_whatsapp(|world| world.call(gateway, instance, from, video))
    }

    /// A call goes on: somebody took it, turned it down, or hung up. False when there is no such call.
    pub fn call_goes_on(&self, gateway: Gateway, instance: &str, call_id: &str, stage: CallStage) -> bool {
        self.on_whatsapp(|world| world.call_goes_on(gateway, instance, call_id, stage))
    }

    /// A member gives a group another name. False when there is no such group.
    pub fn rename_group(&self, jid: &str, by: &str, subject: &str) -> bool {
        self.on_whatsapp(|world| world.rename_group(jid, by, subject))
    }

    /// An admin adds somebody to a group. False when there is no such group.
    pub fn add_to_group(&self, jid: &str, by: &str, member: &str) -> bool {
        self.on_whatsapp(|world| world.add_to_group(jid, by, member))
    }

    /// An admin takes somebody out of a group. False when there is no such group.
    pub fn remove_from_group(&self, jid: &str, by: &str, member: &str) -> bool {
        self.on_whatsapp(|world| world.remove_from_group(jid, by, member))
    }

    /// An admin makes a member an admin too, or a mere member again. False when there is no such group.
    pub fn set_group_admin(&self, jid: &str, by: &str, member: &str, admin: bool) -> bool {
        self.on_whatsapp(|world| world.set_group_admin(jid, by, member, admin))
    }

    /// The instance's connection comes up again. False when it is not paired, or there is no such instance.
    pub fn restore_connection(&self, gateway: Gateway, instance: &str) -> bool {
        self.on_whatsapp(|world| world.reconnect(gateway, instance))
    }

    /// Whether RyzeAPI's `message.exchange` has the layout of its catalogue of events, and not the one that is seen
    /// live. The latter unless set.
    pub fn set_ryze_catalog_layout(&self, catalog: bool) {
        self.app.world().ryze.catalog_layout = catalog;
    }
}
