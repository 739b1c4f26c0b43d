//! People: the address book, who is on WhatsApp, their profiles.

mod check;
mod resolve;

pub use check::NumberCheck;
pub(crate) use resolve::{Candidate, Resolutions, candidates};
pub use resolve::{NumberRule, Resolved};

use crate::address::{Address, Lid, PhoneNumber};
use crate::error::Error;
use crate::raw::Raw;

/// A contact, as the gateway's address book has it. What it does not tell is `None`.
#[derive(Debug, Clone)]
#[non_exhaustive]
pub struct Contact {
    /// The address by which the gateway lists it; `None` for a JID of a kind that this SDK does not know, which stands in `raw`.
    pub address: Option<Address>,
    /// The phone number, where the gateway tells it. It is never made of a LID's digits.
    pub phone: Option<PhoneNumber>,
    /// The LID, where the gateway tells it.
    pub lid: Option<Lid>,
    /// The name in the address book.
    pub name: Option<String>,
    /// The name that the person chose.
    pub push_name: Option<String>,
    /// The URL of the profile picture.
    pub picture: Option<String>,
    /// The gateway's own id of the contact, where it has one (WazzAPI).
    pub id: Option<String>,
    /// All that the gateway told of it.
    pub raw: Raw,
}

impl Contact {
    /// A contact of which only its address is known. A phone number's and a LID's go into their fields too.
    pub fn new(address: Option<Address>, raw: Raw) -> Self {
        let mut contact = Self {
            address,
            phone: None,
            lid: None,
            name: None,
            push_name: None,
            picture: None,
            id: None,
            raw,
        };
        match &contact.address {
            Some(Address::Phone(phone)) => contact.phone = Some(phone.clone()),
            Some(Address::Lid(lid)) => contact.lid = Some(lid.clone()),
            _ => {}
        }
        contact
    }
}

/// A contact to add to the address book.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct NewContact {
    /// The number.
    pub phone: PhoneNumber,
    /// The name.
    pub name: String,
}

impl NewContact {
    /// A contact with this name.
    pub fn new(phone: PhoneNumber, name: impl Into<String>) -> Self {
        Self { phone, name: name.into() }
    }

    pub(crate) fn check(&self) -> Result<(), Error> {
        if self.name.trim().is_empty() {
            return Err(Error::invalid("the contact's name is empty"));
        }
        Ok(())
    }
}
