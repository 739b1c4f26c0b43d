//! People.

use wagate_sdk_core::adapter::Contacts;
use wagate_sdk_core::wire::WithRaw;
use wagate_sdk_core::{
    Address, Contact, Done, Error, InstanceClient, NumberCheck, Page, PageToken, PhoneNumber, Profile,
    ProfilePicture,
};

use super::{address, recipient};
use crate::Evolution;
use crate::contacts::{
    BlockStatus, CheckNumbers, ContactKind, ContactRow, FindContacts, NumberRow, UpdateBlockStatus,
};
use crate::profile::{self, FetchProfile, FetchProfilePicture};

/// How many contacts are asked for at once.
const PAGE: u64 = 100;

impl Contacts for Evolution {
    async fn check_numbers(
        client: &InstanceClient<Self>,
        phones: Vec<PhoneNumber>,
    ) -> Result<Vec<NumberCheck>, Error> {
        let answer = client.exchange(CheckNumbers::new(phones.iter().map(PhoneNumber::digits))).await?;
        let check = |asked: PhoneNumber| {
            let row = answer.value.iter().find(|row| is_of(&row.value, &asked));
            match row {
                Some(row) => number_check(asked, row),
                // The server said nothing of it: its whole answer shows that.
                None => NumberCheck::new(asked, None, answer.raw.clone()),
            }
        };
        Ok(phones.into_iter().map(check).collect())
    }

    /// The server keeps groups among the contacts; they are left out. A page that held nothing else is passed over, since an empty one would
    /// end the list.
    async fn list_contacts(
        client: &InstanceClient<Self>,
        page: Option<PageToken>,
    ) -> Result<Page<Contact>, Error> {
        let mut number = page.map_or(1, |page| page.position());
        loop {
            let mut find = FindContacts::new();
            (find.page, find.offset) = (Some(number), Some(PAGE));
            let rows = client.call(find).await?;
            // A server that does not count pages answers with all at once.
            let is_full = rows.len() as u64 == PAGE;
            let people: Vec<Contact> =
                rows.into_iter().filter(|row| is_person(&row.value)).map(contact).collect();
            number += 1;
            if !is_full {
                return Ok(Page::last(people));
            }
            if !people.is_empty() {
                return Ok(Page::new(people, Some(PageToken::new(number))));
            }
        }
    }

    async fn profile(client: &InstanceClient<Self>, of: Address) -> Result<Profile, Error> {
        let answer = client.exchange(FetchProfile::of(recipient(&of)?)).await?;
        let profile::Profile { wuid, name, picture, status, is_business, .. } = answer.value;
        let mut profile = Profile::new(address(wuid.as_deref()), answer.raw);
        profile.name = name;
        profile.about = status.and_then(|about| about.text);
        profile.picture = picture;
        profile.is_business = is_business;
        Ok(profile)
    }

    async fn profile_picture(client: &InstanceClient<Self>, of: Address) -> Result<ProfilePicture, Error> {
        let answer = client.exchange(FetchProfilePicture::new(recipient(&of)?)).await?;
        Ok(ProfilePicture::new(answer.value.profile_picture_url, answer.raw))
    }

    async fn block(client: &InstanceClient<Self>, who: Address, blocked: bool) -> Result<Done, Error> {
        let status = if blocked { BlockStatus::Block } else { BlockStatus::Unblock };
        client.exchange(UpdateBlockStatus::new(recipient(&who)?, status)).await.map(Done::from)
    }
}

/// The row repeats the number as it was asked for, also where WhatsApp writes it in another way.
fn is_of(row: &NumberRow, asked: &PhoneNumber) -> bool {
    let told = row.number.as_deref().or(row.jid.as_deref());
    matches!(address(told), Some(Address::Phone(phone)) if phone == *asked)
}

/// The JID of a number that is not on WhatsApp is only the number in another form: it leads nowhere.
fn number_check(asked: PhoneNumber, WithRaw { value: row, raw }: &WithRaw<NumberRow>) -> NumberCheck {
    let mut check = NumberCheck::new(asked, row.exists, raw.clone());
    check.address = address(row.jid.as_deref()).filter(|_| row.exists == Some(true));
    let told = [row.lid.as_deref(), row.jid.as_deref()].map(address);
    check.lid = told.into_iter().flatten().find_map(|told| match told {
        Address::Lid(lid) => Some(lid),
        // The word `lid` alone, or the phone number.
        _ => None,
    });
    check.name.clone_from(&row.name);
    check
}

fn is_person(row: &ContactRow) -> bool {
    row.is_group != Some(true) && row.kind != Some(ContactKind::Group)
}

pub(crate) fn contact(WithRaw { value: row, raw }: WithRaw<ContactRow>) -> Contact {
    let mut contact = Contact::new(address(row.remote_jid.as_deref()), raw);
    contact.push_name = row.push_name;
    contact.picture = row.profile_pic_url;
    contact
}
