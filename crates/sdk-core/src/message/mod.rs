//! What is sent: the content, its options, and what comes back.

mod chat;
mod content;
mod id;
mod media;
mod options;
mod sent;

pub use chat::{
    ChatContent, ChatMessage, Delivery, DeliveryStatus, FileKind, MediaKeys, QueuedMessage, ReceivedCard,
    ReceivedFile,
};
pub use content::{
    Audio, Button, ButtonAction, Buttons, ContactCard, Contacts, Document, Gif, Image, LinkCard, List,
    ListRow, ListSection, Location, Message, MessageKind, MessageRef, Poll, Reaction, Sticker, Text, Video,
    VideoNote, Voice,
};
pub use id::MessageId;
pub use media::{DataUrl, Media, MediaSource, Upload};
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
        self.message.check(&self.to)?;
        let mentions = self.options.mention_all || !self.options.mentions.is_empty();
        if mentions && !self.to.is_group() {
            return Err(Error::invalid("mentions exist in groups only"));
        }
        let ids = [&self.options.quote, &self.options.message_id];
        if ids.into_iter().flatten().any(|id| id.as_str().trim().is_empty()) {
            return Err(Error::invalid("a message id is empty"));
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_empty_id_names_no_message() {
        let request = || SendRequest::new("5511999990000".parse().unwrap(), Message::text("x"));
        for id in [MessageId::whatsapp(""), MessageId::whatsapp(" \n"), MessageId::gateway("")] {
            let mut quoting = request();
            quoting.options.quote = Some(id.clone());
            let mut named = request();
            named.options.message_id = Some(id);
            for bad in [quoting, named] {
                assert!(matches!(bad.check(), Err(Error::InvalidRequest(_))));
            }
        }
        assert!(matches!(MessageId::gateway("1").require_whatsapp(), Err(Error::InvalidRequest(_))));
        assert_eq!(MessageId::whatsapp("3EB0").require_whatsapp().unwrap(), "3EB0");
    }
}
