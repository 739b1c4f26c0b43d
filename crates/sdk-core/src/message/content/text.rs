use super::not_empty;
use crate::address::Address;
use crate::error::Error;

/// A text message.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct Text {
    /// The text, with WhatsApp's own marks such as `*bold*`.
    pub body: String,
}

impl Text {
    pub(super) fn check(&self, _to: &Address) -> Result<(), Error> {
        not_empty("the text", &self.body)
    }
}
