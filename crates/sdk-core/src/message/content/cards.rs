use super::not_empty;
use crate::address::{Address, PhoneNumber};
use crate::error::Error;

/// Contact cards.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct Contacts {
    /// The cards, at least one.
    pub cards: Vec<ContactCard>,
}

/// The card of one contact.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct ContactCard {
    /// The name that is shown.
    pub name: String,
    /// The number.
    pub phone: PhoneNumber,
    /// The company.
    pub organization: Option<String>,
    /// The e-mail address.
    pub email: Option<String>,
    /// The web page.
    pub url: Option<String>,
}

impl ContactCard {
    /// A card with what every one has.
    pub fn new(name: impl Into<String>, phone: PhoneNumber) -> Self {
        Self { name: name.into(), phone, organization: None, email: None, url: None }
    }

    /// Adds the company.
    #[must_use]
    pub fn organization(mut self, organization: impl Into<String>) -> Self {
        self.organization = Some(organization.into());
        self
    }

    /// Adds the e-mail address.
    #[must_use]
    pub fn email(mut self, email: impl Into<String>) -> Self {
        self.email = Some(email.into());
        self
    }

    /// Adds the web page.
    #[must_use]
    pub fn url(mut self, url: impl Into<String>) -> Self {
        self.url = Some(url.into());
        self
    }
}

impl Contacts {
    /// Adds a card. More than the gateway takes is an error, never silently the first.
    #[must_use]
    pub fn and(mut self, card: ContactCard) -> Self {
        self.cards.push(card);
        self
    }

    pub(super) fn check(&self, _to: &Address) -> Result<(), Error> {
        if self.cards.is_empty() {
            return Err(Error::invalid("there is no contact card"));
        }
        self.cards.iter().try_for_each(|card| not_empty("a contact's name", &card.name))
    }
}
