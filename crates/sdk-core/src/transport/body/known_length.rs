use std::io;
use std::pin::Pin;
use std::sync::{Mutex, PoisonError};
use std::task::{Context, Poll};

use bytes::Bytes;
use futures_util::StreamExt;
use http_body::{Frame, SizeHint};

use super::{Body, BodyStream};

/// A body of known length, so that it goes out with a `Content-Length`.
pub(in crate::transport) struct KnownLength {
    left: u64,
    // reqwest wants a body that is `Sync`. It is only ever reached through `&mut`, so nothing is locked.
    pieces: Mutex<BodyStream>,
}

impl KnownLength {
    pub(in crate::transport) fn new(body: &Body) -> Self {
        Self { left: body.len(), pieces: Mutex::new(body.open()) }
    }
}

impl http_body::Body for KnownLength {
    type Data = Bytes;
    type Error = io::Error;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, io::Error>>> {
        let pieces = self.pieces.get_mut().unwrap_or_else(PoisonError::into_inner);
        let piece = std::task::ready!(pieces.poll_next_unpin(context));
        Poll::Ready(piece.map(|piece| {
            piece.map(|piece| {
                self.left = self.left.saturating_sub(piece.len() as u64);
                Frame::data(piece)
            })
        }))
    }

    fn is_end_stream(&self) -> bool {
        self.left == 0
    }

    fn size_hint(&self) -> SizeHint {
        SizeHint::with_exact(self.left)
    }
}
