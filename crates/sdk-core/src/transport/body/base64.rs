//! A stream in base64.

use std::io;
use std::pin::Pin;
use std::task::{Context, Poll};

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use bytes::Bytes;
use futures_core::Stream;
use futures_util::StreamExt;

use super::{BodyStream, PIECE};

/// The stream's bytes in base64, padded at the end.
pub(super) fn encoded(inner: BodyStream) -> BodyStream {
    Box::pin(Encoded { inner, given: Bytes::new(), odd: Vec::with_capacity(3), ended: false })
}

struct Encoded {
    inner: BodyStream,
    /// What the stream gave and is not encoded yet: a caller's stream may give it all at once.
    given: Bytes,
    /// The bytes, at most two, that do not fill a group of three yet.
    odd: Vec<u8>,
    ended: bool,
}

impl Encoded {
    /// Encodes what was given, at most one piece of it; nothing while it fills no group.
    fn next_text(&mut self) -> io::Result<Vec<u8>> {
        let mut piece = self.given.split_to(self.given.len().min(PIECE));
        let mut text = Vec::new();
        if !self.odd.is_empty() {
            self.odd.extend_from_slice(&piece.split_to(piece.len().min(3 - self.odd.len())));
            if self.odd.len() < 3 {
                return Ok(text);
            }
        }
        let whole = piece.len() / 3 * 3;
        text.resize((self.odd.len() + whole) / 3 * 4, 0);
        let (first, rest) = text.split_at_mut(self.odd.len() / 3 * 4);
        write(&self.odd, first)?;
        write(&piece[..whole], rest)?;
        self.odd.clear();
        self.odd.extend_from_slice(&piece[whole..]);
        Ok(text)
    }
}

fn write(bytes: &[u8], to: &mut [u8]) -> io::Result<()> {
    STANDARD.encode_slice(bytes, to).map(drop).map_err(io::Error::other)
}

impl Stream for Encoded {
    type Item = io::Result<Bytes>;

    fn poll_next(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        while !self.ended {
            if self.given.is_empty() {
                match std::task::ready!(self.inner.poll_next_unpin(context)) {
                    Some(Ok(piece)) => self.given = piece,
                    Some(Err(error)) => {
                        self.ended = true;
                        return Poll::Ready(Some(Err(error)));
                    }
                    None => {
                        self.ended = true;
                        let last = STANDARD.encode(&self.odd);
                        return Poll::Ready((!last.is_empty()).then(|| Ok(last.into())));
                    }
                }
            }
            match self.next_text() {
                Ok(text) if text.is_empty() => {}
                Ok(text) => return Poll::Ready(Some(Ok(text.into()))),
                Err(error) => {
                    self.ended = true;
                    return Poll::Ready(Some(Err(error)));
                }
            }
        }
        Poll::Ready(None)
    }
}

#[cfg(test)]
mod tests {
    use futures_util::TryStreamExt;
    use proptest::prelude::*;

    use super::*;

    async fn joined(stream: BodyStream) -> Vec<u8> {
        let pieces: Vec<Bytes> = stream.try_collect().await.unwrap();
        assert!(pieces.iter().all(|piece| piece.len() <= PIECE / 3 * 4 + 4), "a piece is too large");
        pieces.concat()
    }

    proptest! {
        #[test]
        fn it_is_the_base64_of_the_whole_however_it_is_cut(pieces: Vec<Vec<u8>>) {
            let whole = STANDARD.encode(pieces.concat());
            let cut = futures_util::stream::iter(pieces.into_iter().map(|piece| Ok(Bytes::from(piece))));
            let text = futures_util::FutureExt::now_or_never(joined(encoded(Box::pin(cut)))).unwrap();
            prop_assert_eq!(text, whole.into_bytes());
        }
    }

    #[tokio::test]
    async fn what_comes_at_once_leaves_in_pieces() {
        let whole = vec![7; 3 * PIECE + 1];
        let given = futures_util::stream::iter([Ok(Bytes::from(whole.clone()))]);
        assert_eq!(joined(encoded(Box::pin(given))).await, STANDARD.encode(whole).into_bytes());
    }
}
