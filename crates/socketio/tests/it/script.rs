//! A server that does what a test says, over a connection in memory.

use std::io;
use std::pin::Pin;
use std::sync::{Arc, Mutex};
use std::task::{Context, Poll};

use futures_util::{SinkExt, StreamExt};
use tokio::io::{AsyncRead, AsyncWrite, DuplexStream, ReadBuf};
use tokio::time::Instant;
use tokio_tungstenite::WebSocketStream;
use tokio_tungstenite::tungstenite::Message;
use tokio_tungstenite::tungstenite::protocol::Role;
use wagate_socketio::{Client, Error, Events, Options, start};

pub(crate) const OPEN: &str =
    r#"0{"sid":"x","upgrades":[],"pingInterval":25000,"pingTimeout":20000,"maxPayload":1000000}"#;

pub(crate) struct Script(WebSocketStream<DuplexStream>);

/// A server and the client's end of its connection, which holds so many bytes that nobody read.
pub(crate) async fn connection(bytes: usize) -> (Script, DuplexStream) {
    let (near, far) = tokio::io::duplex(bytes);
    (Script(WebSocketStream::from_raw_socket(far, Role::Server, None).await), near)
}

/// A server and a client, with `/a` joined.
pub(crate) async fn joined(bytes: usize, options: Options) -> (Script, Client, Events) {
    let (mut script, near) = connection(bytes).await;
    let opened = tokio::spawn(start(near, options));
    script.send(OPEN).await;
    let (client, events) = opened.await.unwrap().unwrap();
    let asking = client.clone();
    let asked = tokio::spawn(async move { asking.connect("/a", None).await });
    assert_eq!(script.receive().await, "40/a,");
    script.send(r#"40/a,{"sid":"y"}"#).await;
    asked.await.unwrap().unwrap();
    (script, client, events)
}

/// What comes of a server's first frames.
pub(crate) async fn opening(frames: &[&str], options: Options) -> Result<(Client, Events), Error> {
    let (mut script, near) = connection(1024).await;
    for frame in frames {
        script.send(frame).await;
    }
    start(near, options).await
}

impl Script {
    pub(crate) async fn send(&mut self, frame: &str) {
        self.0.send(Message::text(frame)).await.unwrap();
    }

    pub(crate) async fn send_binary(&mut self, frame: &[u8]) {
        self.0.send(Message::binary(frame.to_vec())).await.unwrap();
    }

    pub(crate) async fn send_ping(&mut self) {
        self.0.send(Message::Ping("layer".into())).await.unwrap();
    }

    /// The next text frame, or `close` for the WebSocket's.
    pub(crate) async fn receive(&mut self) -> String {
        match self.0.next().await.unwrap().unwrap() {
            Message::Text(text) => text.to_string(),
            Message::Close(_) => "close".to_owned(),
            other => format!("{other:?}"),
        }
    }

    pub(crate) async fn close(&mut self) {
        self.0.close(None).await.unwrap();
    }

    /// Whether the client closed the connection below, and nothing else came before.
    pub(crate) async fn ended(&mut self) -> bool {
        self.0.next().await.is_none()
    }
}

/// A connection that gives nothing to read, and wakes nobody, before a time.
pub(crate) struct Gated {
    connection: DuplexStream,
    gate: Gate,
}

/// The time before which a [`Gated`] connection gives nothing.
#[derive(Clone)]
pub(crate) struct Gate(Arc<Mutex<Instant>>);

impl Gated {
    pub(crate) fn new(connection: DuplexStream, until: Instant) -> (Gate, Self) {
        let gate = Gate(Arc::new(Mutex::new(until)));
        (gate.clone(), Self { connection, gate })
    }
}

impl Gate {
    pub(crate) fn close_until(&self, time: Instant) {
        *self.0.lock().unwrap() = time;
    }
}

impl AsyncRead for Gated {
    fn poll_read(
        mut self: Pin<&mut Self>,
        cx: &mut Context<'_>,
        buf: &mut ReadBuf<'_>,
    ) -> Poll<io::Result<()>> {
        if Instant::now() < *self.gate.0.lock().unwrap() {
            return Poll::Pending;
        }
        Pin::new(&mut self.connection).poll_read(cx, buf)
    }
}

impl AsyncWrite for Gated {
    fn poll_write(mut self: Pin<&mut Self>, cx: &mut Context<'_>, buf: &[u8]) -> Poll<io::Result<usize>> {
        Pin::new(&mut self.connection).poll_write(cx, buf)
    }

    fn poll_flush(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.connection).poll_flush(cx)
    }

    fn poll_shutdown(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.connection).poll_shutdown(cx)
    }
}
