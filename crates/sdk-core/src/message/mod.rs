//! What is sent: the content, its options, and what comes back.

mod content;
mod id;
mod media;
mod options;
mod sent;

pub use content::{Image, Message, MessageKind, Text};
pub use id::MessageId;
pub use media::{Media, MediaSource};
pub use options::{SendOption, SendOptions};
pub use sent::{SendStatus, Sent};

use crate::address::Address;
use crate::error::Error;

/// A message on its way to an adapter: checked against the client's capabilities, owned.
#[derive(Debug, Clone)]
#[non_exhaustive]
pub struct SendRequest {
    /// The recipient.
    pub to: Address,
    /// The content.
    pub message: Message,
    /// The options.
    pub options: SendOptions,
}

impl SendRequest {
    pub(crate) fn new(to: Address, message: Message) -> Self {
        Self { to, message, options: SendOptions::default() }
    }

    /// Refuses what no gateway could carry.
    pub(crate) fn check(&self) -> Result<(), Error> {
        self.message.check()?;
        let mentions = self.options.mention_all || !self.options.mentions.is_empty();
        if mentions && !self.to.is_group() {
            return Err(Error::invalid("mentions exist in groups only"));
        }
        Ok(())
    }
}
