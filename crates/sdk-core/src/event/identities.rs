use std::collections::{HashMap, VecDeque};

use super::{Event, Person};
use crate::address::{Address, Lid, PhoneNumber};

/// Which LID belongs to which phone number, learned from events and contacts that tell both.
///
/// WhatsApp names the same person now by one, now by the other. Nothing is guessed: a LID's digits are no phone number. The memory is bounded:
/// beyond its capacity the pair that was learned first is forgotten.
///
/// ```
/// use wagate_sdk_core::{Address, Identities};
///
/// let mut known = Identities::new(10_000);
/// let (lid, phone): (Address, Address) = ("222333444555666@lid".parse()?, "+55 11 99999-0000".parse()?);
/// assert!(!known.same(&lid, &phone));
/// known.learn("222333444555666@lid".parse()?, "+55 11 99999-0000".parse()?);
/// assert!(known.same(&lid, &phone));
/// # Ok::<(), wagate_sdk_core::AddressError>(())
/// ```
#[derive(Debug, Clone)]
pub struct Identities {
    phones: HashMap<Lid, PhoneNumber>,
    lids: HashMap<PhoneNumber, Lid>,
    order: VecDeque<Lid>,
    capacity: usize,
}

impl Identities {
    /// Remembers at most this many people; at least one.
    pub fn new(capacity: usize) -> Self {
        Self {
            phones: HashMap::new(),
            lids: HashMap::new(),
            order: VecDeque::new(),
            capacity: capacity.max(1),
        }
    }

    /// Learns that both are the same person. A later pair replaces an earlier one of either.
    pub fn learn(&mut self, lid: Lid, phone: PhoneNumber) {
        if self.phones.get(&lid) == Some(&phone) {
            return;
        }
        self.forget(&lid);
        if let Some(other) = self.lids.get(&phone).cloned() {
            self.forget(&other);
        }
        if self.order.len() == self.capacity
            && let Some(oldest) = self.order.front().cloned()
        {
            self.forget(&oldest);
        }
        self.order.push_back(lid.clone());
        self.lids.insert(phone.clone(), lid.clone());
        self.phones.insert(lid, phone);
    }

    /// Learns what an event tells.
    pub fn observe(&mut self, event: &Event) {
        match event {
            Event::Message(m) => {
                self.pair(m.author_lid.as_ref(), m.author_phone.as_ref());
                self.pair(m.chat_lid.as_ref(), m.chat_phone.as_ref());
            }
            Event::History(messages) => {
                for m in messages {
                    self.pair(m.author_lid.as_ref(), m.author_phone.as_ref());
                    self.pair(m.chat_lid.as_ref(), m.chat_phone.as_ref());
                }
            }
            Event::MessageStatus(status) => self.people(&status.by),
            Event::MessageEdited(edited) => self.people(&edited.by),
            Event::MessageDeleted(deleted) => self.people(&deleted.by),
            Event::Reaction(reaction) => self.people(&reaction.by),
            Event::PollVote(vote) => self.people(&vote.by),
            Event::Presence(presence) => self.people([&presence.who]),
            Event::ChatsUpdated(chats) => {
                for chat in chats {
                    self.addresses(chat.address.as_ref(), chat.other_address.as_ref());
                }
            }
            Event::ContactsUpdated(contacts) => {
                for contact in contacts {
                    self.pair(contact.lid.as_ref(), contact.phone.as_ref());
                }
            }
            Event::GroupsUpdated(groups) => {
                for member in groups.iter().filter_map(|group| group.participants.as_ref()).flatten() {
                    self.pair(member.lid.as_ref(), member.phone.as_ref());
                }
            }
            Event::GroupParticipants(change) => self.people(change.participants.iter().chain(&change.by)),
            Event::Call(call) => self.people(&call.from),
            _ => {}
        }
    }

    /// The phone number of a LID, if it was told.
    pub fn phone(&self, lid: &Lid) -> Option<&PhoneNumber> {
        self.phones.get(lid)
    }

    /// The LID of a phone number, if it was told.
    pub fn lid(&self, phone: &PhoneNumber) -> Option<&Lid> {
        self.lids.get(phone)
    }

    /// Whether both addresses are known to be the same chat or person.
    pub fn same(&self, one: &Address, other: &Address) -> bool {
        one == other
            || match (one, other) {
                (Address::Lid(lid), Address::Phone(phone)) | (Address::Phone(phone), Address::Lid(lid)) => {
                    self.phone(lid) == Some(phone)
                }
                _ => false,
            }
    }

    /// How many people are known.
    pub fn len(&self) -> usize {
        self.order.len()
    }

    /// Whether nobody is known.
    pub fn is_empty(&self) -> bool {
        self.order.is_empty()
    }

    fn people<'a>(&mut self, people: impl IntoIterator<Item = &'a Person>) {
        for person in people {
            self.pair(person.lid.as_ref(), person.phone.as_ref());
        }
    }

    fn addresses(&mut self, one: Option<&Address>, other: Option<&Address>) {
        if let (Some(Address::Lid(lid)), Some(Address::Phone(phone)))
        | (Some(Address::Phone(phone)), Some(Address::Lid(lid))) = (one, other)
        {
            self.learn(lid.clone(), phone.clone());
        }
    }

    fn pair(&mut self, lid: Option<&Lid>, phone: Option<&PhoneNumber>) {
        if let (Some(lid), Some(phone)) = (lid, phone) {
            self.learn(lid.clone(), phone.clone());
        }
    }

    fn forget(&mut self, lid: &Lid) {
        if let Some(phone) = self.phones.remove(lid) {
            self.lids.remove(&phone);
            self.order.retain(|kept| kept != lid);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn lid(number: usize) -> Lid {
        format!("{}@lid", 100_000_000_000_000 + number).parse().unwrap()
    }

    fn phone(number: usize) -> PhoneNumber {
        format!("{}", 5_511_900_000_000_usize + number).parse().unwrap()
    }

    #[test]
    fn the_first_learned_is_the_first_forgotten() {
        let mut known = Identities::new(2);
        for number in 0..3 {
            known.learn(lid(number), phone(number));
        }
        assert_eq!(known.len(), 2);
        assert_eq!((known.phone(&lid(0)), known.lid(&phone(0))), (None, None));
        assert_eq!(known.phone(&lid(2)), Some(&phone(2)));
    }

    #[test]
    fn a_number_that_moved_to_another_lid_has_one_lid() {
        let mut known = Identities::new(8);
        known.learn(lid(1), phone(1));
        known.learn(lid(2), phone(1));
        assert_eq!((known.phone(&lid(1)), known.lid(&phone(1))), (None, Some(&lid(2))));
        known.learn(lid(2), phone(2));
        assert_eq!((known.lid(&phone(1)), known.phone(&lid(2))), (None, Some(&phone(2))));
        assert_eq!(known.len(), 1);
    }

    #[test]
    fn an_event_that_tells_both_teaches_both() {
        let mut known = Identities::new(8);
        let who = Person::new(Some(lid(4).into())).also(Some(&phone(4).into()));
        known.observe(&Event::Presence(Box::new(super::super::PresenceChanged::new(
            who,
            super::super::Presence::Typing,
        ))));
        assert!(known.same(&lid(4).into(), &phone(4).into()));
        // Digits are no proof.
        let alike: Address = format!("{}", 100_000_000_000_004_usize).parse().unwrap();
        assert!(!known.same(&lid(4).into(), &alike));
    }
}
