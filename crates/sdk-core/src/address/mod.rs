//! Addresses: whom a message goes to, and whom an event comes from.

mod broadcast;
mod error;
mod group;
mod inline;
mod jid;
mod kind;
mod lid;
mod newsletter;
mod phone;
#[cfg(test)]
mod tests;
mod text_traits;

use std::borrow::Cow;
use std::fmt;

pub use broadcast::BroadcastId;
pub use error::{AddressError, AddressErrorKind};
pub use group::GroupId;
pub use kind::AddressKind;
pub use lid::Lid;
pub use newsletter::NewsletterId;
pub use phone::PhoneNumber;

/// Whom a message goes to, or whom it comes from: a person, a group, a channel, the status feed or a broadcast list.
///
/// An address is read from every spelling that people and gateways use:
///
/// | text | address |
/// | --- | --- |
/// | `+55 11 99999-9999`, `(55) 11 99999.9999`, `5511999999999` | [`Phone`](Self::Phone) |
/// | `5511999999999@s.whatsapp.net`, `5511999999999@c.us` | [`Phone`](Self::Phone) |
/// | `5511999999999:12@s.whatsapp.net`, `5511999999999_1:12@s.whatsapp.net` | [`Phone`](Self::Phone) |
/// | `199789077627112@lid`, `199789077627112:5@lid` | [`Lid`](Self::Lid) |
/// | `120363406289005073@g.us`, `5511999999999-1400000000@g.us` | [`Group`](Self::Group) |
/// | `120363422585881117@newsletter` | [`Newsletter`](Self::Newsletter) |
/// | `status@broadcast` | [`StatusBroadcast`](Self::StatusBroadcast) |
/// | `1400000000@broadcast` | [`Broadcast`](Self::Broadcast) |
///
/// * White space around the text and invisible marks of copied numbers are ignored.
/// * An agent or a device (`_1`, `:12`) tells one of a person's devices from the others. It is dropped: an address
///   is the person.
/// * Nothing is guessed. A number needs its country code; a leading `0` or `00`, digits of other scripts and a server
///   that is not known are errors. Digits without a server are a telephone number if there are 7 to 15 of them, and an
///   error otherwise.
/// * The digits of a LID never become a telephone number.
///
/// Its text form, in `Display` and in JSON, is the [JID](Self::jid). It is cheap to clone: nothing is on the heap.
///
/// ```
/// use wagate_sdk_core::{Address, AddressKind};
///
/// let to: Address = "+55 11 99999-9999".parse()?;
/// assert_eq!(to.jid(), "5511999999999@s.whatsapp.net");
/// assert_eq!(to, "5511999999999:12@c.us".parse()?);
///
/// let group: Address = "120363406289005073@g.us".parse()?;
/// assert_eq!(group.kind(), AddressKind::Group);
///
/// // The same digits, and not the same person.
/// let lid: Address = "199789077627112@lid".parse()?;
/// let phone: Address = "199789077627112".parse()?;
/// assert_ne!(lid, phone);
/// # Ok::<(), wagate_sdk_core::AddressError>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
#[non_exhaustive]
pub enum Address {
    /// A person, by telephone number.
    Phone(PhoneNumber),
    /// A person, by the identity that hides the telephone number.
    Lid(Lid),
    /// A group or community.
    Group(GroupId),
    /// A channel.
    Newsletter(NewsletterId),
    /// The status feed of the account itself, `status@broadcast`.
    StatusBroadcast,
    /// A broadcast list.
    Broadcast(BroadcastId),
}

impl Address {
    /// What kind of address this is.
    pub const fn kind(&self) -> AddressKind {
        match self {
            Self::Phone(_) => AddressKind::Phone,
            Self::Lid(_) => AddressKind::Lid,
            Self::Group(_) => AddressKind::Group,
            Self::Newsletter(_) => AddressKind::Newsletter,
            Self::StatusBroadcast => AddressKind::Status,
            Self::Broadcast(_) => AddressKind::Broadcast,
        }
    }

    /// The JID in its one canonical form, without a device: `5511999999999@s.whatsapp.net`.
    ///
    /// The same text as `Display`.
    pub fn jid(&self) -> Cow<'static, str> {
        match self {
            Self::StatusBroadcast => Cow::Borrowed("status@broadcast"),
            _ => Cow::Owned(self.to_string()),
        }
    }

    /// Whether this is a group or community.
    pub const fn is_group(&self) -> bool {
        matches!(self, Self::Group(_))
    }

    /// The telephone number, where the address is one. A LID has none.
    pub const fn as_phone(&self) -> Option<&PhoneNumber> {
        match self {
            Self::Phone(number) => Some(number),
            _ => None,
        }
    }

    fn read(text: &str) -> Result<Self, AddressErrorKind> {
        jid::read(text)
    }
}

impl fmt::Display for Address {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Phone(number) => write!(f, "{}@{}", number.digits(), jid::PHONE),
            Self::Lid(lid) => lid.fmt(f),
            Self::Group(group) => group.fmt(f),
            Self::Newsletter(channel) => channel.fmt(f),
            Self::StatusBroadcast => f.write_str("status@broadcast"),
            Self::Broadcast(list) => list.fmt(f),
        }
    }
}

text_traits::text_traits!(Address, "a WhatsApp address: a JID, or a telephone number with its country code");

impl From<PhoneNumber> for Address {
    fn from(number: PhoneNumber) -> Self {
        Self::Phone(number)
    }
}

impl From<Lid> for Address {
    fn from(lid: Lid) -> Self {
        Self::Lid(lid)
    }
}

impl From<GroupId> for Address {
    fn from(group: GroupId) -> Self {
        Self::Group(group)
    }
}

impl From<NewsletterId> for Address {
    fn from(channel: NewsletterId) -> Self {
        Self::Newsletter(channel)
    }
}

impl From<BroadcastId> for Address {
    fn from(list: BroadcastId) -> Self {
        Self::Broadcast(list)
    }
}
