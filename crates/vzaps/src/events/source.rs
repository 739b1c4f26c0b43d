//! Where a message, a receipt or somebody's typing belongs: whatsmeow's `MessageSource`.

use std::time::SystemTime;

use serde::{Deserialize, Deserializer};
use wagate_sdk_core::{Address, Person, wire};

/// The chat and who acted in it, each by both addresses where both are told. Of messages what else whatsmeow's `MessageInfo` tells stands beside it.
#[derive(Default, Deserialize)]
#[serde(rename_all = "PascalCase")]
pub(super) struct Source {
    #[serde(default, deserialize_with = "wire::address")]
    pub(super) chat: Option<Address>,
    #[serde(default, deserialize_with = "wire::address")]
    sender: Option<Address>,
    #[serde(default, deserialize_with = "wire::truth")]
    pub(super) is_from_me: Option<bool>,
    /// The sender's other address.
    #[serde(default, deserialize_with = "wire::address")]
    sender_alt: Option<Address>,
    /// The other address of the chat with one person, in what this number sent.
    #[serde(default, deserialize_with = "wire::address")]
    recipient_alt: Option<Address>,
    #[serde(rename = "ID", default, deserialize_with = "wire::text")]
    pub(super) id: Option<String>,
    #[serde(rename = "Type", default, deserialize_with = "wire::text")]
    pub(super) kind: Option<String>,
    #[serde(default, deserialize_with = "wire::text")]
    pub(super) push_name: Option<String>,
    #[serde(default, deserialize_with = "time")]
    pub(super) timestamp: Option<SystemTime>,
}

impl Source {
    /// Who acted.
    pub(super) fn who(&self) -> Option<Person> {
        person(self.sender.clone(), self.sender_alt.as_ref())
    }

    /// The other one in a chat with one person.
    pub(super) fn other(&self) -> Option<Person> {
        let chat = self.chat.clone().filter(|chat| matches!(chat, Address::Phone(_) | Address::Lid(_)))?;
        let alt = if self.is_from_me == Some(true) { &self.recipient_alt } else { &self.sender_alt };
        Some(Person::new(Some(chat)).also(alt.as_ref()))
    }
}

/// Somebody by one or two addresses; `None` without any.
pub(super) fn person(address: Option<Address>, alt: Option<&Address>) -> Option<Person> {
    let address = address.or_else(|| alt.cloned())?;
    Some(Person::new(Some(address)).also(alt))
}

/// A time; Go's zero, the year 1, is `None`.
pub(super) fn time<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<SystemTime>, D::Error> {
    Ok(wire::time(deserializer)?.filter(|at| *at > SystemTime::UNIX_EPOCH))
}
