//! The WebSocket below the driver: frames in their order, and its failures as reasons.

use std::future::poll_fn;
use std::io::ErrorKind;
use std::pin::Pin;
use std::task::{Context, Poll, ready};

use bytes::Bytes;
use futures_util::stream::{SplitSink, SplitStream, StreamExt};
use futures_util::{Sink, Stream};
use tokio::io::{AsyncRead, AsyncWrite};
use tokio_tungstenite::WebSocketStream;
use tokio_tungstenite::tungstenite::protocol::WebSocketConfig;
use tokio_tungstenite::tungstenite::{
    Error as WebSocketError, Message, Utf8Bytes, error::CapacityError, error::ProtocolError,
};

use super::Options;
use crate::session::{CloseReason, Session};

/// The two halves of a WebSocket, so that one waits for the network while the other works.
pub(super) struct Socket<S> {
    pub(super) reader: Reader<S>,
    pub(super) writer: Writer<S>,
}

pub(super) struct Reader<S>(SplitStream<WebSocketStream<S>>);

pub(super) struct Writer<S>(SplitSink<WebSocketStream<S>, Message>);

/// A frame that carries data. The WebSocket layer has checked the text's UTF-8 and answers its own pings.
pub(super) enum Frame {
    Text(Utf8Bytes),
    Binary(Bytes),
}

/// What the WebSocket layer may take and keep.
pub(super) fn config(options: &Options) -> WebSocketConfig {
    WebSocketConfig::default()
        .read_buffer_size(16 * 1024)
        .write_buffer_size(16 * 1024)
        .max_message_size(Some(options.max_frame_bytes))
        .max_frame_size(Some(options.max_frame_bytes))
}

impl<S: AsyncRead + AsyncWrite + Unpin> Socket<S> {
    pub(super) fn new(stream: WebSocketStream<S>) -> Self {
        let (writer, reader) = stream.split();
        Self { reader: Reader(reader), writer: Writer(writer) }
    }

    /// Closes the WebSocket and waits until the server has closed it too.
    pub(super) async fn close(mut self) {
        if poll_fn(|cx| self.writer.sink().poll_close(cx)).await.is_ok() {
            while self.reader.next().await.is_ok() {}
        }
    }
}

impl<S: AsyncRead + AsyncWrite + Unpin> Reader<S> {
    /// The next frame that carries data, or why there is none. Nothing is lost when the future is dropped.
    pub(super) async fn next(&mut self) -> Result<Frame, CloseReason> {
        poll_fn(|cx| self.poll_next(cx)).await
    }

    fn poll_next(&mut self, cx: &mut Context<'_>) -> Poll<Result<Frame, CloseReason>> {
        loop {
            return Poll::Ready(match ready!(Pin::new(&mut self.0).poll_next(cx)) {
                Some(Ok(Message::Text(text))) => Ok(Frame::Text(text)),
                Some(Ok(Message::Binary(bytes))) => Ok(Frame::Binary(bytes)),
                Some(Ok(Message::Close(_))) | None => Err(CloseReason::ByServer),
                Some(Ok(Message::Ping(_) | Message::Pong(_) | Message::Frame(_))) => continue,
                Some(Err(error)) => Err(reason(error)),
            });
        }
    }
}

impl<S: AsyncRead + AsyncWrite + Unpin> Writer<S> {
    /// Writes all frames of the session. Nothing is lost or written twice when the future is dropped.
    pub(super) async fn write(&mut self, session: &mut Session) -> Result<(), CloseReason> {
        poll_fn(|cx| self.poll_write(session, cx)).await.map_err(reason)
    }

    fn poll_write(
        &mut self,
        session: &mut Session,
        cx: &mut Context<'_>,
    ) -> Poll<Result<(), WebSocketError>> {
        while session.has_frames() {
            ready!(self.sink().poll_ready(cx))?;
            if let Some(frame) = session.next_frame() {
                self.sink().start_send(Message::text(frame))?;
            }
        }
        self.sink().poll_flush(cx)
    }

    fn sink(&mut self) -> Pin<&mut SplitSink<WebSocketStream<S>, Message>> {
        Pin::new(&mut self.0)
    }
}

/// Why a WebSocket failed.
fn reason(error: WebSocketError) -> CloseReason {
    match error {
        WebSocketError::ConnectionClosed | WebSocketError::AlreadyClosed => CloseReason::ByServer,
        WebSocketError::Io(error) => CloseReason::Lost(error.kind()),
        WebSocketError::Capacity(CapacityError::MessageTooLong { max_size, .. }) => {
            CloseReason::FrameTooLong { limit: max_size }
        }
        WebSocketError::Protocol(ProtocolError::ResetWithoutClosingHandshake) => {
            CloseReason::Lost(ErrorKind::ConnectionReset)
        }
        // The layer's words about the protocol are its own, never the server's bytes.
        WebSocketError::Protocol(error) => CloseReason::WebSocket(error.to_string()),
        WebSocketError::Utf8(_) => CloseReason::WebSocket("text that is not UTF-8".to_owned()),
        other => CloseReason::WebSocket(other.to_string()),
    }
}
