//! People: who is on WhatsApp, what they say of themselves, and the address book. Answered in the envelope.

mod book;
mod people;

pub(super) use book::{add, list};
pub(super) use people::{avatar, check, info};
