use url::Url;

use super::not_empty;
use crate::address::Address;
use crate::error::Error;

/// A link with a card that the sender makes.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct LinkCard {
    /// The text of the message.
    pub text: String,
    /// Where the link leads: `http` or `https`.
    pub url: String,
    /// The card's title.
    pub title: String,
    /// The card's text.
    pub description: String,
}

impl LinkCard {
    pub(super) fn check(&self, _to: &Address) -> Result<(), Error> {
        not_empty("the text beside the link", &self.text)?;
        not_empty("the title of the link's card", &self.title)?;
        match Url::parse(&self.url) {
            Ok(url) if matches!(url.scheme(), "http" | "https") => Ok(()),
            _ => Err(Error::invalid("the link is neither http nor https")),
        }
    }
}
