//! What the core's stream asks for events.

use std::time::{Duration, SystemTime};

use futures_util::FutureExt;
use futures_util::future::BoxFuture;
use wagate_sdk_core::adapter::{EventSource, Events as _};
use wagate_sdk_core::{Error, EventEnvelope, EventOrigin, EventTransport, InstanceClient, Raw};
use wagate_socketio::{Client, CloseReason, Event, Events, Incoming};

use super::echo::{Echo, Place};
use super::socket::{self, ROOT};
use crate::Evolution;
use crate::events::{instance_of, names};

/// How long a connection may have been silent before it counts as lost: the server pings every 25 s and waits for 20 s.
const LONGEST_SILENCE: Duration = Duration::from_secs(45);

/// Events by Socket.IO. The server repeats nothing.
pub(super) struct Source {
    client: InstanceClient<Evolution>,
    chosen: Vec<String>,
    buffer: usize,
    open: Option<Open>,
    heard: Option<SystemTime>,
}

/// A connection.
struct Open {
    socket: Client,
    events: Events,
    /// While the instance's namespace is not there: the attempts to join it. A future that is kept, so that dropping `next` does not drop it.
    joining: Option<BoxFuture<'static, Result<(), Error>>>,
    echo: Echo,
}

impl Source {
    pub(super) fn new(client: InstanceClient<Evolution>, chosen: Vec<String>, buffer: usize) -> Self {
        Self { client, chosen, buffer, open: None, heard: None }
    }

    fn namespace(&self) -> String {
        format!("/{}", self.client.id())
    }

    /// A connection whose namespace does not exist yet is a healthy one: there was no event, and the first that comes makes the namespace.
    async fn connect(&mut self) -> Result<(), Error> {
        self.open = None;
        let (socket, events) = socket::open(&self.client, self.buffer).await?;
        // A server that refuses the root's namespace tells the instance's own events still.
        socket::join(&socket, ROOT).await?;
        let namespace = self.namespace();
        let joining = match socket::join(&socket, &namespace).await? {
            true => None,
            false => Some(socket::join_later(socket.clone(), namespace).boxed()),
        };
        self.open = Some(Open { socket, events, joining, echo: Echo::default() });
        Ok(())
    }

    async fn next(&mut self) -> Result<Option<EventEnvelope>, Error> {
        let Some(open) = &mut self.open else { return Ok(None) };
        loop {
            let incoming = tokio::select! {
                biased;
                incoming = open.events.recv() => incoming,
                joined = pending(&mut open.joining) => {
                    open.joining = None;
                    joined?;
                    continue;
                }
            };
            match incoming {
                Some(Incoming::Event(event)) => {
                    let told = Told { instance: self.client.id(), chosen: &self.chosen };
                    if let Some(envelope) = told.envelope(&event, &mut open.echo) {
                        return Ok(Some(envelope));
                    }
                }
                Some(Incoming::Lagged(count)) => {
                    return Err(socket::lost(format!("{count} events came too fast and are lost")));
                }
                Some(Incoming::Rejected { error, frame }) => {
                    tracing::warn!(provider = "evolution", %error, bytes = frame.len(), "a frame was not understood");
                }
                // What is told in it from now on would be missed.
                Some(Incoming::Disconnected { .. }) => return Ok(None),
                Some(Incoming::Closed(reason)) => {
                    let now = SystemTime::now();
                    return match reason {
                        CloseReason::ByServer => {
                            self.heard = Some(now);
                            Ok(None)
                        }
                        reason => {
                            self.heard = now.checked_sub(LONGEST_SILENCE);
                            Err(socket::lost(reason.to_string()))
                        }
                    };
                }
                // A later version of the crate tells more.
                Some(_) => {}
                None => return Ok(None),
            }
        }
    }
}

async fn pending(joining: &mut Option<BoxFuture<'static, Result<(), Error>>>) -> Result<(), Error> {
    match joining {
        Some(joining) => joining.await,
        None => std::future::pending().await,
    }
}

/// What is told of one instance.
struct Told<'a> {
    instance: &'a str,
    chosen: &'a [String],
}

impl Told<'_> {
    /// The root's namespace tells of all instances, and all events.
    fn envelope(&self, event: &Event, echo: &mut Echo) -> Option<EventEnvelope> {
        let text = event.args.first()?.get();
        let place = if &*event.namespace == ROOT { Place::Root } else { Place::Instance };
        let mine = match place {
            Place::Instance => true,
            Place::Root => {
                names::is_chosen(self.chosen, &event.name)
                    && instance_of(text).as_deref() == Some(self.instance)
            }
        };
        if !mine || echo.is_echo(place, text) {
            return None;
        }
        let origin = EventOrigin::new(EventTransport::SocketIo).of(self.instance);
        match Evolution::parse_event(Raw::from(text.to_owned()), &origin) {
            Ok(envelope) => Some(envelope),
            Err(error) => {
                tracing::warn!(provider = "evolution", %error, "what came is no event");
                None
            }
        }
    }
}

impl EventSource for Source {
    fn connect(&mut self) -> BoxFuture<'_, Result<(), Error>> {
        Box::pin(self.connect())
    }

    fn next(&mut self) -> BoxFuture<'_, Result<Option<EventEnvelope>, Error>> {
        Box::pin(self.next())
    }

    fn close(&mut self) -> BoxFuture<'_, ()> {
        Box::pin(async {
            if let Some(open) = self.open.take() {
                open.socket.close().await;
            }
        })
    }

    fn heard(&self) -> Option<SystemTime> {
        self.heard
    }
}
