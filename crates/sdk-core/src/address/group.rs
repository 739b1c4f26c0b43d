//! Groups.

use std::fmt;

use super::inline::Inline;
use super::text_traits::text_traits;
use super::{Address, AddressErrorKind, AddressKind, jid};

/// The identifier of a group or community.
///
/// Newer groups have digits (`120363406289005073@g.us`), older ones the founder's number and a time stamp
/// (`5511999999999-1400000000@g.us`). It is read from the JID, or from the part before the `@` alone; an invitation
/// link or code is no group id. Its text form, also in JSON, is the JID.
///
/// ```
/// use wagate_sdk_core::GroupId;
///
/// let group: GroupId = "120363406289005073@g.us".parse()?;
/// assert_eq!(group.id(), "120363406289005073");
/// assert_eq!(group, "120363406289005073".parse()?);
/// # Ok::<(), wagate_sdk_core::AddressError>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct GroupId(Inline);

impl GroupId {
    /// The part before `@g.us`.
    pub fn id(&self) -> &str {
        self.0.as_str()
    }

    /// Reads the part of a JID before the `@`.
    pub(super) fn read_user(user: &str) -> Result<Self, AddressErrorKind> {
        let good = match user.split_once('-') {
            Some((founder, created)) => jid::is_digits(founder) && jid::is_digits(created),
            None => jid::is_digits(user),
        };
        let kept = if good { Inline::new(user) } else { None };
        kept.map(Self).ok_or(AddressErrorKind::Malformed(AddressKind::Group))
    }

    fn read(text: &str) -> Result<Self, AddressErrorKind> {
        jid::read_as(text, AddressKind::Group, Self::read_user, |address| match address {
            Address::Group(group) => Some(group),
            _ => None,
        })
    }
}

impl fmt::Display for GroupId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}@{}", self.id(), jid::GROUP)
    }
}

text_traits!(GroupId, "a group id, as in 120363406289005073@g.us");
