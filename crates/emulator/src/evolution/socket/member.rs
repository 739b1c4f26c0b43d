//! A client that has joined a namespace.

use std::sync::{Arc, Mutex};

use serde_json::Value;
use socketioxide::extract::SocketRef;
use tokio::sync::oneshot;

use super::Hears;
use super::content::Content;
use crate::Gateway;
use crate::line::Line;
use crate::push::{PushFault, PushedEvent, Subscription, until};
use crate::shared::App;

/// The connection to the client is gone, or has to be.
struct Gone;

/// One client in one namespace.
pub(super) struct Member {
    app: App,
    socket: SocketRef,
    hears: Hears,
    /// The connection that it is over. None for one that began by polling and goes on without.
    line: Option<Line>,
    /// What is to come after the next event.
    held: Option<PushedEvent>,
}

impl Member {
    pub(super) fn new(app: App, socket: SocketRef, hears: Hears) -> Self {
        let line = socket.req_parts().extensions.get::<Line>().cloned();
        Self { app, socket, hears, line, held: None }
    }

    /// Tells the client what it wants to hear, until one of the two is gone.
    pub(super) async fn tell(mut self, mut news: Subscription) {
        let (stays, leaves) = oneshot::channel::<()>();
        // What the handler holds is dropped with it.
        let stays = Arc::new(Mutex::new(Some(stays)));
        self.socket.on_disconnect(async move || drop(stays.lock().map(|mut stays| stays.take())));
        let telling = async {
            while let Some(news) = news.recv().await {
                for event in &news.events {
                    if self.hears.wants(&self.app, event) && self.push(event).await.is_err() {
                        return;
                    }
                }
            }
        };
        tokio::select! {
            () = telling => {}
            _ = leaves => return,
        }
        if let Some(line) = &self.line {
            line.cut();
        }
    }

    /// Pushes an event, with what a test wants to go wrong.
    async fn push(&mut self, event: &PushedEvent) -> Result<(), Gone> {
        match self.app.hub().take_fault(Gateway::Evolution, &event.name) {
            Some(PushFault::DropSocket) => return Err(Gone),
            Some(PushFault::OutOfOrder) if self.held.is_none() => {
                self.held = Some(event.clone());
                return Ok(());
            }
            Some(PushFault::Late(wait)) => {
                let due = self.app.world().clock.now() + wait;
                until(&self.app, due).await;
            }
            Some(PushFault::Duplicate) => self.send(event)?,
            Some(PushFault::NoPong) => {
                self.send(event)?;
                // What was sent is to get out before nothing does any more.
                tokio::task::yield_now().await;
                if let Some(line) = &self.line {
                    line.silence();
                }
                return Ok(());
            }
            Some(PushFault::OutOfOrder) | None => {}
        }
        self.send(event)?;
        match self.held.take() {
            Some(held) => self.send(&held),
            None => Ok(()),
        }
    }

    fn send(&self, event: &PushedEvent) -> Result<(), Gone> {
        let name = event.body.get("event").and_then(Value::as_str).unwrap_or_default();
        self.socket.emit(name, &Content(&event.body)).map_err(|_| Gone)
    }
}
