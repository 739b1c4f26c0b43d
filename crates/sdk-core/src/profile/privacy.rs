use crate::error::Error;
use crate::raw::Raw;

/// What a number can keep private.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum PrivacySetting {
    /// When it was last online.
    LastSeen,
    /// Whether it is online: for [`Audience::Everyone`], or for those who see [`PrivacySetting::LastSeen`] ([`Audience::SameAsLastSeen`]).
    Online,
    /// The profile picture.
    Picture,
    /// The text about it.
    About,
    /// Read receipts: for [`Audience::Everyone`] or [`Audience::Nobody`].
    ReadReceipts,
    /// Being added to groups.
    Groups,
    /// Being called: by [`Audience::Everyone`] or by [`Audience::Known`].
    Calls,
}

/// For whom something of a number is.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Audience {
    /// Everyone.
    Everyone,
    /// The number's contacts.
    Contacts,
    /// The number's contacts but for some, who are chosen on the phone.
    ContactsExcept,
    /// Those whom the number knows.
    Known,
    /// Those for whom [`PrivacySetting::LastSeen`] is.
    SameAsLastSeen,
    /// Nobody.
    Nobody,
    /// A word that this SDK does not know.
    Other(String),
}

impl PrivacySetting {
    /// All of them.
    pub const ALL: &'static [Self] = &[
        Self::LastSeen,
        Self::Online,
        Self::Picture,
        Self::About,
        Self::ReadReceipts,
        Self::Groups,
        Self::Calls,
    ];

    /// For whom WhatsApp lets it be.
    pub const fn audiences(self) -> &'static [Audience] {
        use Audience::{Contacts, ContactsExcept, Everyone, Known, Nobody, SameAsLastSeen};
        match self {
            Self::LastSeen | Self::Picture | Self::About => &[Everyone, Contacts, ContactsExcept, Nobody],
            Self::Groups => &[Everyone, Contacts, ContactsExcept],
            Self::Online => &[Everyone, SameAsLastSeen],
            Self::ReadReceipts => &[Everyone, Nobody],
            Self::Calls => &[Everyone, Known],
        }
    }

    pub(crate) fn check(self, audience: &Audience) -> Result<(), Error> {
        if self.audiences().contains(audience) {
            return Ok(());
        }
        Err(Error::invalid(format!("{self:?} cannot be for {audience:?}: only for {:?}", self.audiences())))
    }
}

/// Who sees and may do what. What the gateway does not tell is `None`.
#[derive(Debug, Clone)]
#[non_exhaustive]
pub struct Privacy {
    /// [`PrivacySetting::LastSeen`]
    pub last_seen: Option<Audience>,
    /// [`PrivacySetting::Online`]
    pub online: Option<Audience>,
    /// [`PrivacySetting::Picture`]
    pub picture: Option<Audience>,
    /// [`PrivacySetting::About`]
    pub about: Option<Audience>,
    /// [`PrivacySetting::ReadReceipts`]
    pub read_receipts: Option<Audience>,
    /// [`PrivacySetting::Groups`]
    pub groups: Option<Audience>,
    /// [`PrivacySetting::Calls`]
    pub calls: Option<Audience>,
    /// All that the gateway told.
    pub raw: Raw,
}

impl Privacy {
    /// Nothing is known yet.
    pub fn new(raw: Raw) -> Self {
        Self {
            last_seen: None,
            online: None,
            picture: None,
            about: None,
            read_receipts: None,
            groups: None,
            calls: None,
            raw,
        }
    }

    /// For whom a setting is.
    pub fn of(&self, setting: PrivacySetting) -> Option<&Audience> {
        match setting {
            PrivacySetting::LastSeen => self.last_seen.as_ref(),
            PrivacySetting::Online => self.online.as_ref(),
            PrivacySetting::Picture => self.picture.as_ref(),
            PrivacySetting::About => self.about.as_ref(),
            PrivacySetting::ReadReceipts => self.read_receipts.as_ref(),
            PrivacySetting::Groups => self.groups.as_ref(),
            PrivacySetting::Calls => self.calls.as_ref(),
        }
    }
}
