//! What sort of chat an address leads to.

use std::fmt;

/// The kind of an [`Address`](crate::address::Address), without its content.
///
/// ```
/// use wagate_sdk_core::{Address, AddressKind};
///
/// let to: Address = "120363406289005073@g.us".parse()?;
/// assert_eq!(to.kind(), AddressKind::Group);
/// assert_eq!(to.kind().to_string(), "group");
/// # Ok::<(), wagate_sdk_core::AddressError>(())
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
#[non_exhaustive]
pub enum AddressKind {
    /// A person, by telephone number.
    Phone,
    /// A person, by the identifier that hides the telephone number.
    Lid,
    /// A group or community.
    Group,
    /// A channel ("newsletter" on the wire).
    Newsletter,
    /// The status feed of the account itself.
    Status,
    /// A broadcast list.
    Broadcast,
}

impl AddressKind {
    /// All of them.
    pub const ALL: &'static [Self] =
        &[Self::Phone, Self::Lid, Self::Group, Self::Newsletter, Self::Status, Self::Broadcast];

    /// The kind in one lower-case word, stable enough for logs and metrics.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Phone => "phone",
            Self::Lid => "lid",
            Self::Group => "group",
            Self::Newsletter => "newsletter",
            Self::Status => "status",
            Self::Broadcast => "broadcast",
        }
    }
}

impl fmt::Display for AddressKind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.as_str())
    }
}
