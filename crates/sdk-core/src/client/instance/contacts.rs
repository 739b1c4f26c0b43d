//! People: who is on WhatsApp, the address book, profiles.

use std::collections::HashSet;

use super::{InstanceClient, Listing};
use crate::adapter::Provider;
use crate::address::{Address, PhoneNumber};
use crate::capabilities::Operation;
use crate::contact::{Candidate, Contact, NewContact, NumberCheck, Resolved, candidates};
use crate::done::Done;
use crate::error::{Error, ErrorContext};
use crate::profile::{Profile, ProfilePicture};

impl<P: Provider> InstanceClient<P> {
    /// Which numbers are on WhatsApp: one answer for each, in their order.
    ///
    /// RyzeAPI `profile.get`, one request a number; Evolution API `chat.whatsapp_numbers`; VZaps `user.check`.
    ///
    /// # Errors
    /// [`Error::InvalidRequest`] before anything leaves for none, and for a number that is named twice; [`Error::Unsupported`] on WazzAPI.
    pub async fn check_numbers(&self, phones: &[PhoneNumber]) -> Result<Vec<NumberCheck>, Error> {
        let check = if phones.is_empty() {
            Err(Error::invalid("no number is named"))
        } else if phones.iter().collect::<HashSet<_>>().len() < phones.len() {
            Err(Error::invalid("a number is named twice"))
        } else {
            Ok(())
        };
        self.run_if(Operation::CheckNumbers, check, P::check_numbers(self, phones.to_vec())).await
    }

    /// The address of a number on WhatsApp, which knows some countries' numbers in another spelling than people write.
    ///
    /// The spellings are asked of the gateway in one call of [`InstanceClient::check_numbers`]: the number as it is, and the other one with or
    /// without Brazil's ninth digit (mobile numbers only), Mexico's 1 or Argentina's 9. The first that is on WhatsApp is the answer, and is
    /// kept by this client and its clones. Nothing is guessed: a spelling that the gateway does not confirm is never used.
    ///
    /// ```
    /// # use wagate_sdk_core::{Error, InstanceClient, PhoneNumber};
    /// # async fn example(line: InstanceClient, number: PhoneNumber) -> Result<(), Error> {
    /// let resolved = line.resolve(&number).await?;
    /// if let Some(rule) = resolved.rule {
    ///     println!("{number} is {} on WhatsApp, by {rule:?}", resolved.address);
    /// }
    /// line.send_text(&resolved.address, "Hello").await?;
    /// # Ok(())
    /// # }
    /// ```
    ///
    /// # Errors
    /// [`Error::RecipientInvalid`] when the gateway says of every spelling that it is not on WhatsApp, [`Error::NotFound`] when it says
    /// nothing of them; else as [`InstanceClient::check_numbers`].
    pub async fn resolve(&self, phone: &PhoneNumber) -> Result<Resolved, Error> {
        if let Some(known) = self.core.resolutions.get().and_then(|kept| kept.get(phone)) {
            return Ok(known);
        }
        let candidates = candidates(phone);
        let phones: Vec<PhoneNumber> = candidates.iter().map(|candidate| candidate.phone.clone()).collect();
        let checks = self.check_numbers(&phones).await?;
        let resolved =
            resolved(phone, &candidates, &checks).map_err(|error| self.at(error, Operation::CheckNumbers))?;
        self.core.resolutions.get_or_init(Box::default).keep(&resolved);
        Ok(resolved)
    }

    /// The address book, page by page.
    ///
    /// RyzeAPI `chat.contacts`, Evolution API `chat.find_contacts`, VZaps `contact.list`, WazzAPI `contact.list` (of all instances).
    pub fn contacts(&self) -> Listing<Contact> {
        self.listing(Operation::Contacts, |client, page| {
            Box::pin(async move { P::list_contacts(&client, page).await })
        })
    }

    /// Adds somebody to the address book.
    ///
    /// VZaps `contact.add`, WazzAPI `contact.create`.
    ///
    /// # Errors
    /// [`Error::Unsupported`] on RyzeAPI and Evolution API.
    pub async fn add_contact(&self, contact: NewContact) -> Result<Done, Error> {
        self.run_if(Operation::AddContact, contact.check(), P::add_contact(self, contact)).await
    }

    /// What WhatsApp shows of somebody: name, about, picture.
    ///
    /// RyzeAPI `profile.get`, Evolution API `chat.fetch_profile`, VZaps `user.info`.
    ///
    /// # Errors
    /// [`Error::Unsupported`] on WazzAPI.
    pub async fn profile(&self, of: &Address) -> Result<Profile, Error> {
        let check = self.takes(Operation::Profile, of);
        self.run_if(Operation::Profile, check, P::profile(self, of.clone())).await
    }

    /// Somebody's profile picture, or none.
    ///
    /// RyzeAPI `profile.get`, Evolution API `chat.fetch_profile_picture`, VZaps `user.avatar`, WazzAPI `contact.profile_picture` once the
    /// contact was found by search.
    ///
    /// # Errors
    /// What the gateway says of somebody whom it does not know.
    pub async fn profile_picture(&self, of: &Address) -> Result<ProfilePicture, Error> {
        let check = self.takes(Operation::ProfilePicture, of);
        self.run_if(Operation::ProfilePicture, check, P::profile_picture(self, of.clone())).await
    }

    /// Blocks somebody.
    ///
    /// RyzeAPI `chat.block`, Evolution API `chat.update_block_status`.
    ///
    /// # Errors
    /// [`Error::Unsupported`] on VZaps and WazzAPI.
    pub async fn block(&self, who: &Address) -> Result<Done, Error> {
        self.set_blocked(who, true).await
    }

    /// Unblocks somebody.
    ///
    /// # Errors
    /// As [`InstanceClient::block`].
    pub async fn unblock(&self, who: &Address) -> Result<Done, Error> {
        self.set_blocked(who, false).await
    }

    async fn set_blocked(&self, who: &Address, blocked: bool) -> Result<Done, Error> {
        let check = self.takes(Operation::Block, who);
        self.run_if(Operation::Block, check, P::block(self, who.clone(), blocked)).await
    }
}

/// The first spelling that is on WhatsApp.
fn resolved(
    asked: &PhoneNumber,
    candidates: &[Candidate],
    checks: &[NumberCheck],
) -> Result<Resolved, Error> {
    let told = |candidate: &Candidate| checks.iter().find(|check| check.asked == candidate.phone);
    let found = candidates.iter().find_map(|candidate| {
        let check = told(candidate).filter(|check| check.on_whatsapp == Some(true))?;
        // WhatsApp's own spelling is better than the one that it understood.
        let address = check.address.clone().unwrap_or_else(|| candidate.phone.clone().into());
        let spelled = candidates.iter().find(|other| address.as_phone() == Some(&other.phone));
        let rule = spelled.unwrap_or(candidate).rule;
        Some(Resolved { address, asked: asked.clone(), rule })
    });
    found.ok_or_else(|| {
        if candidates.iter().any(|candidate| told(candidate).is_none_or(|check| check.on_whatsapp.is_none()))
        {
            return Error::not_found("the gateway does not say whether the number is on WhatsApp");
        }
        let context = ErrorContext::before_io("the number is not on WhatsApp, in none of its spellings");
        Error::RecipientInvalid(Box::new(context))
    })
}
