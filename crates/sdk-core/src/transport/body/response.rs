use std::fmt;
use std::io;
use std::pin::Pin;
use std::task::{Context, Poll};

use bytes::{Bytes, BytesMut};
use futures_core::Stream;
use futures_util::StreamExt;
#[cfg(feature = "hyper")]
use http_body::Body as _;

use crate::transport::{TransportError, TransportFailure};

/// A response's body.
pub struct ResponseBody(Pieces);

/// Where the pieces come from.
enum Pieces {
    /// They are at hand.
    Whole(Bytes),
    /// The SDK's own transports.
    #[cfg(feature = "hyper")]
    Hyper(hyper::body::Incoming),
    #[cfg(feature = "reqwest")]
    Reqwest(Box<reqwest::Response>),
    /// Anything else.
    Stream(Pin<Box<dyn Stream<Item = Result<Bytes, TransportError>> + Send>>),
}

impl ResponseBody {
    /// A body that comes in pieces.
    pub fn new(pieces: impl Stream<Item = Result<Bytes, TransportError>> + Send + 'static) -> Self {
        Self(Pieces::Stream(Box::pin(pieces)))
    }

    /// A body that is at hand.
    pub fn full(bytes: Bytes) -> Self {
        Self(Pieces::Whole(bytes))
    }

    #[cfg(feature = "hyper")]
    pub(in crate::transport) fn of_incoming(answer: hyper::body::Incoming) -> Self {
        Self(Pieces::Hyper(answer))
    }

    #[cfg(feature = "reqwest")]
    pub(in crate::transport) fn of_answer(answer: reqwest::Response) -> Self {
        // It is large, and every body would have its size.
        Self(Pieces::Reqwest(Box::new(answer)))
    }

    /// Reads all of it, at most `limit` bytes.
    ///
    /// # Errors
    /// When the connection breaks, or the body is longer than `limit`.
    pub async fn collect(mut self, limit: usize) -> Result<Bytes, TransportError> {
        let Some(first) = self.next().await.transpose()? else {
            return Ok(Bytes::new());
        };
        if first.len() > limit {
            return Err(too_long(limit));
        }
        let Some(second) = self.next().await.transpose()? else {
            return Ok(first);
        };
        let mut whole = BytesMut::from(first);
        let mut next = Some(second);
        while let Some(piece) = next {
            if whole.len() + piece.len() > limit {
                return Err(too_long(limit));
            }
            whole.extend_from_slice(&piece);
            next = self.next().await.transpose()?;
        }
        Ok(whole.freeze())
    }
}

fn too_long(limit: usize) -> TransportError {
    TransportError::new(
        TransportFailure::ResponseTooLarge,
        io::Error::other(format!("the answer is longer than {limit} bytes")),
    )
}

impl Stream for ResponseBody {
    type Item = Result<Bytes, TransportError>;

    fn poll_next(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        match &mut self.0 {
            Pieces::Whole(bytes) => Poll::Ready((!bytes.is_empty()).then(|| Ok(std::mem::take(bytes)))),
            #[cfg(feature = "hyper")]
            Pieces::Hyper(answer) => loop {
                let next = match std::task::ready!(Pin::new(&mut *answer).poll_frame(context)) {
                    // Trailers tell nothing that anyone reads.
                    Some(Ok(frame)) => match frame.into_data() {
                        Ok(piece) => Some(Ok(piece)),
                        Err(_) => continue,
                    },
                    Some(Err(error)) => Some(Err(crate::transport::hyper::broken(error))),
                    None => None,
                };
                if !matches!(next, Some(Ok(_))) {
                    self.0 = Pieces::Whole(Bytes::new());
                }
                return Poll::Ready(next);
            },
            // A future of `chunk` keeps nothing between polls: what has come stays in the response.
            #[cfg(feature = "reqwest")]
            Pieces::Reqwest(answer) => {
                let next = std::task::ready!(std::pin::pin!(answer.chunk()).poll(context));
                let next = next.map_err(crate::transport::reqwest::failed).transpose();
                if !matches!(next, Some(Ok(_))) {
                    // Nothing comes after the end or a failure, and the connection is let go.
                    self.0 = Pieces::Whole(Bytes::new());
                }
                Poll::Ready(next)
            }
            Pieces::Stream(pieces) => pieces.poll_next_unpin(context),
        }
    }
}

impl fmt::Debug for ResponseBody {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("ResponseBody(..)")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn a_response_is_capped() {
        let body = |parts: &'static [&'static [u8]]| {
            ResponseBody::new(futures_util::stream::iter(
                parts.iter().map(|part| Ok(Bytes::from_static(part))),
            ))
        };
        assert_eq!(body(&[b"ab", b"cd"]).collect(4).await.unwrap(), "abcd");
        for parts in [&[b"abcde" as &[u8]] as &[&[u8]], &[b"abc", b"de"]] {
            let error = body(Box::leak(parts.to_vec().into_boxed_slice())).collect(4).await.unwrap_err();
            assert_eq!(error.failure(), TransportFailure::ResponseTooLarge);
        }
    }
}
