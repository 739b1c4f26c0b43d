use std::fmt;
use std::time::{Duration, SystemTime};

use bytes::Bytes;
use futures_util::{FutureExt, SinkExt, StreamExt};
use http::HeaderMap;
use tokio::time::{Instant, sleep_until, timeout_at};
use tokio_tungstenite::WebSocketStream;
use tokio_tungstenite::tungstenite::protocol::{Role, WebSocketConfig};
use tokio_tungstenite::tungstenite::{Error as SocketError, Message};

use super::EventOptions;
use super::handshake::Handshake;
use crate::adapter::Adapter;
use crate::client::InstanceClient;
use crate::endpoint::{Endpoint, OnInstance};
use crate::error::{Error, ErrorContext, Outcome};
use crate::pipeline::{Located, Upgraded};
use crate::raw::Raw;
use crate::transport::Connection;

/// The longest message that is read, in bytes: gateways put files into events, in base64.
const LONGEST_MESSAGE: usize = 64 * 1024 * 1024;

/// A WebSocket to a gateway: what an [`EventSource`](super::EventSource) is made of where the gateway has one.
///
/// It asks for a sign of life every [`EventOptions::ping_every`], and is an error once it has been silent for [`EventOptions::silence`].
pub struct WebSocket {
    socket: WebSocketStream<Box<dyn Connection>>,
    at: Located,
    ping_every: Duration,
    /// How long the first ping may stay without anything that is heard.
    patience: Duration,
    ping_at: Instant,
    heard: SystemTime,
    /// Until when something must be heard, once a ping left.
    heard_by: Option<Instant>,
}

impl WebSocket {
    /// Opens one by an endpoint of the gateway, through the client's transport and with its credential.
    ///
    /// # Errors
    /// As any call; [`Error::Transport`] when the answer is not that of a WebSocket.
    pub async fn open<P: Adapter, E>(
        client: &InstanceClient<P>,
        endpoint: E,
        options: &EventOptions,
    ) -> Result<Self, Error>
    where
        E: Endpoint<Provider = P, Scope: OnInstance>,
    {
        Self::open_with(client, endpoint, &HeaderMap::new(), options).await
    }

    /// Likewise with more headers, such as a second credential that the gateway wants there; mark it as sensitive.
    ///
    /// # Errors
    /// As [`WebSocket::open`].
    pub async fn open_with<P: Adapter, E>(
        client: &InstanceClient<P>,
        endpoint: E,
        more: &HeaderMap,
        options: &EventOptions,
    ) -> Result<Self, Error>
    where
        E: Endpoint<Provider = P, Scope: OnInstance>,
    {
        let handshake = Handshake::new();
        let mut asked = handshake.headers();
        asked.extend(more.clone());
        let call = client.calling(&endpoint)?;
        let Upgraded { headers, connection } = call.upgrade(&asked).await?;
        let at = call.located(1);
        if let Err(part) = handshake.check(&headers) {
            return Err(
                at.broken(format!("the answer is not that of a WebSocket: {part} is missing or wrong"))
            );
        }
        let config = WebSocketConfig::default()
            .max_message_size(Some(LONGEST_MESSAGE))
            .max_frame_size(Some(LONGEST_MESSAGE));
        let socket = WebSocketStream::from_raw_socket(connection, Role::Client, Some(config)).await;
        Ok(Self {
            socket,
            at,
            ping_every: options.ping_every,
            patience: options.silence.saturating_sub(options.ping_every),
            ping_at: Instant::now() + options.ping_every,
            heard: SystemTime::now(),
            heard_by: None,
        })
    }

    /// The next message, text or binary; `None` when the gateway closed the connection. Pings are answered meanwhile. Dropping the future loses
    /// nothing.
    ///
    /// # Errors
    /// [`Error::Transport`] when the connection breaks, or has been silent for too long.
    pub async fn next(&mut self) -> Result<Option<Raw>, Error> {
        loop {
            let frame = tokio::select! {
                // A program that slept finds its deadlines past and what came meanwhile unread: that is looked at first.
                biased;
                frame = self.socket.next() => frame,
                () = until(self.heard_by) => return Err(self.at.broken("the connection has been silent for too long")),
                () = sleep_until(self.ping_at) => {
                    self.ping().await?;
                    continue;
                }
            };
            self.heard_by = None;
            self.heard = SystemTime::now();
            match frame {
                Some(Ok(Message::Text(text))) => return Ok(Some(Raw::new(Bytes::from(text)))),
                Some(Ok(Message::Binary(bytes))) => return Ok(Some(Raw::new(bytes))),
                // Reading answers a ping by itself.
                Some(Ok(Message::Ping(_) | Message::Pong(_) | Message::Frame(_))) => {}
                // The answer leaves if the line takes it now; a gateway that said farewell is not waited for.
                Some(Ok(Message::Close(_))) => {
                    let _ = self.socket.flush().now_or_never();
                    return Ok(None);
                }
                None | Some(Err(SocketError::ConnectionClosed | SocketError::AlreadyClosed)) => {
                    return Ok(None);
                }
                Some(Err(error)) => return Err(self.failed(error)),
            }
        }
    }

    /// When the gateway was last heard of: what [`EventSource::heard`](super::EventSource::heard) tells.
    pub fn heard(&self) -> SystemTime {
        self.heard
    }

    /// Sends a text.
    ///
    /// # Errors
    /// [`Error::Transport`] when the connection is broken.
    pub async fn send(&mut self, text: String) -> Result<(), Error> {
        self.socket.send(Message::text(text)).await.map_err(|error| self.failed(error))
    }

    /// Says farewell and waits for the gateway's. The caller bounds it in time.
    pub async fn close(&mut self) {
        if self.socket.close(None).await.is_ok() {
            while let Some(Ok(_)) = self.socket.next().await {}
        }
    }

    async fn ping(&mut self) -> Result<(), Error> {
        let now = Instant::now();
        self.ping_at = now + self.ping_every;
        let heard_by = *self.heard_by.get_or_insert(now + self.patience);
        // What cannot even be written for so long is as silent as what does not answer.
        match timeout_at(heard_by, self.socket.send(Message::Ping(Bytes::new()))).await {
            Ok(sent) => sent.map_err(|error| self.failed(error)),
            Err(_) => Err(self.at.broken("the connection has been silent for too long")),
        }
    }

    /// What tungstenite says may quote what the gateway sent, so only its kind is told.
    fn failed(&self, error: SocketError) -> Error {
        match error {
            SocketError::Io(source) => {
                self.at.caused(ErrorContext::before_io("the connection broke").caused_by(source))
            }
            SocketError::Capacity(_) => self.at.broken("the gateway sent a message that is too long"),
            _ => self.at.broken("the gateway broke the WebSocket protocol, or off without a farewell"),
        }
    }
}

async fn until(deadline: Option<Instant>) {
    match deadline {
        Some(deadline) => sleep_until(deadline).await,
        None => std::future::pending().await,
    }
}

impl Located {
    fn broken(&self, what: impl Into<String>) -> Error {
        self.caused(ErrorContext::before_io(what))
    }

    fn caused(&self, context: ErrorContext) -> Error {
        let error = Error::Transport(Box::new(context.with_outcome(Outcome::Unknown)));
        error.at(self.provider, self.operation, self.instance.as_deref())
    }
}

impl fmt::Debug for WebSocket {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("WebSocket").field("operation", &self.at.operation).finish_non_exhaustive()
    }
}
