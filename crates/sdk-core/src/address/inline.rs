//! The text of an identifier, kept in place.

use std::fmt;

/// Room for the longest identifier: an old group id of a 15-digit number, a hyphen and a time stamp is 26.
pub(super) const CAPACITY: usize = 31;

/// Up to [`CAPACITY`] ASCII bytes without a heap allocation: addresses are cloned for every message and event.
///
/// The bytes after the text are always zero, so that the derived comparisons are those of the text.
#[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(super) struct Inline {
    bytes: [u8; CAPACITY],
    len: u8,
}

impl Inline {
    /// Keeps `text`, or answers `None` where it is too long or not ASCII.
    pub(super) fn new(text: &str) -> Option<Self> {
        let mut bytes = [0; CAPACITY];
        let len = u8::try_from(text.len()).ok()?;
        if !text.is_ascii() {
            return None;
        }
        bytes.get_mut(..text.len())?.copy_from_slice(text.as_bytes());
        Some(Self { bytes, len })
    }

    pub(super) fn as_str(&self) -> &str {
        // `new` let in ASCII only, so the default is never taken.
        std::str::from_utf8(&self.bytes[..usize::from(self.len)]).unwrap_or_default()
    }
}

impl fmt::Debug for Inline {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Debug::fmt(self.as_str(), f)
    }
}
