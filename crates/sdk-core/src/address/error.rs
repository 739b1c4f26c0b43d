//! Why a text is no address.

use super::AddressKind;

/// The most characters of the refused text that an error keeps.
const SHOWN: usize = 64;

/// A text that cannot be read as an address.
///
/// It says what is wrong and shows the beginning of the text, 64 characters at most.
///
/// ```
/// use wagate_sdk_core::{Address, AddressErrorKind};
///
/// let error = "005511999999999".parse::<Address>().unwrap_err();
/// assert_eq!(error.kind(), AddressErrorKind::InternationalPrefix);
/// assert!(error.to_string().starts_with("\"005511999999999\" is no WhatsApp address: "));
/// ```
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("\"{input}\" is no WhatsApp address: {kind}")]
pub struct AddressError {
    kind: AddressErrorKind,
    input: Box<str>,
}

impl AddressError {
    pub(super) fn new(kind: AddressErrorKind, input: &str) -> Self {
        let mut shown: String = input.chars().take(SHOWN).map(printable).collect();
        if input.chars().nth(SHOWN).is_some() {
            shown.pop();
            shown.push('…');
        }
        Self { kind, input: shown.into() }
    }

    /// What is wrong, for a program to decide on.
    pub const fn kind(&self) -> AddressErrorKind {
        self.kind
    }

    /// The refused text: 64 characters at most, with what cannot be printed replaced.
    pub fn input(&self) -> &str {
        &self.input
    }
}

/// Keeps a terminal or a log line safe from control characters and invisible direction marks.
fn printable(c: char) -> char {
    if c == ' ' || c.is_ascii_graphic() || c.is_alphanumeric() { c } else { char::REPLACEMENT_CHARACTER }
}

/// What is wrong with a text that is no address.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, thiserror::Error)]
#[non_exhaustive]
pub enum AddressErrorKind {
    /// There is no text, or only white space.
    #[error("it is empty")]
    Empty,
    /// A character that no telephone number is written with. Digits of other scripts than ASCII count among them.
    #[error(
        "{0:?} cannot stand in a telephone number, which is written with the digits 0-9, spaces and + - . ( )"
    )]
    InvalidCharacter(char),
    /// A telephone number of fewer than 7 digits.
    #[error("a telephone number with its country code has 7 to 15 digits, and this has fewer")]
    TooShort,
    /// More than 15 digits, which no telephone number has.
    #[error(
        "a telephone number has at most 15 digits; this may be a group id, a channel id or a LID written without \
         its server: add @g.us, @newsletter or @lid"
    )]
    TooLong,
    /// It begins with `00`, an international dialling prefix. It is not cut off by guess, since it differs by country.
    #[error("it begins with 00; write the number with its country code, as in +5511999999999")]
    InternationalPrefix,
    /// It begins with one `0`, so the country code is missing.
    #[error("it begins with 0; write the number with its country code, as in +5511999999999")]
    LeadingZero,
    /// It holds `(0)`, a digit dialled only inside the country.
    #[error("the (0) is dialled only inside the country; leave it out")]
    TrunkZero,
    /// The part after `@` is none that is known.
    #[error(
        "the server after @ is unknown; the known ones are s.whatsapp.net, c.us, lid, g.us, newsletter and broadcast"
    )]
    UnknownServer,
    /// The part after `@` is known, but the part before it does not fit.
    #[error("the part before @ {}", match .0 {
        AddressKind::Group => "must be the digits of a group, with one hyphen in old ones",
        AddressKind::Phone | AddressKind::Lid => {
            "must be digits, perhaps with an agent and a device, as in 5511999999999_1:12"
        }
        AddressKind::Broadcast | AddressKind::Status => "must be \"status\" or the digits of a broadcast list",
        AddressKind::Newsletter => "must be the digits of a channel",
    })]
    Malformed(AddressKind),
    /// A good address, but of another kind than the type that was asked for.
    #[error("it is an address of kind {found}, where {expected} is wanted")]
    WrongKind {
        /// The kind that the type holds.
        expected: AddressKind,
        /// The kind that the text is.
        found: AddressKind,
    },
}
