//! Events as they happen.

use http::HeaderMap;

use super::InstanceClient;
use crate::adapter::{Adapter, Provider};
use crate::capabilities::Operation;
use crate::endpoint::{Endpoint, OnInstance};
use crate::error::Error;
use crate::pipeline::Upgraded;
use crate::realtime::{EventOptions, EventStream};

impl<P: Provider> InstanceClient<P> {
    /// This instance's events, as they happen.
    ///
    /// RyzeAPI and VZaps by WebSocket, Evolution API by Socket.IO, WazzAPI by requests that wait for events. What the gateway must be told first is told
    /// here, and the first attempt to connect is waited for, so that what happens after it is told, or lies in a [`StreamItem::Gap`](crate::StreamItem::Gap).
    /// How the connection fares, the stream tells.
    ///
    /// ```
    /// # use wagate_sdk_core::{Error, Event, EventOptions, InstanceClient, StreamItem};
    /// # async fn example(line: InstanceClient) -> Result<(), Error> {
    /// let mut events = line.events(EventOptions::new()).await?;
    /// while let Some(item) = events.next().await {
    ///     if let StreamItem::Event(envelope) = item?
    ///         && let Event::Message(m) = &envelope.event
    ///         && let (Some(false), Some(chat), Some(text)) = (m.from_me, &m.chat, m.text())
    ///     {
    ///         line.send_text(chat, text).await?;
    ///     }
    /// }
    /// # Ok(())
    /// # }
    /// ```
    ///
    /// # Errors
    /// When the gateway cannot be told, or has no such way: [`Error::Unsupported`].
    pub async fn events(&self, options: EventOptions) -> Result<EventStream, Error> {
        let source = self.run(Operation::Events, P::event_source(self, options.clone())).await?;
        Ok(EventStream::tried(source, options).await)
    }
}

impl<P: Adapter> InstanceClient<P> {
    /// Asks the gateway for another protocol, by an endpoint and with these headers besides: for an adapter whose events come by one that is built on a
    /// WebSocket. A token that is due or refused is renewed, once; nothing else is tried again.
    ///
    /// # Errors
    /// As any call.
    pub async fn upgrade<E>(&self, endpoint: E, headers: HeaderMap) -> Result<Upgraded, Error>
    where
        E: Endpoint<Provider = P, Scope: OnInstance>,
    {
        self.calling(&endpoint)?.upgrade(&headers).await
    }
}
