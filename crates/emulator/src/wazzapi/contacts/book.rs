//! The contacts, as the gateway keeps them.

use std::collections::{BTreeMap, HashSet};
use std::time::SystemTime;

use serde_json::{Map, Value};

use crate::Gateway;
use crate::world::World;

/// One contact.
#[derive(Debug)]
pub(in crate::wazzapi) struct Contact {
    pub(in crate::wazzapi) id: String,
    /// Digits.
    pub(in crate::wazzapi) phone: String,
    pub(in crate::wazzapi) name: Option<String>,
    pub(super) email: Option<String>,
    pub(super) source: &'static str,
    pub(super) tags: Vec<String>,
    pub(super) custom_fields: Option<Map<String, Value>>,
    pub(super) opted_out_at: Option<SystemTime>,
    pub(super) created_at: SystemTime,
    pub(super) updated_at: SystemTime,
}

impl Contact {
    pub(super) fn new(id: String, phone: &str, source: &'static str, now: SystemTime) -> Self {
        Self {
            id,
            phone: phone.to_owned(),
            name: None,
            email: None,
            source,
            tags: Vec::new(),
            custom_fields: None,
            opted_out_at: None,
            created_at: now,
            updated_at: now,
        }
    }
}

/// All contacts.
#[derive(Debug, Default)]
pub(in crate::wazzapi) struct Book {
    contacts: Vec<Contact>,
    /// The numbers of contacts that were deleted: they do not come back by themselves.
    deleted: HashSet<String>,
}

impl Book {
    pub(super) fn iter(&self) -> impl Iterator<Item = &Contact> {
        self.contacts.iter()
    }

    pub(in crate::wazzapi) fn get(&self, id: &str) -> Option<&Contact> {
        self.iter().find(|contact| contact.id == id)
    }

    pub(super) fn get_mut(&mut self, id: &str) -> Option<&mut Contact> {
        self.contacts.iter_mut().find(|contact| contact.id == id)
    }

    pub(in crate::wazzapi) fn by_phone(&self, phone: &str) -> Option<&Contact> {
        self.iter().find(|contact| contact.phone == phone)
    }

    /// Adds a contact. The caller has looked whether the number is free.
    pub(super) fn add(&mut self, contact: Contact) {
        self.deleted.remove(&contact.phone);
        self.contacts.push(contact);
    }

    /// Takes a contact out. False when there is none.
    pub(super) fn delete(&mut self, id: &str) -> bool {
        let Some(at) = self.contacts.iter().position(|contact| contact.id == id) else { return false };
        self.deleted.insert(self.contacts.remove(at).phone);
        true
    }
}

/// Adds whom the connected phones know: their address books, and with whom they have a chat.
// Guess: it happens without a call of contact.sync, under the source `whatsapp`; deleted contacts stay deleted.
pub(in crate::wazzapi) fn take_in(world: &mut World) {
    let book = &world.wazzapi.book;
    let known: HashSet<&str> = book.iter().map(|contact| contact.phone.as_str()).collect();
    let devices = world.instances(Gateway::Wazzapi).filter(|device| device.phone.is_some());
    let people = devices.flat_map(|device| world.contacts(Gateway::Wazzapi, &device.key));
    let new =
        |address: &str| !address.contains('@') && !known.contains(address) && !book.deleted.contains(address);
    let fresh = people.filter(|person| new(&person.address));
    let fresh: BTreeMap<String, Option<String>> = fresh.map(|person| (person.address, person.name)).collect();
    let now = world.clock.now();
    for (phone, name) in fresh {
        let contact = Contact { name, ..Contact::new(world.ids.uuid(), &phone, "whatsapp", now) };
        world.wazzapi.book.contacts.push(contact);
    }
}
