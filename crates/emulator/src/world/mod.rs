//! The world behind the faces: instances, phones and what was sent.
//!
//! What all gateways have stands here. What only one of them has (Ryze's quota, VZaps' JWTs …) is a state of the
//! gateway's own, in its folder, reached through the fields of [`World`].

mod ids;
mod instance;
mod pairing;

pub(crate) use ids::Ids;
pub(crate) use instance::{Instance, NewInstance, State};

use std::collections::HashSet;

use serde_json::Value;

use crate::clock::Clock;
use crate::evolution::EvolutionState;
use crate::ryze::RyzeState;
use crate::vzaps::VzapsState;
use crate::wazzapi::WazzapiState;
use crate::{Gateway, LedgerEntry, ReceivedMedia};

/// Everything that a gateway would keep in its database.
#[derive(Debug)]
pub(crate) struct World {
    pub(crate) clock: Clock,
    pub(crate) ids: Ids,
    pub(crate) ryze: RyzeState,
    pub(crate) evolution: EvolutionState,
    pub(crate) vzaps: VzapsState,
    pub(crate) wazzapi: WazzapiState,
    auto_scan: bool,
    instances: Vec<Instance>,
    ledger: Vec<LedgerEntry>,
    contacts: HashSet<String>,
    not_on_whatsapp: HashSet<String>,
    revoked: HashSet<String>,
}

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
    pub(crate) fn new(auto_scan: bool, seed: u32) -> Self {
        Self {
            clock: Clock::default(),
            ids: Ids::seeded(seed),
            ryze: RyzeState::default(),
            evolution: EvolutionState::default(),
            vzaps: VzapsState::default(),
            wazzapi: WazzapiState::default(),
            auto_scan,
            instances: Vec::new(),
            ledger: Vec::new(),
            contacts: HashSet::new(),
            not_on_whatsapp: HashSet::new(),
            revoked: HashSet::new(),
        }
    }

    /// Forgets everything but the counters: an id that was given out is never given out again.
    pub(crate) fn reset(&mut self) {
        let ids = std::mem::take(&mut self.ids);
        *self = Self { ids, ..Self::new(self.auto_scan, 0) };
    }

    /// Adds an instance. The face has checked that its key is free.
    pub(crate) fn create_instance(&mut self, new: NewInstance) -> &mut Instance {
        let now = self.clock.now();
        let instance = Instance::new(new, self.ids.next(), now);
        let last = self.instances.len();
        self.instances.push(instance);
        &mut self.instances[last]
    }

    pub(crate) fn delete_instance(&mut self, gateway: Gateway, key: &str) -> Option<Instance> {
        let at = self.position(gateway, key)?;
        Some(self.instances.remove(at))
    }

    pub(crate) fn instance(&self, gateway: Gateway, key: &str) -> Option<&Instance> {
        self.instances.get(self.position(gateway, key)?)
    }

    pub(crate) fn instance_mut(&mut self, gateway: Gateway, key: &str) -> Option<&mut Instance> {
        let at = self.position(gateway, key)?;
        self.instances.get_mut(at)
    }

    /// A gateway's instances, oldest first.
    pub(crate) fn instances(&self, gateway: Gateway) -> impl Iterator<Item = &Instance> {
        self.instances.iter().filter(move |instance| instance.gateway == gateway)
    }

    /// The instance that a token belongs to; none for a revoked token.
    pub(crate) fn instance_by_token(&self, gateway: Gateway, token: &str) -> Option<&Instance> {
        self.instances(gateway)
            .find(|instance| instance.token.as_deref() == Some(token))
            .filter(|_| !self.is_revoked(token))
    }

    /// Refuses a token of any kind from now on.
    pub(crate) fn revoke(&mut self, token: &str) {
        self.revoked.insert(token.to_owned());
    }

    pub(crate) fn is_revoked(&self, token: &str) -> bool {
        self.revoked.contains(token)
    }

    /// Writes an accepted message into the ledger and gives its id.
    pub(crate) fn accept(&mut self, accepted: Accepted<'_>) -> String {
        let message_id = accepted.message_id.unwrap_or_else(|| self.ids.message_id());
        self.ledger.push(LedgerEntry {
            gateway: accepted.gateway,
            instance: accepted.instance.to_owned(),
            message_id: message_id.clone(),
            to: accepted.to,
            kind: accepted.kind.to_owned(),
            content: accepted.content,
            media: accepted.media,
            at: self.clock.now(),
        });
        message_id
    }

    /// What was accepted, oldest first.
    pub(crate) fn ledger(&self) -> &[LedgerEntry] {
        &self.ledger
    }

    /// The accepted message of this id, if this instance sent it.
    pub(crate) fn message(&self, gateway: Gateway, instance: &str, message_id: &str) -> Option<&LedgerEntry> {
        self.ledger.iter().find(|entry| {
            entry.gateway == gateway && entry.instance == instance && entry.message_id == message_id
        })
    }

    pub(crate) fn register_contact(&mut self, phone: &str) {
        let phone = digits(phone);
        self.not_on_whatsapp.remove(&phone);
        self.contacts.insert(phone);
    }

    pub(crate) fn set_not_on_whatsapp(&mut self, phone: &str) {
        let phone = digits(phone);
        self.contacts.remove(&phone);
        self.not_on_whatsapp.insert(phone);
    }

    /// Whether a number, in digits or as a JID, is on WhatsApp. Groups and other JIDs always are.
    pub(crate) fn is_on_whatsapp(&self, to: &str) -> bool {
        let person = !to.contains('@') || to.ends_with("@s.whatsapp.net") || to.ends_with("@c.us");
        let number = to.split(['@', ':']).next().unwrap_or_default();
        !person || !self.not_on_whatsapp.contains(&digits(number))
    }

    fn position(&self, gateway: Gateway, key: &str) -> Option<usize> {
        self.instances.iter().position(|instance| instance.gateway == gateway && instance.key == key)
    }
}

/// The digits of a text.
pub(crate) fn digits(text: &str) -> String {
    text.chars().filter(char::is_ascii_digit).collect()
}

/// A recipient as WhatsApp sees it: digits for a person, however the person was written; any other JID as it is.
pub(crate) fn recipient(to: &str) -> String {
    let to = to.trim();
    match to.split_once('@') {
        None => digits(to),
        Some((number, "s.whatsapp.net" | "c.us")) => digits(number.split(':').next().unwrap_or(number)),
        Some(_) => to.to_owned(),
    }
}

/// The JID of a [`recipient`].
pub(crate) fn jid(recipient: &str) -> String {
    if recipient.contains('@') { recipient.to_owned() } else { format!("{recipient}@s.whatsapp.net") }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_person_is_digits_however_written() {
        for written in
            ["5511999990000", "+55 11 99999-0000", "5511999990000@s.whatsapp.net", "5511999990000:3@c.us"]
        {
            assert_eq!(recipient(written), "5511999990000");
        }
        assert_eq!(recipient("120363000@g.us"), "120363000@g.us");
        assert_eq!(recipient("123@lid"), "123@lid");
    }

    #[test]
    fn only_people_can_be_missing_from_whatsapp() {
        let mut world = World::new(false, 0);
        world.set_not_on_whatsapp("+55 11 1");
        assert!(!world.is_on_whatsapp("55111"));
        assert!(!world.is_on_whatsapp("55111@s.whatsapp.net"));
        assert!(world.is_on_whatsapp("55111@g.us"));
        world.register_contact("55111");
        assert!(world.is_on_whatsapp("55111"));
    }
}
