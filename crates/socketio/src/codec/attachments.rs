//! The number of attachments that a binary packet begins with.

use super::FrameError;

/// The attachments that a packet announces, readable or not: each is a binary frame that follows it. None for a
/// packet of text, and for one whose number cannot be read.
pub(crate) fn announced(text: &str) -> usize {
    text.strip_prefix(['5', '6']).and_then(|rest| split(rest).ok()).map_or(0, |(number, _)| number)
}

/// Reads the number that follows a binary packet's type, and what follows it.
pub(super) fn split(text: &str) -> Result<(usize, &str), FrameError> {
    let (number, rest) = text.split_once('-').ok_or(FrameError::AttachmentCount)?;
    // `parse` alone would take a sign.
    if !number.bytes().all(|byte| byte.is_ascii_digit()) {
        return Err(FrameError::AttachmentCount);
    }
    number.parse().map(|number| (number, rest)).map_err(|_| FrameError::AttachmentCount)
}
