use crate::address::{Address, Lid, PhoneNumber};

/// Somebody in an event, by all the addresses that the gateway told.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct Person {
    /// The address by which the gateway names the person; `None` for a JID of a kind that this SDK does not know.
    pub address: Option<Address>,
    /// The phone number, where the gateway tells it. It is never made of a LID's digits.
    pub phone: Option<PhoneNumber>,
    /// The LID, where the gateway tells it.
    pub lid: Option<Lid>,
    /// The name, where the gateway tells it.
    pub name: Option<String>,
}

impl Person {
    /// Somebody by the address that the gateway names first. A phone number's and a LID's go into their fields too.
    pub fn new(address: Option<Address>) -> Self {
        Self { address: None, ..Self::default() }.also(address.as_ref()).named(address)
    }

    /// Adds another address of the same person; one that is neither a phone number nor a LID changes nothing.
    #[must_use]
    pub fn also(mut self, other: Option<&Address>) -> Self {
        match other {
            Some(Address::Phone(phone)) => self.phone = Some(phone.clone()),
            Some(Address::Lid(lid)) => self.lid = Some(lid.clone()),
            _ => {}
        }
        self
    }

    fn named(mut self, address: Option<Address>) -> Self {
        self.address = address;
        self
    }
}

impl From<Address> for Person {
    fn from(address: Address) -> Self {
        Self::new(Some(address))
    }
}
