//! What others do beside writing: they react, vote, change and take back, type, call, and change groups.

use super::{Call, CallStage, Group, Presence, Rank, What, World, digits, recipient};
use crate::Gateway;

impl World {
    /// Somebody reacts to a message; an empty text takes the reaction back. False when there is no such message.
    pub(crate) fn react(
        &mut self,
        gateway: Gateway,
        instance: &str,
        from: &str,
        id: &str,
        emoji: &str,
    ) -> bool {
        let emoji = Some(emoji).filter(|emoji| !emoji.is_empty());
        let mailbox = self.mailbox_mut(gateway, instance);
        mailbox.is_some_and(|mailbox| mailbox.react(id, &recipient(from), emoji))
    }

    /// Somebody votes in a poll, in place of an earlier vote. False when there is none.
    pub(crate) fn vote(
        &mut self,
        gateway: Gateway,
        instance: &str,
        from: &str,
        poll: &str,
        options: Vec<String>,
    ) -> bool {
        let mailbox = self.mailbox_mut(gateway, instance);
        mailbox.is_some_and(|mailbox| mailbox.vote(poll, &recipient(from), options))
    }

    /// Who wrote a message that came gives it another text. False when no such message came.
    pub(crate) fn sender_edits(&mut self, gateway: Gateway, instance: &str, id: &str, text: &str) -> bool {
        let now = self.clock.now();
        let Some(mailbox) = self.mailbox_mut(gateway, instance) else { return false };
        let came = mailbox.message(id).is_some_and(|message| !message.from_me);
        came && mailbox.edit(id, text, now).is_some()
    }

    /// Who wrote a message that came deletes it for everyone. False when no such message came.
    pub(crate) fn sender_deletes(&mut self, gateway: Gateway, instance: &str, id: &str) -> bool {
        let Some(mailbox) = self.mailbox_mut(gateway, instance) else { return false };
        let came = mailbox.message(id).is_some_and(|message| !message.from_me);
        came && mailbox.revoke(id)
    }

    /// WhatsApp gives up a message that the instance sent. False when there is no such message.
    pub(crate) fn fail(&mut self, gateway: Gateway, instance: &str, id: &str) -> bool {
        let message = self.mailbox_mut(gateway, instance).and_then(|mailbox| mailbox.message_mut(id));
        message.filter(|message| message.from_me).map(|message| message.failed = true).is_some()
    }

    /// Somebody types, records, comes or goes. False when there is no such instance.
    pub(crate) fn show_presence(
        &mut self,
        gateway: Gateway,
        instance: &str,
        from: &str,
        presence: Presence,
    ) -> bool {
        let by = recipient(from);
        self.tell(gateway, instance, What::Presence { chat: by.clone(), by, presence })
    }

    /// Somebody calls the instance; the call's id is given. None when there is no such instance.
    pub(crate) fn call(
        &mut self,
        gateway: Gateway,
        instance: &str,
        from: &str,
        video: bool,
    ) -> Option<String> {
        let id = self.ids.hex(32).to_uppercase();
        let (from, stage) = (recipient(from), CallStage::Offered);
        let call = Call { id: id.clone(), from, video, group: None, stage };
        self.instance_mut(gateway, instance)?.calls.push(call.clone());
        self.tell(gateway, instance, What::Call(call)).then_some(id)
    }

    /// A call goes on. False when there is no such call.
    pub(crate) fn call_goes_on(
        &mut self,
        gateway: Gateway,
        instance: &str,
        id: &str,
        stage: CallStage,
    ) -> bool {
        let found = self.instance_mut(gateway, instance);
        let Some(call) = found.and_then(|found| found.calls.iter_mut().find(|call| call.id == id)) else {
            return false;
        };
        call.stage = stage;
        let call = call.clone();
        self.tell(gateway, instance, What::Call(call))
    }

    /// A member gives a group another name. False when there is no such group.
    pub(crate) fn rename_group(&mut self, jid: &str, by: &str, subject: &str) -> bool {
        let by = recipient(by);
        let now = self.clock.now();
        self.in_group(jid, &by, |group| group.rename(subject, &by, now))
    }

    /// An admin adds somebody to a group. False when there is no such group.
    pub(crate) fn add_to_group(&mut self, jid: &str, by: &str, member: &str) -> bool {
        self.in_group(jid, by, |group| {
            group.add(&recipient(member));
        })
    }

    /// An admin takes somebody out of a group. False when there is no such group.
    pub(crate) fn remove_from_group(&mut self, jid: &str, by: &str, member: &str) -> bool {
        self.in_group(jid, by, |group| {
            group.remove(&recipient(member));
        })
    }

    /// An admin makes a member an admin too, or a mere member again. False when there is no such group.
    pub(crate) fn set_group_admin(&mut self, jid: &str, by: &str, member: &str, admin: bool) -> bool {
        let rank = if admin { Rank::Admin } else { Rank::Member };
        self.in_group(jid, by, |group| {
            group.set_rank(&recipient(member), rank);
        })
    }

    fn in_group(&mut self, jid: &str, by: &str, change: impl FnOnce(&mut Group)) -> bool {
        self.change_group(jid, &digits(by), change)
    }
}
