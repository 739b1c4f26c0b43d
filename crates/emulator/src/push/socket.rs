//! A WebSocket that pushes events, and the faults that it can have.

use std::time::Duration;

use axum::extract::ws::{Message, WebSocket};
use bytes::Bytes;

use super::{PushFault, until};
use crate::Gateway;
use crate::shared::App;

/// The socket is no longer there.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Gone;

impl From<axum::Error> for Gone {
    fn from(_: axum::Error) -> Self {
        Self
    }
}

/// One client's socket. Dropping it cuts the connection.
pub(crate) struct Socket {
    app: App,
    gateway: Gateway,
    socket: WebSocket,
    /// What is to come after the next event.
    held: Option<String>,
    /// Whether it answers nothing and reads nothing.
    deaf: bool,
}

impl Socket {
    pub(crate) fn new(app: App, gateway: Gateway, socket: WebSocket) -> Self {
        Self { app, gateway, socket, held: None, deaf: false }
    }

    /// Pushes an event of this name, with what a test wants to go wrong.
    pub(crate) async fn push(&mut self, event: &str, text: String) -> Result<(), Gone> {
        let fault = self.app.hub().take_fault(self.gateway, event);
        match fault {
            Some(PushFault::DropSocket) => return Err(Gone),
            Some(PushFault::OutOfOrder) if self.held.is_none() => {
                self.held = Some(text);
                return Ok(());
            }
            Some(PushFault::Late(wait)) => {
                let due = self.app.world().clock.now() + wait;
                until(&self.app, due).await;
            }
            Some(PushFault::Duplicate) => self.send(text.clone()).await?,
            Some(PushFault::NoPong) => self.deaf = true,
            Some(PushFault::OutOfOrder) | None => {}
        }
        self.send(text).await?;
        match self.held.take() {
            Some(held) => self.send(held).await,
            None => Ok(()),
        }
    }

    /// The client's next text. The client's pings are answered while this is awaited.
    pub(crate) async fn receive(&mut self) -> Result<String, Gone> {
        loop {
            if self.deaf {
                return std::future::pending().await;
            }
            match self.socket.recv().await.ok_or(Gone)?? {
                Message::Text(text) => return Ok(text.as_str().to_owned()),
                Message::Close(_) => return Err(Gone),
                Message::Binary(_) | Message::Ping(_) | Message::Pong(_) => {}
            }
        }
    }

    pub(crate) async fn ping(&mut self) -> Result<(), Gone> {
        if self.deaf {
            return Ok(());
        }
        Ok(self.socket.send(Message::Ping(Bytes::new())).await?)
    }

    async fn send(&mut self, text: String) -> Result<(), Gone> {
        Ok(self.socket.send(Message::Text(text.into())).await?)
    }
}

/// How often a gateway pings its sockets.
// Guess: neither RyzeAPI nor VZaps says how often, or whether at all.
pub(crate) const PING_EVERY: Duration = Duration::from_secs(30);
