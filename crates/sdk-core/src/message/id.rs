use std::fmt;

use crate::error::Error;

/// The id of a message. It is opaque: compare it exactly, never parse it.
///
/// Most gateways answer with WhatsApp's own id. WazzAPI queues a message and answers with an id of its own; its events carry
/// both.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
#[non_exhaustive]
pub enum MessageId {
    /// WhatsApp's id, the same on every gateway.
    WhatsApp(Box<str>),
    /// The gateway's id, known to that gateway alone.
    Gateway(Box<str>),
}

impl MessageId {
    /// WhatsApp's id.
    pub fn whatsapp(id: impl Into<Box<str>>) -> Self {
        Self::WhatsApp(id.into())
    }

    /// The gateway's own id.
    pub fn gateway(id: impl Into<Box<str>>) -> Self {
        Self::Gateway(id.into())
    }

    /// The id's text.
    pub fn as_str(&self) -> &str {
        match self {
            Self::WhatsApp(id) | Self::Gateway(id) => id,
        }
    }

    /// WhatsApp's id, for a gateway that knows a message by no other.
    ///
    /// # Errors
    /// [`Error::InvalidRequest`] when it is a gateway's own id.
    pub fn require_whatsapp(&self) -> Result<&str, Error> {
        match self {
            Self::WhatsApp(id) => Ok(id),
            Self::Gateway(_) => {
                Err(Error::invalid("a message id is a gateway's own, and WhatsApp's is needed here"))
            }
        }
    }
}

impl fmt::Display for MessageId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

/// A text is taken as WhatsApp's id.
impl From<&str> for MessageId {
    fn from(id: &str) -> Self {
        Self::whatsapp(id)
    }
}

/// A text is taken as WhatsApp's id.
impl From<String> for MessageId {
    fn from(id: String) -> Self {
        Self::whatsapp(id)
    }
}

impl From<&MessageId> for MessageId {
    fn from(id: &MessageId) -> Self {
        id.clone()
    }
}
