use wagate_sdk_core::adapter::Contacts;
use wagate_sdk_core::wire::{WithRaw, phone_of};
use wagate_sdk_core::{
    Address, Answer, Contact, Done, Error, InstanceClient, Lid, NumberCheck, Page, PageToken, PhoneNumber,
    Profile, ProfilePicture,
};

use super::messages::recipient;
use crate::Ryze;
use crate::contacts::{self, BlockContact, ListContacts};
use crate::profile::{GetProfile, ProfileRead};

impl Contacts for Ryze {
    async fn check_numbers(
        client: &InstanceClient<Self>,
        phones: Vec<PhoneNumber>,
    ) -> Result<Vec<NumberCheck>, Error> {
        let mut checks = Vec::with_capacity(phones.len());
        for phone in phones {
            checks.push(check(client, phone).await?);
        }
        Ok(checks)
    }

    async fn list_contacts(
        client: &InstanceClient<Self>,
        _page: Option<PageToken>,
    ) -> Result<Page<Contact>, Error> {
        let list = client.call(ListContacts::new()).await?;
        // An address book without anybody may come as `null`.
        Ok(Page::last(list.contacts.unwrap_or_default().into_iter().map(contact).collect()))
    }

    async fn profile(client: &InstanceClient<Self>, of: Address) -> Result<Profile, Error> {
        client.exchange(GetProfile::of(recipient(&of)?)).await.map(profile_of)
    }

    async fn profile_picture(client: &InstanceClient<Self>, of: Address) -> Result<ProfilePicture, Error> {
        let answer = client.exchange(GetProfile::of(recipient(&of)?)).await?;
        Ok(ProfilePicture::new(answer.value.profile.profile_picture, answer.raw))
    }

    async fn block(client: &InstanceClient<Self>, who: Address, blocked: bool) -> Result<Done, Error> {
        client.exchange(BlockContact::new(recipient(&who)?, blocked)).await.map(Done::from)
    }
}

/// Asks for a number's profile, which the documents call the way to find out whether it is on WhatsApp.
async fn check(client: &InstanceClient<Ryze>, phone: PhoneNumber) -> Result<NumberCheck, Error> {
    let profile = match client.exchange(GetProfile::of(phone.digits())).await {
        Ok(answer) => profile_of(answer),
        Err(Error::RecipientInvalid(context)) => {
            return Ok(NumberCheck::new(phone, Some(false), context.raw().cloned().unwrap_or_default()));
        }
        Err(error) => return Err(error),
    };
    // A profile that names nobody says nothing.
    let found = profile.address.is_some() || profile.lid.is_some();
    let mut check = NumberCheck::new(phone, found.then_some(true), profile.raw);
    check.address = profile.address;
    check.lid = profile.lid;
    check.name = profile.name;
    Ok(check)
}

fn contact(row: WithRaw<contacts::Contact>) -> Contact {
    let WithRaw { value: row, raw } = row;
    let lid = row.lid.and_then(|lid| lid.parse::<Lid>().ok());
    let address = row.jid.and_then(|jid| jid.parse().ok()).or_else(|| lid.clone().map(Address::Lid));
    let mut contact = Contact::new(address, raw);
    contact.lid = contact.lid.or(lid);
    contact.name = row.full_name.or(row.first_name);
    contact.push_name = row.push_name;
    contact
}

pub(super) fn profile_of(answer: Answer<ProfileRead>) -> Profile {
    let told = answer.value.profile;
    let lid = told.lid.and_then(|lid| lid.parse::<Lid>().ok());
    let address = told.jid.and_then(|jid| jid.parse().ok()).or_else(|| lid.clone().map(Address::Lid));
    let mut profile = Profile::new(address, answer.raw);
    profile.lid = profile.lid.or(lid);
    let hidden = profile.lid.as_ref().map(Lid::digits);
    // Digits that are the LID's are no number.
    let phone = told.phone_number.filter(|digits| Some(digits.as_str()) != hidden);
    profile.phone = profile.phone.or_else(|| phone_of(&phone?));
    profile.name = told.profile_name;
    profile.about = told.profile_status;
    profile.picture = told.profile_picture;
    profile
}
