//! Events over RyzeAPI's WebSocket: from the socket's bytes to the stream's item. The other end is not measured: what it sent stands ready.

use std::fmt;
use std::io;
use std::pin::Pin;
use std::sync::Arc;
use std::task::{Context, Poll};

use futures_util::future::BoxFuture;
use http::{HeaderMap, HeaderValue, StatusCode, header};
use tokio::io::{AsyncRead, AsyncWrite, ReadBuf};
use tokio_tungstenite::tungstenite::handshake::derive_accept_key;
use wagate::transport::{Request, Response, ResponseBody, Transport, TransportError, Upgrade};
use wagate::{EventOptions, InstanceClient, InstanceToken, Ryze, StreamItem};

use crate::Result;
use crate::calls::Gateway;
use crate::events::told;

/// Takes so many times a gateway's events from a stream.
///
/// # Errors
/// When one does not come as a message.
pub async fn run(count: u32) -> Result<()> {
    let events = told(Gateway::Ryze);
    let wanted = usize::try_from(count)? * events.len();
    let frames: Vec<u8> = events.iter().flat_map(|event| frame(event)).collect();
    let transport = Arc::new(Ready { frames: frames.into(), count });
    let line = InstanceClient::<Ryze>::builder("bench", InstanceToken::new("token")?)
        .transport(transport)
        .build()?;
    // Nothing is dropped, however the two tasks take turns.
    let mut stream = line.events(EventOptions::new().buffer(wanted)).await?;
    let mut taken = 0;
    while taken < wanted {
        match stream.next().await.ok_or("the stream ended")?? {
            StreamItem::Event(envelope) if envelope.event.message().is_some() => taken += 1,
            StreamItem::Connection(_) => {}
            other => return Err(format!("{other:?}").into()),
        }
    }
    Ok(())
}

/// A text frame as a server sends it (RFC 6455, 5.2).
fn frame(text: &[u8]) -> Vec<u8> {
    let mut frame = vec![0x81];
    match u16::try_from(text.len()) {
        Ok(short @ 0..126) => frame.push(short as u8),
        Ok(long) => {
            frame.push(126);
            frame.extend(long.to_be_bytes());
        }
        Err(_) => {
            frame.push(127);
            frame.extend((text.len() as u64).to_be_bytes());
        }
    }
    frame.extend(text);
    frame
}

/// A gateway whose WebSocket is on, and has its frames ready.
struct Ready {
    frames: Arc<[u8]>,
    count: u32,
}

impl fmt::Debug for Ready {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Ready")
    }
}

impl Transport for Ready {
    fn execute(&self, _request: Request) -> BoxFuture<'_, std::result::Result<Response, TransportError>> {
        const ON: &str = r#"{"success":true,"websocket":{"enabled":true,"events":[],"mediaBase64":false}}"#;
        let answer = Response::new(StatusCode::OK, HeaderMap::new(), ResponseBody::full(ON.into()));
        Box::pin(std::future::ready(Ok(answer)))
    }

    fn upgrade(&self, request: Request) -> BoxFuture<'_, std::result::Result<Upgrade, TransportError>> {
        let key = request.headers.get(header::SEC_WEBSOCKET_KEY).map_or(&b""[..], HeaderValue::as_bytes);
        let mut headers = HeaderMap::new();
        headers.insert(header::CONNECTION, HeaderValue::from_static("Upgrade"));
        headers.insert(header::UPGRADE, HeaderValue::from_static("websocket"));
        if let Ok(accept) = HeaderValue::from_str(&derive_accept_key(key)) {
            headers.insert(header::SEC_WEBSOCKET_ACCEPT, accept);
        }
        let socket = Socket { frames: self.frames.clone(), at: 0, left: self.count };
        Box::pin(std::future::ready(Ok(Upgrade::Switched(headers, Box::new(socket)))))
    }
}

/// Gives its frames so many times, then nothing more.
struct Socket {
    frames: Arc<[u8]>,
    at: usize,
    left: u32,
}

impl AsyncRead for Socket {
    fn poll_read(
        mut self: Pin<&mut Self>,
        _context: &mut Context<'_>,
        buffer: &mut ReadBuf<'_>,
    ) -> Poll<io::Result<()>> {
        if self.left == 0 {
            return Poll::Pending;
        }
        let rest = &self.frames[self.at..];
        let taken = rest.len().min(buffer.remaining());
        buffer.put_slice(&rest[..taken]);
        self.at += taken;
        if self.at == self.frames.len() {
            (self.at, self.left) = (0, self.left - 1);
        }
        Poll::Ready(Ok(()))
    }
}

impl AsyncWrite for Socket {
    fn poll_write(self: Pin<&mut Self>, _context: &mut Context<'_>, bytes: &[u8]) -> Poll<io::Result<usize>> {
        Poll::Ready(Ok(bytes.len()))
    }

    fn poll_flush(self: Pin<&mut Self>, _context: &mut Context<'_>) -> Poll<io::Result<()>> {
        Poll::Ready(Ok(()))
    }

    fn poll_shutdown(self: Pin<&mut Self>, _context: &mut Context<'_>) -> Poll<io::Result<()>> {
        Poll::Ready(Ok(()))
    }
}

#[cfg(test)]
mod tests {
    #[tokio::test]
    async fn a_stream_gives_each_event() -> crate::Result<()> {
        super::run(3).await
    }
}
