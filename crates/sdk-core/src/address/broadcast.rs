//! Broadcast lists.

use std::fmt;

use super::inline::Inline;
use super::text_traits::text_traits;
use super::{Address, AddressErrorKind, AddressKind, jid};

/// The identifier of a broadcast list.
///
/// `status@broadcast` is none: it is [`Address::StatusBroadcast`]. It is read from the JID, or from the digits
/// before the `@` alone. Its text form, also in JSON, is the JID.
///
/// ```
/// use wagate_sdk_core::BroadcastId;
///
/// let list: BroadcastId = "1400000000@broadcast".parse()?;
/// assert_eq!(list.id(), "1400000000");
/// # Ok::<(), wagate_sdk_core::AddressError>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct BroadcastId(Inline);

impl BroadcastId {
    /// The digits before `@broadcast`.
    pub fn id(&self) -> &str {
        self.0.as_str()
    }

    /// Reads the part of a JID before the `@`.
    pub(super) fn read_user(user: &str) -> Result<Self, AddressErrorKind> {
        jid::digits(user, AddressKind::Broadcast).map(Self)
    }

    fn read(text: &str) -> Result<Self, AddressErrorKind> {
        jid::read_as(text, AddressKind::Broadcast, Self::read_user, |address| match address {
            Address::Broadcast(list) => Some(list),
            _ => None,
        })
    }
}

impl fmt::Display for BroadcastId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}@{}", self.id(), jid::BROADCAST)
    }
}

text_traits!(BroadcastId, "a broadcast list, as in 1400000000@broadcast");
