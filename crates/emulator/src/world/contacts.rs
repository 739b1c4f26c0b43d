//! The people on WhatsApp.

use std::collections::{BTreeMap, BTreeSet};

use super::telling::Touched;
use super::{World, digits, recipient};
use crate::Gateway;

/// What somebody says who has not written anything else.
pub(super) const ABOUT: &str = "Hey there! I am using WhatsApp.";

/// Someone on WhatsApp.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Contact {
    /// Digits, or a JID that is no phone number's.
    pub(crate) address: String,
    /// What the address book calls them.
    pub(crate) name: Option<String>,
    /// The first name that was given with it; its first word otherwise.
    pub(crate) first_name: Option<String>,
    /// What they call themselves.
    pub(crate) push_name: String,
    pub(crate) about: String,
    /// Where the picture is.
    pub(crate) picture: Option<String>,
}

impl Contact {
    fn new(address: &str) -> Self {
        Self {
            address: address.to_owned(),
            name: None,
            first_name: None,
            push_name: format!("Contact {}", address.split('@').next().unwrap_or_default()),
            about: ABOUT.to_owned(),
            picture: None,
        }
    }

    /// The hidden id that WhatsApp has for a phone number: always the same one.
    pub(crate) fn lid(&self) -> String {
        if self.address.ends_with("@lid") {
            return self.address.clone();
        }
        // FNV-1a, cut to the 15 digits that such ids have.
        let hash = self.address.bytes().fold(0xcbf2_9ce4_8422_2325_u64, |hash, byte| {
            (hash ^ u64::from(byte)).wrapping_mul(0x0000_0100_0000_01b3)
        });
        format!("{}@lid", 100_000_000_000_000 + hash % 900_000_000_000_000)
    }
}

/// Who is on WhatsApp: everybody but those who were taken off.
#[derive(Debug, Default)]
pub(super) struct People {
    known: BTreeMap<String, Contact>,
    missing: BTreeSet<String>,
    pub(super) touched: Touched<Contact>,
}

impl People {
    /// Somebody in everyone's address book.
    pub(super) fn known(&self, phone: &str) -> Option<&Contact> {
        self.known.get(phone)
    }
}

impl World {
    /// Somebody is on WhatsApp, and in everyone's address book.
    pub(crate) fn register_contact(&mut self, phone: &str) -> &mut Contact {
        let phone = digits(phone);
        self.people.missing.remove(&phone);
        self.people.touched.touch(&phone, || self.people.known.get(&phone).cloned());
        self.people.known.entry(phone.clone()).or_insert_with(|| Contact::new(&phone))
    }

    pub(crate) fn set_not_on_whatsapp(&mut self, phone: &str) {
        let phone = digits(phone);
        self.people.known.remove(&phone);
        self.people.missing.insert(phone);
    }

    /// Whether a number, in digits or as a JID, is on WhatsApp. Groups and other JIDs always are.
    pub(crate) fn is_on_whatsapp(&self, to: &str) -> bool {
        let person = !to.contains('@') || to.ends_with("@s.whatsapp.net") || to.ends_with("@c.us");
        let number = to.split(['@', ':']).next().unwrap_or_default();
        !person || !self.people.missing.contains(&digits(number))
    }

    /// What WhatsApp says of somebody: the owner of an instance, a known contact, or a stranger.
    pub(crate) fn person(&self, address: &str) -> Contact {
        let address = recipient(address);
        let known = self.people.known.get(&address);
        let mut person = known.cloned().unwrap_or_else(|| Contact::new(&address));
        let own = self.instances.iter().find(|instance| instance.phone.as_deref() == Some(&*address));
        if let Some(instance) = own {
            person.push_name = instance.push_name();
            person.about.clone_from(&instance.mailbox.profile.about);
            person.picture.clone_from(&instance.mailbox.profile.picture);
        }
        person
    }

    /// Whom an instance knows: who is in everyone's address book, and with whom it has a chat.
    pub(crate) fn contacts(&self, gateway: Gateway, instance: &str) -> Vec<Contact> {
        let chats = self.instance(gateway, instance).map(|instance| instance.mailbox.chats());
        let chats = chats.unwrap_or_default();
        let people = chats.iter().map(|chat| &chat.address);
        let people = people.filter(|address| !address.contains('@') || address.ends_with("@lid"));
        let addresses: BTreeSet<&String> = people.chain(self.people.known.keys()).collect();
        addresses.into_iter().map(|address| self.person(address)).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

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

    #[test]
    fn a_hidden_id_is_always_the_same() {
        let lid = Contact::new("5511999990000").lid();
        assert_eq!(lid, Contact::new("5511999990000").lid());
        assert_ne!(lid, Contact::new("5511999990001").lid());
        assert_eq!(lid.len(), 19);
        assert_eq!(Contact::new("123@lid").lid(), "123@lid");
    }
}
