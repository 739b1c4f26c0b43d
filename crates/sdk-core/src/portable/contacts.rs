use super::derive::portable;
use crate::address::{Address, PhoneNumber};
use crate::client::InstanceClient;
use crate::contact::{Contact, NewContact, NumberCheck};
use crate::done::Done;
use crate::error::Error;
use crate::instance::{Page, PageToken};
use crate::profile::{Profile, ProfilePicture};

portable! {
    /// People.
    trait Contacts for InstanceClient, mirrored by ContactsMirror {
        /// Which numbers are on WhatsApp: one answer for each, in their order. There is at least one, and none twice.
        fn check_numbers(phones: Vec<PhoneNumber>) -> Vec<NumberCheck>;
        /// One page of the address book; without a token the first.
        fn list_contacts(page: Option<PageToken>) -> Page<Contact>;
        /// Adds somebody to the address book.
        fn add_contact(contact: NewContact) -> Done;
        /// What WhatsApp shows of somebody.
        fn profile(of: Address) -> Profile;
        /// Somebody's profile picture.
        fn profile_picture(of: Address) -> ProfilePicture;
        /// Blocks somebody, or unblocks.
        fn block(who: Address, blocked: bool) -> Done;
    }
}
