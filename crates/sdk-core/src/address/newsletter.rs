//! Channels.

use std::fmt;

use super::inline::Inline;
use super::text_traits::text_traits;
use super::{Address, AddressErrorKind, AddressKind, jid};

/// The identifier of a channel, which the wire calls a newsletter.
///
/// It is read from the JID, or from the digits before the `@` alone. Its text form, also in JSON, is the JID.
///
/// ```
/// use wagate_sdk_core::NewsletterId;
///
/// let channel: NewsletterId = "120363422585881117@newsletter".parse()?;
/// assert_eq!(channel.id(), "120363422585881117");
/// # Ok::<(), wagate_sdk_core::AddressError>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct NewsletterId(Inline);

impl NewsletterId {
    /// The digits before `@newsletter`.
    pub fn id(&self) -> &str {
        self.0.as_str()
    }

    /// Reads the part of a JID before the `@`.
    pub(super) fn read_user(user: &str) -> Result<Self, AddressErrorKind> {
        jid::digits(user, AddressKind::Newsletter).map(Self)
    }

    fn read(text: &str) -> Result<Self, AddressErrorKind> {
        jid::read_as(text, AddressKind::Newsletter, Self::read_user, |address| match address {
            Address::Newsletter(channel) => Some(channel),
            _ => None,
        })
    }
}

impl fmt::Display for NewsletterId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}@{}", self.id(), jid::NEWSLETTER)
    }
}

text_traits!(NewsletterId, "a channel id, as in 120363422585881117@newsletter");
