use super::Media;
use crate::address::Address;
use crate::error::Error;

/// Declares kinds that are a file, with or without a caption.
macro_rules! files {
    ($( $(#[$doc:meta])* $kind:ident $({ $caption:ident })?, )+) => {
        $(
            $(#[$doc])*
            #[derive(Debug, Clone)]
            #[non_exhaustive]
            pub struct $kind {
                /// The file.
                pub media: Media,
                $(
                    /// The text below it.
                    pub $caption: Option<String>,
                )?
            }

            impl $kind {
                $(
                    /// Adds the text below it.
                    #[must_use]
                    pub fn $caption(mut self, $caption: impl Into<String>) -> Self {
                        self.$caption = Some($caption.into());
                        self
                    }
                )?

                pub(super) fn check(&self, _to: &Address) -> Result<(), Error> {
                    self.media.check()
                }
            }
        )+
    };
}

files! {
    /// An image with an optional caption.
    Image { caption },
    /// A video with an optional caption.
    Video { caption },
    /// A video that plays as a GIF, with an optional caption.
    Gif { caption },
    /// A document with an optional caption.
    Document { caption },
    /// A sound file, shown as a file.
    Audio,
    /// A voice note.
    Voice,
    /// A round video.
    VideoNote,
    /// A sticker.
    Sticker,
}
