use wagate_sdk_core::adapter::Contacts;
use wagate_sdk_core::wire::{WithRaw, phone_of};
use wagate_sdk_core::{
    Address, Contact, Done, Error, InstanceClient, NewContact, NumberCheck, Page, PageToken, PhoneNumber,
    Profile, ProfilePicture,
};

use super::messages::recipient;
use super::whole;
use crate::Vzaps;
use crate::contacts::{self, AddContact, CheckNumbers, ListContacts};
use crate::profile::{GetAvatar, GetUserInfo, UserInfo};

impl Contacts for Vzaps {
    async fn check_numbers(
        client: &InstanceClient<Self>,
        phones: Vec<PhoneNumber>,
    ) -> Result<Vec<NumberCheck>, Error> {
        let asked = phones.iter().map(|phone| phone.digits().to_owned()).collect();
        let answer = client.exchange(CheckNumbers::new(asked)).await?;
        let told = answer.value.data.users;
        let checks = phones.into_iter().map(|phone| {
            let row =
                told.iter().find(|row| row.phone.as_deref().and_then(phone_of).as_ref() == Some(&phone));
            let mut check = NumberCheck::new(phone, row.and_then(|row| row.exists), answer.raw.clone());
            if check.on_whatsapp == Some(true) {
                check.address = row.and_then(|row| row.jid.as_deref()?.parse().ok());
            }
            check
        });
        Ok(checks.collect())
    }

    async fn list_contacts(
        client: &InstanceClient<Self>,
        _page: Option<PageToken>,
    ) -> Result<Page<Contact>, Error> {
        whole(client.exchange(ListContacts::new()).await?, |row| Some(contact(row)))
    }

    async fn add_contact(client: &InstanceClient<Self>, contact: NewContact) -> Result<Done, Error> {
        let name = contact.name.trim();
        // The gateway wants both, and there is one.
        let first = name.split_whitespace().next().unwrap_or(name);
        client.exchange(AddContact::new(contact.phone.digits(), first, name)).await.map(Done::from)
    }

    async fn profile(client: &InstanceClient<Self>, of: Address) -> Result<Profile, Error> {
        let answer = client.exchange(GetUserInfo::new(vec![recipient(&of)?])).await?;
        let user = answer.value.data.users.into_iter().flatten().next().map(|row| row.value);
        let user: UserInfo = user.unwrap_or_default();
        let address = user.jid.or(user.phone).and_then(|text| text.parse().ok());
        let mut profile = Profile::new(Some(address.unwrap_or(of)), answer.raw);
        let is_business = user.business_name.is_some() || user.verified_name.is_some();
        profile.name = user.push_name.or(user.business_name).or(user.verified_name);
        profile.about = user.about;
        profile.picture = user.profile_picture_url;
        profile.is_business = is_business.then_some(true);
        Ok(profile)
    }

    /// The gateway gives the picture itself: as a `data:` URL it is in the answer, and does not stop working.
    async fn profile_picture(client: &InstanceClient<Self>, of: Address) -> Result<ProfilePicture, Error> {
        let answer = client.exchange(GetAvatar::new(recipient(&of)?)).await?;
        let kind = answer.value.data.mimetype.as_deref().unwrap_or("application/octet-stream");
        let url = answer.value.data.base64.as_ref().map(|base64| format!("data:{kind};base64,{base64}"));
        Ok(ProfilePicture::new(url, answer.raw))
    }
}

fn contact(row: WithRaw<contacts::Contact>) -> Contact {
    let WithRaw { value: row, raw } = row;
    let phone = row.phone.as_deref().and_then(phone_of);
    let address = row.jid.and_then(|jid| jid.parse().ok()).or_else(|| phone.clone().map(Address::Phone));
    let mut contact = Contact::new(address, raw);
    contact.phone = contact.phone.or(phone);
    contact.name = row.full_name.or(row.name).or(row.first_name);
    contact.push_name = row.push_name.or(row.business_name);
    contact
}
