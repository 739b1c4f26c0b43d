//! The portable operations: requests become endpoints, answers become what every gateway gives.

pub(crate) mod chats;
pub(crate) mod contacts;
pub(crate) mod groups;
mod instances;
mod lifecycle;
pub(crate) mod messages;
mod profile;
mod settings;
mod webhooks;

use wagate_sdk_core::{Address, ConnectionState, Error};

use crate::instances::InstanceStatus;

/// The portable word for a state. Without one the server has the instance in its database only: it is down.
pub(crate) fn state_of(status: Option<InstanceStatus>) -> ConnectionState {
    match status {
        Some(InstanceStatus::Open) => ConnectionState::Online,
        Some(InstanceStatus::Connecting) => ConnectionState::Connecting,
        Some(InstanceStatus::Close) | None => ConnectionState::Disconnected,
        Some(InstanceStatus::Other(word)) => ConnectionState::Other(word),
    }
}

/// Somebody or a group, as a request names them: digits for a phone, the JID for a LID or a group, since bare digits of these would be read as a
/// phone number. Digits the server spells as WhatsApp does in Brazil, Mexico and Argentina; a JID it leaves alone.
fn recipient(to: &Address) -> Result<String, Error> {
    match to {
        Address::Phone(phone) => Ok(phone.digits().to_owned()),
        Address::Lid(_) | Address::Group(_) => Ok(to.to_string()),
        _ => {
            Err(Error::unsupported(format!("an address of kind {} is not taken by this gateway", to.kind())))
        }
    }
}

/// What a JID leads to; nothing for one of a kind that the core does not know.
pub(crate) fn address(jid: Option<&str>) -> Option<Address> {
    jid?.parse().ok()
}
