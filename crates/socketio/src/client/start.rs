//! From a connection to a driver that runs.

use std::sync::Arc;

use http::{Method, Request, header};
use tokio::io::{AsyncRead, AsyncWrite};
use tokio::net::TcpStream;
use tokio::sync::{Notify, mpsc, oneshot};
use tokio::time::timeout;
use tokio_tungstenite::tungstenite::Error as WebSocketError;
use tokio_tungstenite::tungstenite::protocol::Role;
use tokio_tungstenite::{WebSocketStream, client_async_with_config};

use super::driver::{Driver, now};
use super::queue::queue;
use super::socket::{Socket, config};
use super::{Client, Error, Events, Options};
use crate::session::{CloseReason, Session};
use crate::upgrade::{UpgradeError, UpgradeRequest};

/// How many requests of handles wait for the driver before a handle waits itself.
const COMMANDS: usize = 16;

/// Takes over a connection that was upgraded to a WebSocket already, and waits until the server opened it.
///
/// The connection is driven by a task of its own, so this must be called within a tokio runtime. For the
/// upgrade itself see [`UpgradeRequest`].
///
/// # Errors
///
/// [`Error::NotOpened`] when the connection ended, or the server did not open it in time.
pub async fn start<S>(connection: S, options: Options) -> Result<(Client, Events), Error>
where
    S: AsyncRead + AsyncWrite + Send + Unpin + 'static,
{
    let stream = WebSocketStream::from_raw_socket(connection, Role::Client, Some(config(&options))).await;
    drive(stream, options).await
}

/// Upgrades a connection to a WebSocket and takes it over, as [`start`]. `authority` is what the `Host` header
/// says: a host, and a port where it is not the scheme's own. The caller brings the connection, with TLS
/// where the server wants it.
///
/// # Errors
///
/// [`Error::NotUpgraded`] when the server answers with another status, [`Error::Upgrade`] when its answer is
/// no WebSocket's, [`Error::NotOpened`] as [`start`].
pub async fn upgrade<S>(
    connection: S,
    authority: &str,
    request: &UpgradeRequest,
    options: Options,
) -> Result<(Client, Events), Error>
where
    S: AsyncRead + AsyncWrite + Send + Unpin + 'static,
{
    let mut http = Request::new(());
    *http.method_mut() = Method::GET;
    *http.uri_mut() =
        format!("ws://{authority}{}", request.path_and_query()).parse().map_err(|_| UpgradeError::Address)?;
    *http.headers_mut() = request.headers();
    http.headers_mut().insert(header::HOST, authority.parse().map_err(|_| UpgradeError::Address)?);
    let handshake = client_async_with_config(http, connection, Some(config(&options)));
    let (stream, response) = in_time(&options, handshake).await?.map_err(refused)?;
    request.verify(response.headers())?;
    drive(stream, options).await
}

/// Connects to `authority` (`host:port`) over TCP without TLS, and goes on as [`upgrade`].
///
/// # Errors
///
/// [`Error::NotOpened`] when there is no connection, and as [`upgrade`].
pub async fn connect(
    authority: &str,
    request: &UpgradeRequest,
    options: Options,
) -> Result<(Client, Events), Error> {
    let lost = |error: std::io::Error| Error::NotOpened(CloseReason::Lost(error.kind()));
    let connection = in_time(&options, TcpStream::connect(authority)).await?.map_err(lost)?;
    connection.set_nodelay(true).map_err(lost)?;
    upgrade(connection, authority, request, options).await
}

async fn drive<S>(stream: WebSocketStream<S>, options: Options) -> Result<(Client, Events), Error>
where
    S: AsyncRead + AsyncWrite + Send + Unpin + 'static,
{
    let (commands, asked) = mpsc::channel(COMMANDS);
    let (sender, receiver) = queue(options.queued_events, options.queued_bytes);
    let (opened, answer) = oneshot::channel();
    let stop = Arc::new(Notify::new());
    // Dropped with this future, it ends the driver.
    let events = Events::new(receiver, Arc::clone(&stop));
    let driver = Driver {
        socket: Socket::new(stream),
        session: Session::new(now(), options.open_timeout)
            .limit_attachments(options.max_attachments, options.max_attachment_bytes),
        commands: asked,
        queue: sender,
        stop: Arc::clone(&stop),
        opened: Some(opened),
        close_timeout: options.close_timeout,
    };
    tokio::spawn(driver.run());
    answer.await.map_err(|_| Error::Closed)?.map_err(Error::NotOpened)?;
    Ok((Client::new(commands, stop), events))
}

async fn in_time<T>(options: &Options, step: impl Future<Output = T>) -> Result<T, Error> {
    timeout(options.open_timeout, step).await.map_err(|_| Error::NotOpened(CloseReason::OpenTimeout))
}

/// Why there is no WebSocket, without a word of the server's body.
fn refused(error: WebSocketError) -> Error {
    match error {
        WebSocketError::Http(response) => Error::NotUpgraded(response.status()),
        WebSocketError::Io(error) => Error::NotOpened(CloseReason::Lost(error.kind())),
        WebSocketError::Protocol(_) => Error::Upgrade(UpgradeError::Answer("the WebSocket headers")),
        _ => Error::Upgrade(UpgradeError::Answer("the response")),
    }
}
