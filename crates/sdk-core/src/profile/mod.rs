//! Profiles, and who may see them.

mod privacy;

pub use privacy::{Audience, Privacy, PrivacySetting};

use crate::address::{Address, Lid, PhoneNumber};
use crate::raw::Raw;

/// What WhatsApp shows of a person, a business or the own number. What the gateway does not tell is `None`.
#[derive(Debug, Clone)]
#[non_exhaustive]
pub struct Profile {
    /// Whose it is, as the gateway tells it.
    pub address: Option<Address>,
    /// The phone number, where the gateway tells it. It is never made of a LID's digits.
    pub phone: Option<PhoneNumber>,
    /// The LID, where the gateway tells it.
    pub lid: Option<Lid>,
    /// The name.
    pub name: Option<String>,
    /// The text about it.
    pub about: Option<String>,
    /// The URL of the picture; it stops working after some time.
    pub picture: Option<String>,
    /// Whether it is a business.
    pub is_business: Option<bool>,
    /// All that the gateway told.
    pub raw: Raw,
}

impl Profile {
    /// A profile of which nothing but its address is known. A phone number's and a LID's go into their fields too.
    pub fn new(address: Option<Address>, raw: Raw) -> Self {
        let (phone, lid) = match &address {
            Some(Address::Phone(phone)) => (Some(phone.clone()), None),
            Some(Address::Lid(lid)) => (None, Some(lid.clone())),
            _ => (None, None),
        };
        Self { address, phone, lid, name: None, about: None, picture: None, is_business: None, raw }
    }
}

/// A profile picture.
#[derive(Debug, Clone)]
#[non_exhaustive]
pub struct ProfilePicture {
    /// Where it is; `None` when there is none, or when this number may not see it. The URL stops working after some time. VZaps sends the
    /// picture itself, which is a `data:` URL here.
    pub url: Option<String>,
    /// All that the gateway told.
    pub raw: Raw,
}

impl ProfilePicture {
    /// A picture at that URL, or none.
    pub fn new(url: Option<String>, raw: Raw) -> Self {
        Self { url, raw }
    }
}
