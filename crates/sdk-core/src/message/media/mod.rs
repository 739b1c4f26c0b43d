mod kind;
mod source;
#[cfg(test)]
mod tests;
mod upload;

pub use upload::{DataUrl, Upload};

use std::fmt;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use bytes::Bytes;
use futures_core::Stream;
use futures_util::TryStreamExt;
use tokio::io::AsyncRead;
use url::Url;

use crate::error::Error;
use source::{Opener, Source};

/// A file to send: from a URL that the gateway fetches, or bytes that this program has, in memory, on the disk, or as a stream that it can open
/// again. Cheap to clone.
///
/// ```
/// use wagate_sdk_core::Media;
///
/// let by_url = Media::url("https://example.com/receipt.png");
/// let bytes = Media::bytes(&b"\x89PNG..."[..]).named("receipt.png").of_type("image/png");
/// let file = Media::file("receipts/2026/receipt.png");
/// assert_eq!((file.file_name(), file.media_type()), (Some("receipt.png"), Some("image/png")));
/// ```
#[derive(Clone)]
pub struct Media {
    content: MediaContent,
    file_name: Option<Box<str>>,
    media_type: Option<Box<str>>,
}

/// Where the file comes from.
#[derive(Clone)]
enum MediaContent {
    Url(Box<str>),
    Bytes(Bytes),
    File(Arc<Path>),
    Stream { length: u64, open: Arc<Opener> },
}

/// Where a file can come from, as [`Carried::media`](crate::Carried::media) tells it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum MediaSource {
    /// A URL that the gateway fetches.
    Url,
    /// Bytes in memory that travel with the request.
    Bytes,
    /// A file on the disk that is read while it is sent.
    File,
    /// A stream that is opened when it is sent.
    Stream,
}

impl MediaSource {
    /// Every source whose bytes travel with the request.
    pub const LOCAL: &'static [Self] = &[Self::Bytes, Self::File, Self::Stream];
    /// All of them.
    pub const ALL: &'static [Self] = &[Self::Url, Self::Bytes, Self::File, Self::Stream];
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

    /// A file on the disk, named as there. It is looked at when it is sent, and read piece by piece while it is sent: the memory that takes does
    /// not grow with its size.
    pub fn file(path: impl Into<PathBuf>) -> Self {
        let path = path.into();
        let name = path.file_name().map(|name| name.to_string_lossy().into());
        Self { file_name: name, ..Self::of(MediaContent::File(path.into())) }
    }

    /// A stream of exactly `length` bytes. `open` starts it from its beginning, once for every attempt.
    ///
    /// One that ends early or fails breaks the request; what is beyond the length is not sent.
    ///
    /// ```
    /// use bytes::Bytes;
    /// use wagate_sdk_core::Media;
    ///
    /// let media = Media::stream(5, || async {
    ///     Ok(futures_util::stream::iter([Ok(Bytes::from("he")), Ok(Bytes::from("llo"))]))
    /// });
    /// ```
    pub fn stream<F, Fut, S>(length: u64, open: F) -> Self
    where
        F: Fn() -> Fut + Send + Sync + 'static,
        Fut: Future<Output = io::Result<S>> + Send + 'static,
        S: Stream<Item = io::Result<Bytes>> + Send + 'static,
    {
        Self::of(MediaContent::Stream { length, open: source::stream(open) })
    }

    /// The same for a reader of exactly `length` bytes.
    pub fn reader<F, Fut, R>(length: u64, open: F) -> Self
    where
        F: Fn() -> Fut + Send + Sync + 'static,
        Fut: Future<Output = io::Result<R>> + Send + 'static,
        R: AsyncRead + Send + 'static,
    {
        Self::of(MediaContent::Stream { length, open: source::reader(open) })
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

    /// The file's media type, such as `image/png`. Without it, it is told by the file's name, or by its first bytes; of a URL the gateway finds it
    /// out by itself.
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
            MediaContent::File(_) => MediaSource::File,
            MediaContent::Stream { .. } => MediaSource::Stream,
        }
    }

    /// The URL, if it comes from one.
    pub fn as_url(&self) -> Option<&str> {
        match &self.content {
            MediaContent::Url(url) => Some(url),
            _ => None,
        }
    }

    /// The bytes, if they are at hand.
    pub fn as_bytes(&self) -> Option<&Bytes> {
        match &self.content {
            MediaContent::Bytes(bytes) => Some(bytes),
            _ => None,
        }
    }

    /// The bytes in base64, if they are at hand.
    pub fn to_base64(&self) -> Option<String> {
        self.as_bytes().map(|bytes| STANDARD.encode(bytes))
    }

    /// The file's name: given, or the path's.
    pub fn file_name(&self) -> Option<&str> {
        self.file_name.as_deref()
    }

    /// The media type: given, by the name, or by the first bytes where they are at hand. Of a URL, only if it was given.
    ///
    /// A file on the disk whose name does not tell it is read for it by [`Media::open`].
    pub fn media_type(&self) -> Option<&str> {
        if let given @ Some(_) = self.given_media_type() {
            return given;
        }
        if self.as_url().is_some() {
            return None;
        }
        let by_name = self.file_name().and_then(kind::by_name);
        by_name.or_else(|| self.as_bytes().and_then(|bytes| kind::by_first_bytes(bytes)))
    }

    /// The media type that was given with [`Media::of_type`].
    pub fn given_media_type(&self) -> Option<&str> {
        self.media_type.as_deref()
    }

    /// Looks at the file before it is sent: that it is there, what it is, and how long.
    ///
    /// # Errors
    /// [`Error::InvalidRequest`] when it is missing, not a file, empty or may not be read; when its media type is none; and for a URL, which the
    /// gateway opens itself.
    pub async fn open(&self) -> Result<Upload, Error> {
        self.check()?;
        let mut media_type: Option<Box<str>> = self.media_type().map(Into::into);
        let (source, length) = match &self.content {
            MediaContent::Url(_) => return Err(Error::invalid("a file at a URL is the gateway's to open")),
            MediaContent::Bytes(bytes) => (Source::Bytes(bytes.clone()), bytes.len() as u64),
            MediaContent::File(path) => {
                let looked = source::look(path.clone(), media_type.is_none()).await?;
                media_type = media_type.or(looked.media_type.map(Into::into));
                (Source::File(path.clone()), looked.length)
            }
            MediaContent::Stream { length, open } => (Source::Stream(open.clone()), *length),
        };
        Ok(Upload { source, length, file_name: self.file_name.clone(), media_type })
    }

    /// The whole file as a `data:` URL, for a small picture where a gateway wants one inside a text.
    ///
    /// # Errors
    /// As [`Media::open`]; [`Error::InvalidRequest`] when it is longer than `limit` bytes, when it cannot be read to its end, or when its media
    /// type is not known.
    pub async fn to_data_url(&self, limit: u64) -> Result<String, Error> {
        let upload = self.open().await?;
        if upload.len() > limit {
            return Err(Error::invalid(format!("the file is longer than {limit} bytes")));
        }
        let whole: Vec<u8> = upload
            .read(64 * 1024)
            .try_fold(Vec::new(), |mut whole, piece| async move {
                whole.extend_from_slice(&piece);
                Ok(whole)
            })
            .await
            .map_err(|error| Error::invalid(format!("the file cannot be read: {error}")))?;
        let url = upload.into_data_url()?;
        Ok(url.prefix().to_owned() + &STANDARD.encode(whole))
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
            MediaContent::Stream { length: 0, .. } => return Err(Error::invalid("the file is empty")),
            MediaContent::Bytes(_) | MediaContent::File(_) | MediaContent::Stream { .. } => {}
        }
        if self.media_type.as_deref().is_some_and(|kind| !kind::is_media_type(kind)) {
            return Err(Error::invalid("the media type is not of the form type/subtype"));
        }
        Ok(())
    }
}

/// Shows where it comes from, never a URL: it may be signed.
impl fmt::Debug for Media {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut shown = f.debug_struct("Media");
        match &self.content {
            MediaContent::Url(_) => shown.field("source", &MediaSource::Url),
            MediaContent::Bytes(bytes) => shown.field("bytes", &bytes.len()),
            MediaContent::File(path) => shown.field("path", path),
            MediaContent::Stream { length, .. } => shown.field("stream", length),
        };
        shown.field("file_name", &self.file_name).field("media_type", &self.media_type).finish()
    }
}
