use std::fmt;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use bytes::Bytes;
use url::Url;

use crate::error::Error;

/// A file to send: from a URL that the gateway fetches, or bytes that this program has.
///
/// ```
/// use wagate_sdk_core::Media;
///
/// let by_url = Media::url("https://example.com/receipt.png");
/// let bytes = Media::bytes(&b"\x89PNG..."[..]).named("receipt.png").of_type("image/png");
/// ```
#[derive(Clone)]
pub struct Media {
    pub(crate) content: MediaContent,
    pub(crate) file_name: Option<Box<str>>,
    pub(crate) media_type: Option<Box<str>>,
}

/// Where the file comes from.
#[derive(Clone)]
pub(crate) enum MediaContent {
    Url(Box<str>),
    Bytes(Bytes),
}

/// Where a file can come from, as [`Carried::media`](crate::Carried::media) tells it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum MediaSource {
    /// A URL that the gateway fetches.
    Url,
    /// Bytes that travel with the request.
    Bytes,
}

impl Media {
    /// A file that the gateway fetches itself, so it must be reachable from there: `http` or `https`.
    pub fn url(url: impl Into<String>) -> Self {
        Self::of(MediaContent::Url(url.into().into_boxed_str()))
    }

    /// A file that this program holds in memory.
    pub fn bytes(bytes: impl Into<Bytes>) -> Self {
        Self::of(MediaContent::Bytes(bytes.into()))
    }

    fn of(content: MediaContent) -> Self {
        Self { content, file_name: None, media_type: None }
    }

    /// The file's name, as the recipient sees it.
    #[must_use]
    pub fn named(mut self, name: impl Into<String>) -> Self {
        self.file_name = Some(name.into().into_boxed_str());
        self
    }

    /// The file's media type, such as `image/png`. Without it the gateway finds out by itself, or it is read from the file's
    /// first bytes where the gateway wants it.
    #[must_use]
    pub fn of_type(mut self, media_type: impl Into<String>) -> Self {
        self.media_type = Some(media_type.into().into_boxed_str());
        self
    }

    /// Where it comes from.
    pub fn source(&self) -> MediaSource {
        match self.content {
            MediaContent::Url(_) => MediaSource::Url,
            MediaContent::Bytes(_) => MediaSource::Bytes,
        }
    }

    /// The URL, if it comes from one.
    pub fn as_url(&self) -> Option<&str> {
        match &self.content {
            MediaContent::Url(url) => Some(url),
            MediaContent::Bytes(_) => None,
        }
    }

    /// The bytes, if they are at hand.
    pub fn as_bytes(&self) -> Option<&Bytes> {
        match &self.content {
            MediaContent::Bytes(bytes) => Some(bytes),
            MediaContent::Url(_) => None,
        }
    }

    /// The bytes in base64, as gateways take them inside JSON.
    pub fn to_base64(&self) -> Option<String> {
        self.as_bytes().map(|bytes| STANDARD.encode(bytes))
    }

    /// The file's name, if one was given.
    pub fn file_name(&self) -> Option<&str> {
        self.file_name.as_deref()
    }

    /// The media type, if one was given or the first bytes are those of a common image.
    pub fn media_type(&self) -> Option<&str> {
        self.media_type.as_deref().or_else(|| self.as_bytes().and_then(|bytes| image_type(bytes)))
    }

    pub(crate) fn check(&self) -> Result<(), Error> {
        match &self.content {
            MediaContent::Url(text) => {
                let url = Url::parse(text).map_err(|_| Error::invalid("the file's URL cannot be read"))?;
                if !matches!(url.scheme(), "http" | "https") {
                    return Err(Error::invalid("the file's URL is neither http nor https"));
                }
            }
            MediaContent::Bytes(bytes) if bytes.is_empty() => {
                return Err(Error::invalid("the file is empty"));
            }
            MediaContent::Bytes(_) => {}
        }
        if self.media_type.as_deref().is_some_and(|kind| !is_media_type(kind)) {
            return Err(Error::invalid("the media type is not of the form type/subtype"));
        }
        Ok(())
    }
}

fn is_media_type(text: &str) -> bool {
    let essence = text.split(';').next().unwrap_or_default().trim();
    essence.split_once('/').is_some_and(|(kind, subtype)| {
        [kind, subtype].iter().all(|part| {
            !part.is_empty()
                && part.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"!#$&-^_.+".contains(&byte))
        })
    })
}

/// The images that WhatsApp shows, by their first bytes.
fn image_type(bytes: &[u8]) -> Option<&'static str> {
    match bytes {
        [0x89, b'P', b'N', b'G', ..] => Some("image/png"),
        [0xff, 0xd8, 0xff, ..] => Some("image/jpeg"),
        [b'G', b'I', b'F', b'8', ..] => Some("image/gif"),
        [b'R', b'I', b'F', b'F', _, _, _, _, b'W', b'E', b'B', b'P', ..] => Some("image/webp"),
        _ => None,
    }
}

/// Shows the kind and the size, never a URL: it may be signed.
impl fmt::Debug for Media {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut shown = f.debug_struct("Media");
        match &self.content {
            MediaContent::Url(_) => shown.field("source", &MediaSource::Url),
            MediaContent::Bytes(bytes) => shown.field("bytes", &bytes.len()),
        };
        shown.field("file_name", &self.file_name).field("media_type", &self.media_type).finish()
    }
}
