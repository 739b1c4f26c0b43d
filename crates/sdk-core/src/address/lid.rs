//! Identities that hide the telephone number.

use std::fmt;

use super::inline::Inline;
use super::text_traits::text_traits;
use super::{Address, AddressErrorKind, AddressKind, jid};

/// A LID: WhatsApp's identity of a person whose telephone number is not shown.
///
/// Its digits look like a telephone number and are none. No conversion leads from one to the other; where a gateway
/// knows the number that belongs to a LID, it says so in a field of its own.
///
/// It is read from a JID (`199789077627112@lid`, a device such as `:5` is dropped) or from its digits alone. Its
/// text form, also in JSON, is the JID.
///
/// ```
/// use wagate_sdk_core::Lid;
///
/// let lid: Lid = "199789077627112:5@lid".parse()?;
/// assert_eq!(lid.digits(), "199789077627112");
/// assert_eq!(lid.to_string(), "199789077627112@lid");
/// # Ok::<(), wagate_sdk_core::AddressError>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Lid(Inline);

impl Lid {
    /// The digits before `@lid`. They are not a telephone number.
    pub fn digits(&self) -> &str {
        self.0.as_str()
    }

    /// Reads the part of a JID before the `@`, and drops its device.
    pub(super) fn read_user(user: &str) -> Result<Self, AddressErrorKind> {
        let user = jid::without_device(user).ok_or(AddressErrorKind::Malformed(AddressKind::Lid))?;
        jid::digits(user, AddressKind::Lid).map(Self)
    }

    fn read(text: &str) -> Result<Self, AddressErrorKind> {
        jid::read_as(text, AddressKind::Lid, Self::read_user, |address| match address {
            Address::Lid(lid) => Some(lid),
            _ => None,
        })
    }
}

impl fmt::Display for Lid {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}@{}", self.digits(), jid::LID)
    }
}

text_traits!(Lid, "a LID, as in 199789077627112@lid");
