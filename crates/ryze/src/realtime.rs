//! Events as they happen, by the gateway's WebSocket. It repeats nothing, so what was told while it was lost is a gap.

use std::future::Future;
use std::pin::Pin;
use std::time::SystemTime;

use wagate_sdk_core::adapter::{EventSource, Events, Realtime, WebSocket};
use wagate_sdk_core::{
    Error, EventEnvelope, EventKind, EventOptions, EventOrigin, EventTransport, InstanceClient,
};

use crate::Ryze;
use crate::portable::names;
use crate::webhooks::EventName;
use crate::websocket::{ConnectWebSocket, GetWebSocket, SetWebSocket, WebSocketSettings};

impl Realtime for Ryze {
    /// Turns the WebSocket on, unless it tells all of that already.
    async fn event_source(
        client: &InstanceClient<Self>,
        options: EventOptions,
    ) -> Result<Box<dyn EventSource>, Error> {
        let wanted = names(&options.events)?;
        let there = match client.call(GetWebSocket::new()).await {
            Ok(read) => read.websocket,
            Err(Error::NotFound(_)) => WebSocketSettings::default(),
            Err(error) => return Err(error),
        };
        if let Some(set) = change(there, wanted) {
            client.call(set).await?;
        }
        let origin = EventOrigin::new(EventTransport::WebSocket).of(client.id());
        Ok(Box::new(Listening { client: client.clone(), options, origin, socket: None }))
    }
}

/// What must be set so that the wanted events are told, none meaning all. Sockets share one filter, so one that is on is widened and never narrowed.
fn change(there: WebSocketSettings, wanted: Vec<EventName>) -> Option<SetWebSocket> {
    let mut set = SetWebSocket::on();
    set.media_base64 = there.media_base64;
    let on = there.enabled == Some(true);
    let told = there.events.filter(|_| on).unwrap_or_default();
    let all = on && told.is_empty();
    let missing = |name: &EventName| !told.contains(name);
    if on && (all || !wanted.is_empty() && !wanted.iter().any(missing)) {
        return None;
    }
    if !wanted.is_empty() {
        let more: Vec<_> = wanted.into_iter().filter(missing).collect();
        set.events = told.into_iter().chain(more).collect();
    }
    Some(set)
}

/// The stream's end of the WebSocket.
struct Listening {
    client: InstanceClient<Ryze>,
    options: EventOptions,
    origin: EventOrigin,
    socket: Option<WebSocket>,
}

impl Listening {
    /// Other streams may have asked for more than this one.
    fn wants(&self, envelope: &EventEnvelope) -> bool {
        let kind = envelope.event.kind();
        kind == EventKind::Unknown || self.options.wants(kind)
    }
}

type Boxed<'a, T> = Pin<Box<dyn Future<Output = T> + Send + 'a>>;

impl EventSource for Listening {
    fn connect(&mut self) -> Boxed<'_, Result<(), Error>> {
        Box::pin(async {
            self.socket = None;
            self.socket = Some(WebSocket::open(&self.client, ConnectWebSocket::new(), &self.options).await?);
            Ok(())
        })
    }

    fn next(&mut self) -> Boxed<'_, Result<Option<EventEnvelope>, Error>> {
        Box::pin(async {
            loop {
                let Some(socket) = &mut self.socket else { return Ok(None) };
                let Some(message) = socket.next().await? else { return Ok(None) };
                match Ryze::parse_event(message, &self.origin) {
                    Ok(envelope) if self.wants(&envelope) => return Ok(Some(envelope)),
                    // Neither what was not asked for nor a message that is no event at all.
                    Ok(_) | Err(_) => {}
                }
            }
        })
    }

    fn close(&mut self) -> Boxed<'_, ()> {
        Box::pin(async {
            if let Some(mut socket) = self.socket.take() {
                socket.close().await;
            }
        })
    }

    fn heard(&self) -> Option<SystemTime> {
        self.socket.as_ref().map(WebSocket::heard)
    }
}
