//! The handle that asks the driver.

use std::fmt;
use std::sync::Arc;

use serde_json::value::RawValue;
use tokio::sync::{Notify, mpsc, oneshot};

use super::command::{Command, Reply};
use super::{Acknowledgement, Error};
use crate::session::Event;

/// Asks the driver of a connection. Cheap to clone. The connection lives as long as its
/// [`Events`](crate::Events), with or without handles.
#[derive(Clone)]
pub struct Client {
    commands: mpsc::Sender<Command>,
    stop: Arc<Notify>,
}

impl Client {
    pub(super) fn new(commands: mpsc::Sender<Command>, stop: Arc<Notify>) -> Self {
        Self { commands, stop }
    }

    /// Joins a namespace (`/` is the root), with credentials as a JSON object where the server wants them, and
    /// waits for the server's answer. A server that never answers is waited for as long as it pings: put a
    /// `tokio::time::timeout` around it where that matters. Dropping the future does not take the request back;
    /// [`disconnect`](Self::disconnect) does.
    ///
    /// # Errors
    ///
    /// [`Error::Refused`] when the server refuses it; it may be asked again. [`Error::Session`] when the name
    /// is no namespace, or it is joined already. [`Error::Disconnected`] or [`Error::Closed`] when that came first.
    pub async fn connect(&self, namespace: &str, auth: Option<Box<RawValue>>) -> Result<(), Error> {
        let namespace = namespace.to_owned();
        self.ask(|reply| Command::Connect { namespace, auth, reply }).await
    }

    /// Leaves a namespace. [`Incoming::Disconnected`](crate::Incoming::Disconnected) follows.
    ///
    /// # Errors
    ///
    /// [`Error::Session`] when it is not joined, [`Error::Closed`] when the connection ended.
    pub async fn disconnect(&self, namespace: &str) -> Result<(), Error> {
        let namespace = namespace.to_owned();
        self.ask(|reply| Command::Disconnect { namespace, reply }).await
    }

    /// Sends an event. It returns when the event is queued in its place, not when the server has it: for that
    /// there is [`emit_with_ack`](Self::emit_with_ack).
    ///
    /// # Errors
    ///
    /// [`Error::Session`] when the namespace is not joined, the name is reserved, or the packet is longer than
    /// the server takes. [`Error::Closed`] when the connection ended.
    pub async fn emit(&self, namespace: &str, name: &str, args: Vec<Box<RawValue>>) -> Result<(), Error> {
        let (namespace, name) = (namespace.to_owned(), name.to_owned());
        self.ask(|reply| Command::Emit { namespace, name, args, reply }).await
    }

    /// Sends an event and waits for the server's acknowledgement. A server that never answers is waited for as
    /// long as it pings, and so is one whose answer is not taken
    /// ([`Incoming::Rejected`](crate::Incoming::Rejected)).
    ///
    /// # Errors
    ///
    /// As [`emit`](Self::emit), and [`Error::Disconnected`] when the namespace was left before the answer came.
    pub async fn emit_with_ack(
        &self,
        namespace: &str,
        name: &str,
        args: Vec<Box<RawValue>>,
    ) -> Result<Acknowledgement, Error> {
        let (namespace, name) = (namespace.to_owned(), name.to_owned());
        self.ask(|reply| Command::EmitWithAck { namespace, name, args, reply }).await
    }

    /// Acknowledges an event. Nothing happens when the server did not ask for it.
    ///
    /// # Errors
    ///
    /// [`Error::Session`] when the namespace was left, [`Error::Closed`] when the connection ended.
    pub async fn ack(&self, event: &Event, args: Vec<Box<RawValue>>) -> Result<(), Error> {
        let Some(id) = event.ack else { return Ok(()) };
        let namespace = Arc::clone(&event.namespace);
        self.ask(|reply| Command::Ack { namespace, id, args, reply }).await
    }

    /// Leaves all namespaces, ends the connection and waits until that is done. What the server still sent is
    /// dropped, but for what waits in [`Events`](crate::Events).
    pub async fn close(&self) {
        self.stop.notify_one();
        self.commands.closed().await;
    }

    async fn ask<T>(&self, command: impl FnOnce(Reply<T>) -> Command) -> Result<T, Error> {
        let (reply, answer) = oneshot::channel();
        self.commands.send(command(reply)).await.map_err(|_| Error::Closed)?;
        answer.await.map_err(|_| Error::Closed)?
    }
}

impl fmt::Debug for Client {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Client").field("closed", &self.commands.is_closed()).finish()
    }
}
