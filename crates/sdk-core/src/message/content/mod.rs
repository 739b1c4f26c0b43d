//! What is sent, kind by kind.

mod cards;
mod file;
mod interactive;
mod link;
mod location;
mod poll;
mod reaction;
mod text;

pub use cards::{ContactCard, Contacts};
pub use file::{Audio, Document, Gif, Image, Sticker, Video, VideoNote, Voice};
pub use interactive::{Button, ButtonAction, Buttons, List, ListRow, ListSection};
pub use link::LinkCard;
pub use location::Location;
pub use poll::Poll;
pub use reaction::{MessageRef, Reaction};
pub use text::Text;

use super::{Media, MediaSource};
use crate::address::Address;
use crate::error::Error;

/// Declares the kinds once: the content, its kind, the way from each type.
macro_rules! kinds {
    ($( $(#[$doc:meta])* $kind:ident, )+) => {
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
            $( $(#[$doc])* $kind($kind), )+
        }

        /// The kind of a message, as [`Capabilities::carries`](crate::Capabilities::carries) asks for it.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
        #[non_exhaustive]
        pub enum MessageKind {
            $( $(#[$doc])* $kind, )+
        }

        impl MessageKind {
            /// All of them.
            pub const ALL: &'static [Self] = &[$( Self::$kind, )+];
        }

        impl Message {
            /// Its kind.
            pub fn kind(&self) -> MessageKind {
                match self {
                    $( Self::$kind(_) => MessageKind::$kind, )+
                }
            }

            /// Refuses what no gateway could carry.
            pub(crate) fn check(&self, to: &Address) -> Result<(), Error> {
                match self {
                    $( Self::$kind(content) => content.check(to), )+
                }
            }
        }

        $(
            impl From<$kind> for Message {
                fn from(content: $kind) -> Self {
                    Self::$kind(content)
                }
            }
        )+
    };
}

kinds! {
    /// A text.
    Text,
    /// An image with an optional caption.
    Image,
    /// A video with an optional caption.
    Video,
    /// A document.
    Document,
    /// A sound file.
    Audio,
    /// A voice note.
    Voice,
    /// A video that plays as a GIF.
    Gif,
    /// A round video.
    VideoNote,
    /// A sticker.
    Sticker,
    /// A place.
    Location,
    /// Contact cards.
    Contacts,
    /// A poll.
    Poll,
    /// A text with buttons.
    Buttons,
    /// A text with a menu.
    List,
    /// A link with a card that the sender makes.
    LinkCard,
    /// An emoji on another message, or taking it back.
    Reaction,
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

    /// A video.
    pub fn video(media: Media) -> Video {
        Video { media, caption: None }
    }

    /// A video that plays as a GIF, over and over and without sound.
    pub fn gif(media: Media) -> Gif {
        Gif { media, caption: None }
    }

    /// A document. Its name is [`Media::named`]; a gateway that needs one takes it from there, or from the URL.
    pub fn document(media: Media) -> Document {
        Document { media, caption: None }
    }

    /// A sound file that is shown as a file, not as a voice note.
    pub fn audio(media: Media) -> Self {
        Self::Audio(Audio { media })
    }

    /// A voice note, as if it had been recorded in the chat.
    pub fn voice(media: Media) -> Self {
        Self::Voice(Voice { media })
    }

    /// A round video, as if it had been recorded in the chat.
    pub fn video_note(media: Media) -> Self {
        Self::VideoNote(VideoNote { media })
    }

    /// A sticker.
    pub fn sticker(media: Media) -> Self {
        Self::Sticker(Sticker { media })
    }

    /// A place in degrees.
    pub fn location(latitude: f64, longitude: f64) -> Location {
        Location { latitude, longitude, name: None, address: None }
    }

    /// One contact card. [`Contacts::and`] adds more.
    pub fn contact(card: ContactCard) -> Contacts {
        Contacts { cards: vec![card] }
    }

    /// A poll with these answers to choose one from.
    pub fn poll(question: impl Into<String>, answers: impl IntoIterator<Item = impl Into<String>>) -> Poll {
        Poll {
            question: question.into(),
            answers: answers.into_iter().map(Into::into).collect(),
            choose: Some(1),
        }
    }

    /// A text with buttons.
    pub fn buttons(body: impl Into<String>, buttons: impl IntoIterator<Item = Button>) -> Buttons {
        Buttons { body: body.into(), title: None, footer: None, buttons: buttons.into_iter().collect() }
    }

    /// A text with a menu that `button` opens.
    pub fn list(
        body: impl Into<String>,
        button: impl Into<String>,
        sections: impl IntoIterator<Item = ListSection>,
    ) -> List {
        List {
            body: body.into(),
            button: button.into(),
            title: None,
            footer: None,
            sections: sections.into_iter().collect(),
        }
    }

    /// A link with a card that the sender makes. Where a gateway makes the card itself, it is a text with
    /// [`link_preview`](crate::SendMessage::link_preview).
    pub fn link_card(
        text: impl Into<String>,
        url: impl Into<String>,
        title: impl Into<String>,
        description: impl Into<String>,
    ) -> Self {
        Self::LinkCard(LinkCard {
            text: text.into(),
            url: url.into(),
            title: title.into(),
            description: description.into(),
        })
    }

    /// An emoji on a message. It is sent to the chat of that message.
    pub fn reaction(to: impl Into<MessageRef>, emoji: impl Into<String>) -> Self {
        Self::Reaction(Reaction { to: to.into(), emoji: Some(emoji.into()) })
    }

    /// Takes the own reaction on a message back.
    pub fn no_reaction(to: impl Into<MessageRef>) -> Self {
        Self::Reaction(Reaction { to: to.into(), emoji: None })
    }

    /// Its file, if it has one.
    pub fn media(&self) -> Option<&Media> {
        match self {
            Self::Image(Image { media, .. })
            | Self::Video(Video { media, .. })
            | Self::Gif(Gif { media, .. })
            | Self::Document(Document { media, .. })
            | Self::Audio(Audio { media })
            | Self::Voice(Voice { media })
            | Self::VideoNote(VideoNote { media })
            | Self::Sticker(Sticker { media }) => Some(media),
            _ => None,
        }
    }

    /// Where its file comes from, if it has one.
    pub fn media_source(&self) -> Option<MediaSource> {
        self.media().map(Media::source)
    }
}

/// A text that must say something.
fn not_empty(what: &str, text: &str) -> Result<(), Error> {
    if text.trim().is_empty() { Err(Error::invalid(format!("{what} is empty"))) } else { Ok(()) }
}
