//! Telephone numbers.

use std::fmt;

use super::inline::Inline;
use super::text_traits::text_traits;
use super::{Address, AddressErrorKind, AddressKind, jid};

/// The fewest digits that a number with its country code has.
const MIN: usize = 7;
/// The most digits that E.164 allows.
const MAX: usize = 15;

/// A telephone number in international form: 7 to 15 digits, beginning with the country code.
///
/// It is read from every spelling that people use, and from a telephone number's JID. What it needs is the country
/// code: a number that begins with `0` or `00` is refused, not repaired by guess. It is cheap to clone.
///
/// Its text form, also in JSON, is E.164: `+5511999999999`. There is no way from a [`Lid`](crate::address::Lid)
/// to a `PhoneNumber`: the digits of a LID are not a telephone number.
///
/// ```
/// use wagate_sdk_core::PhoneNumber;
///
/// let number: PhoneNumber = "+55 (11) 99999-9999".parse()?;
/// assert_eq!(number.digits(), "5511999999999");
/// assert_eq!(number.e164(), "+5511999999999");
/// assert_eq!(number, "5511999999999@s.whatsapp.net".parse()?);
/// # Ok::<(), wagate_sdk_core::AddressError>(())
/// ```
///
/// ```compile_fail
/// use wagate_sdk_core::{Lid, PhoneNumber};
///
/// let lid: Lid = "199789077627112@lid".parse().unwrap();
/// let number: PhoneNumber = lid.into(); // does not compile
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct PhoneNumber(Inline);

impl PhoneNumber {
    /// The digits, country code first, without a `+`: `5511999999999`.
    pub fn digits(&self) -> &str {
        self.0.as_str()
    }

    /// The number as E.164 writes it: `+5511999999999`. The same as its `Display`.
    pub fn e164(&self) -> String {
        self.to_string()
    }

    /// Reads a number as people write it.
    pub(super) fn read_number(text: &str) -> Result<Self, AddressErrorKind> {
        let mut digits = Digits::default();
        let mut plus = false;
        for c in text.chars() {
            match c {
                '0'..='9' => digits.push(c),
                '+' if !plus && digits.count == 0 => plus = true,
                _ if is_punctuation(c) || jid::is_invisible(c) => {}
                _ => return Err(AddressErrorKind::InvalidCharacter(c)),
            }
        }
        // "+44 (0)20 …": with the zero it would be the number of somebody else, or of nobody.
        if text.find("(0)").is_some_and(|at| text[..at].contains(|c: char| c.is_ascii_digit())) {
            return Err(AddressErrorKind::TrunkZero);
        }
        digits.finish()
    }

    /// Reads the part of a JID before the `@`, and drops its device.
    pub(super) fn read_user(user: &str) -> Result<Self, AddressErrorKind> {
        let user = user.strip_prefix('+').unwrap_or(user);
        let number = jid::without_device(user).filter(|number| jid::is_digits(number));
        let number = number.ok_or(AddressErrorKind::Malformed(AddressKind::Phone))?;
        let mut digits = Digits::default();
        number.chars().for_each(|digit| digits.push(digit));
        digits.finish()
    }

    /// Keeps what is ASCII digits alone, if they are a number as they stand.
    pub(super) fn read_digits(digits: &str) -> Option<Self> {
        let is_number = (MIN..=MAX).contains(&digits.len()) && !digits.starts_with('0');
        if is_number { Inline::new(digits).map(Self) } else { None }
    }

    fn read(text: &str) -> Result<Self, AddressErrorKind> {
        jid::read_as(text, AddressKind::Phone, Self::read_number, |address| match address {
            Address::Phone(number) => Some(number),
            _ => None,
        })
    }
}

/// What people put between digits. Line breaks, tabs, commas and slashes are not among them: they separate numbers.
fn is_punctuation(c: char) -> bool {
    match c {
        '-' | '.' | '(' | ')' => true,
        // Hyphens and dashes of typesetting, and the minus sign.
        '\u{2010}'..='\u{2014}' | '\u{2212}' => true,
        _ => c.is_whitespace() && !c.is_control() && !matches!(c, '\u{2028}' | '\u{2029}'),
    }
}

/// Collects digits without allocating, and counts those that do not fit.
#[derive(Default)]
struct Digits {
    kept: [u8; MAX],
    count: usize,
}

impl Digits {
    fn push(&mut self, c: char) {
        if let (Some(slot), Ok(byte)) = (self.kept.get_mut(self.count), u8::try_from(c)) {
            *slot = byte;
        }
        self.count += 1;
    }

    fn finish(&self) -> Result<PhoneNumber, AddressErrorKind> {
        let kept = &self.kept[..self.count.min(MAX)];
        match kept {
            [b'0', b'0', ..] => Err(AddressErrorKind::InternationalPrefix),
            [b'0', ..] => Err(AddressErrorKind::LeadingZero),
            _ if self.count < MIN => Err(AddressErrorKind::TooShort),
            _ if self.count > MAX => Err(AddressErrorKind::TooLong),
            // Only ASCII digits were kept, and 15 of them fit: neither step fails.
            _ => std::str::from_utf8(kept)
                .ok()
                .and_then(Inline::new)
                .map(PhoneNumber)
                .ok_or(AddressErrorKind::TooLong),
        }
    }
}

impl fmt::Display for PhoneNumber {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "+{}", self.digits())
    }
}

text_traits!(PhoneNumber, "a telephone number with its country code");
