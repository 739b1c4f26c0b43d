//! The channel on which an instance lives, and what a client knows of it.

use wagate_sdk_core::open_words;

open_words! {
    /// How an instance reaches WhatsApp. It is chosen when the instance is made and never changes.
    Integration {
        /// A phone that is paired by QR code or pairing code, through the library Baileys. The usual one.
        Baileys = "WHATSAPP-BAILEYS",
        /// Meta's official Cloud API. Its instance token is Meta's access token; there is nothing to pair, and no groups.
        Business = "WHATSAPP-BUSINESS",
        /// The server's own channel: messages go to webhooks and come from one, WhatsApp is not involved.
        Evolution = "EVOLUTION",
    }
}

/// What a client knows of its instance's channel; it narrows the client's capabilities.
///
/// ```
/// # use wagate_evolution::{Evolution, Integration, KnownChannel};
/// # use wagate_sdk_core::{AccountClient, Error};
/// # fn example(account: AccountClient<Evolution>) -> Result<(), Error> {
/// let line = account.instance_with("cloud", KnownChannel::new(Integration::Business))?;
/// # Ok(())
/// # }
/// ```
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct KnownChannel(Option<Integration>);

impl KnownChannel {
    /// The instance lives on this channel.
    pub fn new(integration: Integration) -> Self {
        Self(Some(integration))
    }

    /// The channel, if it is known.
    pub fn integration(&self) -> Option<&Integration> {
        self.0.as_ref()
    }
}
