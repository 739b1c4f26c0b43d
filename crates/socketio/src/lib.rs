//! A Socket.IO 5 client (Engine.IO 4) over WebSocket, usable on its own.
//!
//! ```
//! # use socketioxide::{SocketIo, extract::SocketRef};
//! use wagate_socketio::{Incoming, Options, UpgradeRequest};
//!
//! # #[tokio::main(flavor = "current_thread")]
//! # async fn main() -> Result<(), Box<dyn std::error::Error>> {
//! # let (layer, io) = SocketIo::new_layer();
//! # io.ns("/sales", async |socket: SocketRef| {
//! #     socket.emit("paid", &("order 7", 120)).unwrap();
//! #     socket.disconnect().unwrap();
//! # });
//! # let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await?;
//! # let authority = &listener.local_addr()?.to_string();
//! # tokio::spawn(async move { axum::serve(listener, axum::Router::new().layer(layer)).await });
//! let request = UpgradeRequest::new();
//! let (client, mut events) = wagate_socketio::connect(authority, &request, Options::new()).await?;
//! client.connect("/sales", None).await?;
//!
//! let mut paid = 0;
//! while let Some(incoming) = events.recv().await {
//!     match incoming {
//!         Incoming::Event(event) if event.name == "paid" => {
//!             let _order: String = serde_json::from_str(event.args[0].get())?;
//!             paid += 1;
//!         }
//!         Incoming::Lagged(count) => eprintln!("{count} events came too fast and are lost"),
//!         Incoming::Disconnected { .. } => break,
//!         other => eprintln!("{other:?}"),
//!     }
//! }
//! client.close().await;
//! # assert_eq!(paid, 1);
//! # Ok(())
//! # }
//! ```
//!
//! # Three layers
//!
//! * **The codec**: [`EnginePacket`] and [`Packet`] read text and write it. What they read is borrowed; the
//!   arguments of events stay JSON text ([`RawValue`](serde_json::value::RawValue)), so a payload is scanned once
//!   and decoded once, by whom it concerns.
//! * **The session**: [`Session`] knows what may come when. It has no I/O and no clock, so everything in it is
//!   tested without either.
//! * **The driver**: [`start`] takes over any connection that was upgraded to a WebSocket. [`upgrade`](upgrade())
//!   and [`connect`] do the upgrade too. A caller with an HTTP client of its own asks with an [`UpgradeRequest`].
//!
//! # A consumer that is slow
//!
//! The driver is a task of its own and never waits for the consumer: it reads on, answers the server's pings, and
//! puts events into a queue bounded by [`Options::queued_events`] and [`Options::queued_bytes`]. Events that find
//! the queue full are dropped, and [`Incoming::Lagged`] stands at their place with their number, so nothing is
//! lost silently. The other way, to stop reading, would keep pings from being seen: the server would
//! end the connection and with it lose all events until the next, without a number.
//!
//! # Attachments
//!
//! A binary event's bytes stand outside of its JSON, in binary frames that follow. The event is told when the last
//! of them came: [`Event::attachments`] has them, and the arguments keep the placeholders
//! (`{"_placeholder":true,"num":0}`) that say where each belongs. So with acknowledgements
//! ([`Acknowledgement::attachments`]). [`Options::max_attachments`] and [`Options::max_attachment_bytes`] bound
//! what one packet may have.
//!
//! # What is refused
//!
//! * A frame that is not understood, or is beyond a bound: it comes as [`Incoming::Rejected`] with its bytes, and
//!   the connection goes on. With a binary packet its attachments are refused, each for itself.
//! * A packet before the attachments of the one before, and an attachment that no packet announced. What belongs
//!   together is not known any more: as in the reference client, the connection ends ([`CloseReason::Protocol`]).
//!   Pings between attachments are answered.
//! * Sending attachments: an event or acknowledgement of the client's is JSON alone.
//! * The long-polling transport, moving from it to WebSocket, and the protocol's older versions (`EIO=3`).
//! * Connection state recovery. A connection that ended is not made again here: its owner knows when and how.
//!
//! # What is printed
//!
//! `Debug` and errors name types, names, numbers and lengths, never payloads, queries or session ids.

mod client;
mod codec;
mod session;
mod upgrade;

pub use client::{
    Acknowledgement, Client, Error, Events, Incoming, Options, Refusal, connect, start, upgrade,
};
pub use codec::{EnginePacket, FrameError, Handshake, InvalidNamespace, Namespace, Packet, PacketKind};
pub use session::{CloseReason, Event, Session, SessionError, SessionEvent};
pub use upgrade::{UpgradeError, UpgradeRequest};
