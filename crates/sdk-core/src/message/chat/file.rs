use std::fmt;

use crate::error::Error;
use crate::message::MessageId;

/// A file in a message, with what is needed to download it. `Debug` shows neither where it is nor its key.
#[derive(Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct ReceivedFile {
    /// What it is sent as.
    pub kind: FileKind,
    /// The message that it came with: gateways that keep messages find the file by it.
    pub message: Option<MessageId>,
    /// The text below it.
    pub caption: Option<String>,
    /// Its media type, such as `image/jpeg`.
    pub media_type: Option<String>,
    /// Its name.
    pub file_name: Option<String>,
    /// Its length in bytes.
    pub length: Option<u64>,
    /// Where it is. At WhatsApp's own servers it is encrypted, and [`ReceivedFile::keys`] opens it; at a gateway's it is the file itself.
    pub url: Option<String>,
    /// What opens it.
    pub keys: Option<MediaKeys>,
}

impl ReceivedFile {
    /// A file of which only its kind is known.
    pub fn new(kind: FileKind) -> Self {
        Self {
            kind,
            message: None,
            caption: None,
            media_type: None,
            file_name: None,
            length: None,
            url: None,
            keys: None,
        }
    }
}

impl ReceivedFile {
    /// WhatsApp's id of its message, for a gateway that finds the file by that alone.
    ///
    /// # Errors
    /// [`Error::InvalidRequest`] when it is not known, or a gateway's own.
    pub fn require_message(&self) -> Result<&str, Error> {
        match &self.message {
            Some(id) => id.require_whatsapp(),
            None => {
                Err(Error::invalid("the file's message is not known, and the gateway finds it by that alone"))
            }
        }
    }
}

impl fmt::Debug for ReceivedFile {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("ReceivedFile")
            .field("kind", &self.kind)
            .field("message", &self.message)
            .field("media_type", &self.media_type)
            .field("file_name", &self.file_name)
            .field("length", &self.length)
            .field("has_url", &self.url.is_some())
            .field("keys", &self.keys)
            .finish_non_exhaustive()
    }
}

/// What opens a file at WhatsApp's servers. Who has it can read the file, so `Debug` does not show it.
#[derive(Clone, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct MediaKeys {
    /// The key.
    pub media_key: Vec<u8>,
    /// The path of the file at WhatsApp's servers.
    pub direct_path: Option<String>,
    /// The SHA-256 of the file.
    pub file_sha256: Option<Vec<u8>>,
    /// The SHA-256 of the encrypted file.
    pub file_enc_sha256: Option<Vec<u8>>,
}

impl MediaKeys {
    /// A key alone.
    pub fn new(media_key: Vec<u8>) -> Self {
        Self { media_key, ..Self::default() }
    }
}

impl fmt::Debug for MediaKeys {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("MediaKeys(..)")
    }
}

/// What a file is sent as.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum FileKind {
    /// An image.
    Image,
    /// A video.
    Video,
    /// A video that plays as a GIF.
    Gif,
    /// A round video.
    VideoNote,
    /// A sound file.
    Audio,
    /// A voice note.
    Voice,
    /// A document.
    Document,
    /// A sticker.
    Sticker,
}
