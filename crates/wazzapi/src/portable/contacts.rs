//! People: the organization's address book, which is the same for all its devices.

use wagate_sdk_core::adapter::Contacts;
use wagate_sdk_core::{
    Address, Contact, Done, Error, InstanceClient, NewContact, Page, PageToken, PhoneNumber, ProfilePicture,
    Raw,
};

use crate::Wazzapi;
use crate::contacts::{Contact as Row, CreateContact, GetProfilePicture, ListContacts};

/// Contacts on one page: the documented greatest.
const PAGE: u64 = 100;

impl Contacts for Wazzapi {
    async fn list_contacts(
        client: &InstanceClient<Self>,
        page: Option<PageToken>,
    ) -> Result<Page<Contact>, Error> {
        let offset = page.map_or(0, |page| page.position());
        let list = client.call(contacts(offset)).await?;
        let next = list.next_offset(offset, PAGE).map(PageToken::new);
        Ok(Page::new(list.contacts.into_iter().map(|row| contact(row.value, row.raw)).collect(), next))
    }

    async fn add_contact(client: &InstanceClient<Self>, contact: NewContact) -> Result<Done, Error> {
        let mut create = CreateContact::new(contact.phone.digits());
        create.name = Some(contact.name);
        client.exchange(create).await.map(Done::from)
    }

    async fn profile_picture(client: &InstanceClient<Self>, of: Address) -> Result<ProfilePicture, Error> {
        // The capabilities refuse other kinds before this.
        let Some(phone) = of.as_phone() else {
            return Err(Error::unsupported("WazzAPI's contacts are phone numbers"));
        };
        let mut picture = GetProfilePicture::new(find(client, phone).await?);
        picture.whatsapp_account_id = Some(client.id().to_owned());
        match client.exchange(picture).await {
            Ok(answer) => Ok(ProfilePicture::new(answer.value.url, answer.raw)),
            // The contact is there, it was just found: what is missing is its picture.
            Err(Error::NotFound(context)) => {
                Ok(ProfilePicture::new(None, context.raw().cloned().unwrap_or_default()))
            }
            Err(error) => Err(error),
        }
    }
}

/// The address book from an offset on.
fn contacts(offset: u64) -> ListContacts {
    let mut list = ListContacts::new();
    list.limit = Some(PAGE);
    list.offset = Some(offset);
    list
}

/// The gateway's id of the contact with a number. What the gateway searches is not documented, so only the number itself counts.
async fn find(client: &InstanceClient<Wazzapi>, phone: &PhoneNumber) -> Result<String, Error> {
    let mut next = Some(0);
    while let Some(offset) = next {
        let mut list = contacts(offset);
        list.search = Some(phone.digits().to_owned());
        let list = client.call(list).await?;
        next = list.next_offset(offset, PAGE);
        let found = list.contacts.into_iter().find(|row| {
            let number = row.value.phone_number.as_deref().and_then(|number| number.parse().ok());
            number.as_ref() == Some(phone)
        });
        if let Some(found) = found {
            return Ok(found.value.id);
        }
    }
    Err(Error::not_found("a search finds no contact with this number in the organization's address book"))
}

fn contact(row: Row, raw: Raw) -> Contact {
    let address = row.phone_number.and_then(|number| number.parse().ok());
    let mut contact = Contact::new(address, raw);
    contact.name = row.name;
    contact.push_name = row.whatsapp_name;
    contact.picture = row.profile_picture_url;
    contact.id = Some(row.id);
    contact
}
