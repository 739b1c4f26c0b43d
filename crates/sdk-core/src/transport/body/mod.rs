//! What travels: a request's body and a response's.

mod base64;
mod exact;
mod form;
mod json;
#[cfg(any(feature = "hyper", feature = "reqwest"))]
mod known_length;
mod response;

pub use form::Form;
pub use response::ResponseBody;

pub(crate) use exact::exact;
#[cfg(any(feature = "hyper", feature = "reqwest"))]
pub(super) use known_length::KnownLength;

use std::fmt;
use std::io;
use std::pin::Pin;
use std::sync::Arc;

use bytes::Bytes;
use futures_core::Stream;
use futures_util::StreamExt;
use http::HeaderValue;

/// How many bytes of a file are read at once. In base64 they become 256 KiB.
const PIECE: usize = 192 * 1024;

/// A stream of a body's pieces.
pub type BodyStream = Pin<Box<dyn Stream<Item = io::Result<Bytes>> + Send>>;

/// A request's body. It can be sent again: bytes are shared, a stream is opened anew.
#[derive(Clone)]
pub struct Body {
    content: Content,
    content_type: Option<HeaderValue>,
}

#[derive(Clone)]
enum Content {
    Empty,
    Bytes(Bytes),
    Stream { length: u64, open: Arc<dyn Fn() -> BodyStream + Send + Sync> },
}

impl Body {
    /// No body.
    pub fn empty() -> Self {
        Self { content: Content::Empty, content_type: None }
    }

    /// Bytes of some type.
    pub fn bytes(bytes: Bytes, content_type: HeaderValue) -> Self {
        Self { content: Content::Bytes(bytes), content_type: Some(content_type) }
    }

    /// A stream of exactly `length` bytes, which `open` starts from its beginning for every attempt. It is sent
    /// with a `Content-Length`; a stream that ends early breaks the request, what is beyond is cut.
    pub fn stream(
        length: u64,
        content_type: HeaderValue,
        open: impl Fn() -> BodyStream + Send + Sync + 'static,
    ) -> Self {
        Self { content: Content::Stream { length, open: Arc::new(open) }, content_type: Some(content_type) }
    }

    /// A stream between two texts: all of a body that carries a file, but for how the file is written.
    fn around(
        before: impl Into<Bytes>,
        (length, file): (u64, impl Fn() -> BodyStream + Send + Sync + 'static),
        after: impl Into<Bytes>,
        content_type: HeaderValue,
    ) -> Self {
        let (before, after) = (before.into(), after.into());
        let length = length.saturating_add((before.len() + after.len()) as u64);
        Self::stream(length, content_type, move || {
            let once = |text: &Bytes| futures_util::stream::iter([Ok(text.clone())]);
            Box::pin(once(&before).chain(file()).chain(once(&after)))
        })
    }

    /// The length in bytes.
    pub fn len(&self) -> u64 {
        match &self.content {
            Content::Empty => 0,
            Content::Bytes(bytes) => bytes.len() as u64,
            Content::Stream { length, .. } => *length,
        }
    }

    /// Whether there is nothing to send.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// The `Content-Type` to send.
    pub fn content_type(&self) -> Option<&HeaderValue> {
        self.content_type.as_ref()
    }

    /// The bytes, when they are at hand. A file's body, also one made from bytes, is a stream: see [`Body::open`].
    pub fn as_bytes(&self) -> Option<&Bytes> {
        match &self.content {
            Content::Bytes(bytes) => Some(bytes),
            _ => None,
        }
    }

    /// Its parts, for a transport of the SDK's own: the media type, and the bytes when they are at hand.
    #[cfg(feature = "hyper")]
    pub(super) fn into_parts(self) -> (Option<HeaderValue>, Result<Bytes, KnownLength>) {
        let content = match self.content {
            Content::Empty => Ok(Bytes::new()),
            Content::Bytes(bytes) => Ok(bytes),
            Content::Stream { .. } => Err(KnownLength::new(&self)),
        };
        (self.content_type, content)
    }

    /// The body from its beginning, in pieces.
    pub fn open(&self) -> BodyStream {
        match &self.content {
            Content::Empty => Box::pin(futures_util::stream::empty()),
            Content::Bytes(bytes) => Box::pin(Pieces(bytes.clone())),
            Content::Stream { length, open } => exact(*length, "the body", open()),
        }
    }

    /// The same body, whose pieces are reported as they are taken.
    pub(crate) fn watched(self, taken: impl Fn(u64) + Send + Sync + 'static) -> Self {
        let length = self.len();
        if length == 0 {
            return self;
        }
        let content_type = self.content_type.clone();
        let taken = Arc::new(taken);
        Self {
            content: Content::Stream {
                length,
                open: Arc::new(move || {
                    let taken = taken.clone();
                    Box::pin(self.open().inspect(move |piece| {
                        if let Ok(piece) = piece {
                            taken(piece.len() as u64);
                        }
                    }))
                }),
            },
            content_type,
        }
    }
}

impl Default for Body {
    fn default() -> Self {
        Self::empty()
    }
}

impl fmt::Debug for Body {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Body({} bytes)", self.len())
    }
}

/// Bytes in pieces that a socket takes at once, so that progress can be seen.
struct Pieces(Bytes);

/// The size of one such piece: small enough that progress is seen on a slow line.
const SLICE: usize = 64 * 1024;

impl Stream for Pieces {
    type Item = io::Result<Bytes>;

    fn poll_next(
        mut self: Pin<&mut Self>,
        _context: &mut std::task::Context<'_>,
    ) -> std::task::Poll<Option<Self::Item>> {
        if self.0.is_empty() {
            return std::task::Poll::Ready(None);
        }
        let piece = self.0.len().min(SLICE);
        std::task::Poll::Ready(Some(Ok(self.0.split_to(piece))))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn pieces(parts: &'static [&'static str]) -> BodyStream {
        Box::pin(futures_util::stream::iter(parts.iter().map(|part| Ok(Bytes::from_static(part.as_bytes())))))
    }

    async fn read(body: &Body) -> io::Result<String> {
        let mut text = String::new();
        let mut stream = body.open();
        while let Some(piece) = stream.next().await {
            text.push_str(std::str::from_utf8(&piece?).unwrap());
        }
        Ok(text)
    }

    #[tokio::test]
    async fn a_stream_is_held_to_its_length_and_can_be_opened_again() {
        let kind = HeaderValue::from_static("text/plain");
        let grown = Body::stream(4, kind.clone(), || pieces(&["abc", "def"]));
        assert_eq!(read(&grown).await.unwrap(), "abcd");
        assert_eq!(read(&grown).await.unwrap(), "abcd");
        let short = Body::stream(9, kind, || pieces(&["abc", "def"]));
        assert!(read(&short).await.unwrap_err().to_string().contains("3 bytes before"));
    }
}
