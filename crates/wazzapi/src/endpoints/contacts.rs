//! The organization's address book. It belongs to no device.

mod book;
mod change;
mod picture;

pub use book::{Contact, ContactList, GetContact, ListContacts};
pub use change::{BulkDeleteContacts, ContactsDeleted, CreateContact, DeleteContact, UpdateContact};
pub use picture::{GetProfilePicture, GetProfilePictureImage, ProfilePicture, ProfilePictureImage};
