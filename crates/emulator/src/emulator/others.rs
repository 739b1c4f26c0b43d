//! What others do on WhatsApp beside writing: they react, vote, change and take back, type, call, and change groups.

use super::Emulator;
use crate::Gateway;
use crate::world::{Call, CallStage, Group, Presence, Rank, What, digits, recipient};

impl Emulator {
    /// Somebody reacts to a message of the instance's history; an empty text takes the reaction back. False when there
    /// is no such message.
    pub fn react(&self, gateway: Gateway, instance: &str, from: &str, message_id: &str, emoji: &str) -> bool {
        let emoji = Some(emoji).filter(|emoji| !emoji.is_empty());
        self.on_whatsapp(|world| {
            let mailbox = world.mailbox_mut(gateway, instance);
            mailbox.is_some_and(|mailbox| mailbox.react(message_id, &recipient(from), emoji))
        })
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
        self.on_whatsapp(|world| {
            let mailbox = world.mailbox_mut(gateway, instance);
            mailbox.is_some_and(|mailbox| mailbox.vote(poll_id, &recipient(from), options))
        })
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
        self.on_whatsapp(|world| {
            let now = world.clock.now();
            let Some(mailbox) = world.mailbox_mut(gateway, instance) else { return false };
            let came = mailbox.message(message_id).is_some_and(|message| !message.from_me);
            came && mailbox.edit(message_id, text, now).is_some()
        })
    }

    /// Who wrote a message that came deletes it for everyone. False when no such message came.
    pub fn delete(&self, gateway: Gateway, instance: &str, message_id: &str) -> bool {
        self.on_whatsapp(|world| {
            let Some(mailbox) = world.mailbox_mut(gateway, instance) else { return false };
            let came = mailbox.message(message_id).is_some_and(|message| !message.from_me);
            came && mailbox.revoke(message_id)
        })
    }

    /// WhatsApp gives up a message that the instance sent. False when there is no such message.
    pub fn fail(&self, gateway: Gateway, instance: &str, message_id: &str) -> bool {
        self.on_whatsapp(|world| {
            let message =
                world.mailbox_mut(gateway, instance).and_then(|mailbox| mailbox.message_mut(message_id));
            message.filter(|message| message.from_me).map(|message| message.failed = true).is_some()
        })
    }

    /// Somebody types, records, comes or goes, as the instance sees it in their chat. False when there is no such
    /// instance.
    pub fn show_presence(&self, gateway: Gateway, instance: &str, from: &str, presence: Presence) -> bool {
        let by = recipient(from);
        self.on_whatsapp(|world| {
            world.tell(gateway, instance, What::Presence { chat: by.clone(), by, presence })
        })
    }

    /// Somebody calls the instance; the call's id is given. None when there is no such instance.
    pub fn call(&self, gateway: Gateway, instance: &str, from: &str, video: bool) -> Option<String> {
        self.on_whatsapp(|world| {
            let id = world.ids.hex(32).to_uppercase();
            let (from, stage) = (recipient(from), CallStage::Offered);
            let call = Call { id: id.clone(), from, video, group: None, stage };
            world.instance_mut(gateway, instance)?.calls.push(call.clone());
            world.tell(gateway, instance, What::Call(call)).then_some(id)
        })
    }

    /// A call goes on: somebody took it, turned it down, or hung up. False when there is no such call.
    pub fn call_goes_on(&self, gateway: Gateway, instance: &str, call_id: &str, stage: CallStage) -> bool {
        self.on_whatsapp(|world| {
            let found = world.instance_mut(gateway, instance);
            let call = found.and_then(|found| found.calls.iter_mut().find(|call| call.id == call_id));
            let Some(call) = call else { return false };
            call.stage = stage;
            let call = call.clone();
            world.tell(gateway, instance, What::Call(call))
        })
    }

    /// A member gives a group another name. False when there is no such group.
    pub fn rename_group(&self, jid: &str, by: &str, subject: &str) -> bool {
        let by = recipient(by);
        let now = self.app.world().clock.now();
        self.in_group(jid, &by, |group| group.rename(subject, &by, now))
    }

    /// An admin adds somebody to a group. False when there is no such group.
    pub fn add_to_group(&self, jid: &str, by: &str, member: &str) -> bool {
        self.in_group(jid, by, |group| {
            group.add(&recipient(member));
        })
    }

    /// An admin takes somebody out of a group. False when there is no such group.
    pub fn remove_from_group(&self, jid: &str, by: &str, member: &str) -> bool {
        self.in_group(jid, by, |group| {
            group.remove(&recipient(member));
        })
    }

    /// An admin makes a member an admin too, or a mere member again. False when there is no such group.
    pub fn set_group_admin(&self, jid: &str, by: &str, member: &str, admin: bool) -> bool {
        let rank = if admin { Rank::Admin } else { Rank::Member };
        self.in_group(jid, by, |group| {
            group.set_rank(&recipient(member), rank);
        })
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

    fn in_group(&self, jid: &str, by: &str, change: impl FnOnce(&mut Group)) -> bool {
        self.on_whatsapp(|world| world.change_group(jid, &digits(by), change))
    }
}
