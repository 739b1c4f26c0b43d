use crate::address::Address;
use crate::error::Error;
use crate::message::MessageId;

/// An emoji on another message, or taking it back.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct Reaction {
    /// The message.
    pub to: MessageRef,
    /// The emoji; `None` takes the reaction back.
    pub emoji: Option<String>,
}

/// A message that exists: what WhatsApp needs to point at it.
///
/// ```
/// use wagate_sdk_core::{Address, MessageRef};
///
/// let chat: Address = "120363406289005073@g.us".parse()?;
/// let author: Address = "5511999999999".parse()?;
/// let theirs = MessageRef::received(chat.clone(), "3EB0C7").by(author);
/// let ours = MessageRef::sent(chat, "3EB0C8");
/// # let _ = (theirs, ours);
/// # Ok::<(), wagate_sdk_core::AddressError>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub struct MessageRef {
    /// The chat that it is in.
    pub chat: Address,
    /// Its id.
    pub id: MessageId,
    /// Whether this instance sent it.
    pub from_me: bool,
    /// Who wrote it, in a group.
    pub author: Option<Address>,
}

impl MessageRef {
    /// A message that this instance sent.
    pub fn sent(chat: Address, id: impl Into<MessageId>) -> Self {
        Self { chat, id: id.into(), from_me: true, author: None }
    }

    /// A message that this instance received. In a group it needs its author: see [`MessageRef::by`].
    pub fn received(chat: Address, id: impl Into<MessageId>) -> Self {
        Self { chat, id: id.into(), from_me: false, author: None }
    }

    /// Adds who wrote it.
    #[must_use]
    pub fn by(mut self, author: Address) -> Self {
        self.author = Some(author);
        self
    }
}

impl Reaction {
    pub(super) fn check(&self, to: &Address) -> Result<(), Error> {
        if self.to.id.as_str().trim().is_empty() {
            return Err(Error::invalid("the id of the message is empty"));
        }
        if self.emoji.as_deref().is_some_and(|emoji| emoji.trim().is_empty()) {
            return Err(Error::invalid("the emoji is empty; `Message::no_reaction` takes a reaction back"));
        }
        if self.to.chat != *to {
            return Err(Error::invalid("a reaction goes to the chat of its message"));
        }
        Ok(())
    }
}
