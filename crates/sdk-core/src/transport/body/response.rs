use std::fmt;
use std::io;
use std::pin::Pin;

use bytes::{Bytes, BytesMut};
use futures_core::Stream;
use futures_util::StreamExt;

use crate::transport::{TransportError, TransportFailure};

/// A response's body.
pub struct ResponseBody(Pin<Box<dyn Stream<Item = Result<Bytes, TransportError>> + Send>>);

impl ResponseBody {
    /// A body that comes in pieces.
    pub fn new(pieces: impl Stream<Item = Result<Bytes, TransportError>> + Send + 'static) -> Self {
        Self(Box::pin(pieces))
    }

    /// A body that is at hand.
    pub fn full(bytes: Bytes) -> Self {
        Self::new(futures_util::stream::iter((!bytes.is_empty()).then_some(Ok(bytes))))
    }

    /// Reads all of it, at most `limit` bytes.
    ///
    /// # Errors
    /// When the connection breaks, or the body is longer than `limit`.
    pub async fn collect(mut self, limit: usize) -> Result<Bytes, TransportError> {
        let Some(first) = self.0.next().await.transpose()? else {
            return Ok(Bytes::new());
        };
        if first.len() > limit {
            return Err(too_long(limit));
        }
        let Some(second) = self.0.next().await.transpose()? else {
            return Ok(first);
        };
        let mut whole = BytesMut::from(first);
        let mut next = Some(second);
        while let Some(piece) = next {
            if whole.len() + piece.len() > limit {
                return Err(too_long(limit));
            }
            whole.extend_from_slice(&piece);
            next = self.0.next().await.transpose()?;
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

    fn poll_next(
        mut self: Pin<&mut Self>,
        context: &mut std::task::Context<'_>,
    ) -> std::task::Poll<Option<Self::Item>> {
        self.0.poll_next_unpin(context)
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
