//! Events as they happen, over the gateway's WebSocket.

#[cfg(feature = "events")]
mod seen;
#[cfg(feature = "events")]
mod socket;

#[cfg(not(feature = "events"))]
impl wagate_sdk_core::adapter::Realtime for crate::Vzaps {}
