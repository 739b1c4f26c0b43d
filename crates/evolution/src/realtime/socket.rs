//! The connection: opened by the client's own transport, with two namespaces in it.

use std::time::Duration;

use tokio::time::{sleep, timeout};
use wagate_sdk_core::adapter::{Endpoint, InstanceOnly, Method, Path, Safety};
use wagate_sdk_core::{Error, ErrorContext, InstanceClient, Outcome};
use wagate_socketio::{Client, Error as SocketError, Events, Options, UpgradeRequest};

use crate::Evolution;

/// The namespace of all instances, which is always there. It is silent unless the server emits globally.
pub(super) const ROOT: &str = "/";

/// How long to wait before an instance's namespace is asked for again. It comes into being with the first event that the server emits in it.
pub(super) const ASK_AGAIN: Duration = Duration::from_millis(1500);

/// How long the server may take to answer for a namespace.
const ANSWER: Duration = Duration::from_secs(20);

/// The longest frame, in bytes: the server puts media into events when it is told to.
const LONGEST_FRAME: usize = 64 * 1024 * 1024;

/// `GET /socket.io/`: the request that asks for a WebSocket.
struct OpenSocket;

impl Endpoint for OpenSocket {
    type Provider = Evolution;
    type Scope = InstanceOnly;
    type Response = wagate_sdk_core::adapter::Ignored;

    const NAME: &'static str = "socket.open";
    const METHOD: Method = Method::GET;
    const SAFETY: Safety = Safety::ReadOnly;

    /// What [`UpgradeRequest::path_and_query`] says.
    fn path(&self, _instance: &str, path: &mut Path) {
        path.literal("/socket.io/").query("EIO", "4").query("transport", "websocket");
    }
}

/// Opens a connection. The server looks at the key here, and nowhere later.
pub(super) async fn open(
    client: &InstanceClient<Evolution>,
    buffer: usize,
) -> Result<(Client, Events), Error> {
    let request = UpgradeRequest::new();
    let upgraded = client.upgrade(OpenSocket, request.headers()).await?;
    request.verify(&upgraded.headers).map_err(SocketError::from).map_err(broken)?;
    let options = Options::new().queued_events(buffer).max_frame_bytes(LONGEST_FRAME);
    wagate_socketio::start(upgraded.connection, options).await.map_err(broken)
}

/// Joins a namespace; `false` when the server refuses it.
pub(super) async fn join(socket: &Client, namespace: &str) -> Result<bool, Error> {
    match timeout(ANSWER, socket.connect(namespace, None)).await {
        Ok(Ok(())) => Ok(true),
        Ok(Err(SocketError::Refused(_))) => Ok(false),
        Ok(Err(SocketError::Session(_))) => Err(Error::invalid("the instance's name makes no namespace")),
        Ok(Err(error)) => Err(broken(error)),
        Err(_) => Err(lost("the server does not answer for a namespace")),
    }
}

/// Joins a namespace as soon as it is there.
pub(super) async fn join_later(socket: Client, namespace: String) -> Result<(), Error> {
    loop {
        sleep(ASK_AGAIN).await;
        if join(&socket, &namespace).await? {
            return Ok(());
        }
    }
}

fn broken(error: SocketError) -> Error {
    transport(ErrorContext::before_io("the Socket.IO connection broke").caused_by(error))
}

pub(super) fn lost(why: impl Into<String>) -> Error {
    transport(ErrorContext::before_io(why))
}

fn transport(context: ErrorContext) -> Error {
    Error::Transport(Box::new(context.with_outcome(Outcome::Unknown)))
}
