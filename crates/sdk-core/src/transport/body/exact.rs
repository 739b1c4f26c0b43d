//! A stream held to its announced length.

use std::io;
use std::pin::Pin;
use std::task::{Context, Poll};

use bytes::Bytes;
use futures_core::Stream;
use futures_util::StreamExt;

use super::BodyStream;

/// The stream, cut at `length` bytes, and an error when it ends before them. `what` names it in that error.
pub(crate) fn exact(length: u64, what: &'static str, inner: BodyStream) -> BodyStream {
    Box::pin(Exact { left: length, what, inner })
}

struct Exact {
    left: u64,
    what: &'static str,
    inner: BodyStream,
}

impl Stream for Exact {
    type Item = io::Result<Bytes>;

    fn poll_next(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        if self.left == 0 {
            return Poll::Ready(None);
        }
        match std::task::ready!(self.inner.poll_next_unpin(context)) {
            Some(Ok(mut piece)) => {
                piece.truncate(usize::try_from(self.left).unwrap_or(usize::MAX).min(piece.len()));
                self.left -= piece.len() as u64;
                Poll::Ready(Some(Ok(piece)))
            }
            Some(Err(error)) => {
                self.left = 0;
                Poll::Ready(Some(Err(error)))
            }
            None => {
                let missing = std::mem::take(&mut self.left);
                let what = self.what;
                Poll::Ready(Some(Err(io::Error::new(
                    io::ErrorKind::UnexpectedEof,
                    format!("{what} ended {missing} bytes before its announced length"),
                ))))
            }
        }
    }
}
