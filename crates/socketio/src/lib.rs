//! A Socket.IO 5 client (Engine.IO 4) over WebSocket, usable on its own.
//!
//! ```
//! use wagate_socketio::{Error, Incoming, Options, UpgradeRequest};
//!
//! # async fn example(authority: &str) -> Result<(), Error> {
//! let (client, mut events) = wagate_socketio::connect(authority, &UpgradeRequest::new(), Options::default()).await?;
//! client.connect("/sales", None).await?;
//! while let Some(incoming) = events.recv().await {
//!     match incoming {
//!         Incoming::Event(event) => println!("{} with {} arguments", event.name, event.args.len()),
//!         Incoming::Lagged(count) => println!("{count} events came too fast and are lost"),
//!         other => println!("{other:?}"),
//!     }
//! }
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
//! # What is refused
//!
//! * Binary events, binary acknowledgements and their attachments: each comes as [`Incoming::Rejected`] with its
//!   bytes, and the connection goes on. So does any other frame that is not understood.
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

pub use client::{Client, Error, Events, Incoming, Options, Refusal, connect, start, upgrade};
pub use codec::{EnginePacket, FrameError, Handshake, InvalidNamespace, Namespace, Packet, PacketKind};
pub use session::{CloseReason, Event, Session, SessionError, SessionEvent};
pub use upgrade::{UpgradeError, UpgradeRequest};
