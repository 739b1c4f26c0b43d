//! Events by Socket.IO.

#[cfg(feature = "events")]
mod echo;
#[cfg(feature = "events")]
mod socket;
#[cfg(feature = "events")]
mod source;

use wagate_sdk_core::adapter::Realtime;

use crate::Evolution;

#[cfg(not(feature = "events"))]
impl Realtime for Evolution {}

#[cfg(feature = "events")]
impl Realtime for Evolution {
    /// Tells the server first which events go out. That is a setting of the instance, which others that listen to it share.
    async fn event_source(
        client: &wagate_sdk_core::InstanceClient<Self>,
        options: wagate_sdk_core::EventOptions,
    ) -> Result<Box<dyn wagate_sdk_core::adapter::EventSource>, wagate_sdk_core::Error> {
        use crate::websocket::{SetWebsocket, WebsocketTold};
        let chosen = crate::events::names::chosen(&options.events);
        if let WebsocketTold::SwitchedOff = client.call(SetWebsocket::new(&chosen)).await? {
            return Err(wagate_sdk_core::Error::unsupported(
                "the server has Socket.IO switched off: it is switched on by WEBSOCKET_ENABLED=true",
            ));
        }
        Ok(Box::new(source::Source::new(client.clone(), chosen, options.buffer)))
    }
}
