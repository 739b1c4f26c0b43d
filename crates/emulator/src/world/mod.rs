//! The world behind the faces: instances and their phones, people, groups and what was sent.
//!
//! What all gateways have stands here. What only one of them has (Ryze's quota, VZaps' JWTs …) is a state of the
//! gateway's own, in its folder, reached through the fields of [`World`].

mod contacts;
mod groups;
mod happening;
mod history;
mod ids;
mod instance;
mod mailbox;
mod others;
mod pairing;
mod telling;

pub(crate) use contacts::Contact;
pub(crate) use groups::{Group, Rank};
pub(crate) use happening::{Call, Connection, GroupChange, Happening, What};
pub use happening::{CallStage, Presence};
pub(crate) use history::Accepted;
pub(crate) use ids::Ids;
pub(crate) use instance::{Instance, NewInstance, State};
pub(crate) use mailbox::{
    Act, Chat, Delivery, File, Label, Mailbox, Message, Mute, Operation, Privacy, Profile,
};

use contacts::People;
use telling::Touched;

use std::collections::HashSet;

use crate::clock::Clock;
use crate::evolution::EvolutionState;
use crate::push::Deliveries;
use crate::ryze::RyzeState;
use crate::vzaps::VzapsState;
use crate::wazzapi::WazzapiState;
use crate::{Gateway, LedgerEntry};

/// Everything that a gateway would keep in its database.
#[derive(Debug)]
pub(crate) struct World {
    pub(crate) clock: Clock,
    pub(crate) ids: Ids,
    pub(crate) ryze: RyzeState,
    pub(crate) evolution: EvolutionState,
    pub(crate) vzaps: VzapsState,
    pub(crate) wazzapi: WazzapiState,
    /// What was posted to webhooks.
    pub(crate) deliveries: Deliveries,
    auto_scan: bool,
    instances: Vec<Instance>,
    ledger: Vec<LedgerEntry>,
    people: People,
    groups: Vec<Group>,
    touched_groups: Touched<Group>,
    /// Who changes a group now, where it is not an instance.
    acting: Option<String>,
    revoked: HashSet<String>,
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
            deliveries: Deliveries::default(),
            auto_scan,
            instances: Vec::new(),
            ledger: Vec::new(),
            people: People::default(),
            groups: Vec::new(),
            touched_groups: Touched::default(),
            acting: None,
            revoked: HashSet::new(),
        }
    }

    /// Forgets everything but the counters: an id that was given out is never given out again.
    pub(crate) fn reset(&mut self) {
        let ids = std::mem::take(&mut self.ids);
        let mut evolution = std::mem::take(&mut self.evolution);
        evolution.reset();
        *self = Self { ids, evolution, ..Self::new(self.auto_scan, 0) };
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
}
