use super::{Media, MediaSource};
use crate::error::Error;

/// What is sent. Make it with [`Message::text`], [`Message::image`] and the like.
///
/// ```
/// use wagate_sdk_core::{Media, Message, MessageKind};
///
/// let message: Message = Message::image(Media::url("https://example.com/a.png")).caption("Receipt").into();
/// assert_eq!(message.kind(), MessageKind::Image);
/// ```
#[derive(Debug, Clone)]
#[non_exhaustive]
pub enum Message {
    /// A text.
    Text(Text),
    /// An image.
    Image(Image),
}

/// The kind of a message, as [`Capabilities::carries`](crate::Capabilities::carries) asks for it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum MessageKind {
    /// A text.
    Text,
    /// An image.
    Image,
}

impl MessageKind {
    /// All of them.
    pub const ALL: &'static [Self] = &[Self::Text, Self::Image];
}

/// A text message.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct Text {
    /// The text, with WhatsApp's own marks such as `*bold*`.
    pub body: String,
}

/// An image with an optional caption.
#[derive(Debug, Clone)]
#[non_exhaustive]
pub struct Image {
    /// The file.
    pub media: Media,
    /// The text below it.
    pub caption: Option<String>,
}

impl Message {
    /// A text.
    pub fn text(body: impl Into<String>) -> Self {
        Self::Text(Text { body: body.into() })
    }

    /// An image.
    pub fn image(media: Media) -> Image {
        Image { media, caption: None }
    }

    /// Its kind.
    pub fn kind(&self) -> MessageKind {
        match self {
            Self::Text(_) => MessageKind::Text,
            Self::Image(_) => MessageKind::Image,
        }
    }

    /// Where its file comes from, if it has one.
    pub fn media_source(&self) -> Option<MediaSource> {
        match self {
            Self::Text(_) => None,
            Self::Image(image) => Some(image.media.source()),
        }
    }

    pub(crate) fn check(&self) -> Result<(), Error> {
        match self {
            Self::Text(text) if text.body.trim().is_empty() => Err(Error::invalid("the text is empty")),
            Self::Text(_) => Ok(()),
            Self::Image(image) => image.media.check(),
        }
    }
}

impl Image {
    /// Adds the text below the image.
    #[must_use]
    pub fn caption(mut self, caption: impl Into<String>) -> Self {
        self.caption = Some(caption.into());
        self
    }
}

impl From<Image> for Message {
    fn from(image: Image) -> Self {
        Self::Image(image)
    }
}

impl From<Text> for Message {
    fn from(text: Text) -> Self {
        Self::Text(text)
    }
}
