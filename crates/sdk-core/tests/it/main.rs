//! The core alone: its pipeline over a scripted transport, and its transport over sockets.
#![allow(clippy::unwrap_used, clippy::expect_used, reason = "a test ends by panicking")]

mod downloads;
mod endings;
mod events;
mod pipeline;
mod policies;
mod renewal;
#[cfg(feature = "axum")]
mod router;
mod spans;
mod toy;
mod transport;
mod typing;
mod uploads;
mod waiting;
#[cfg(feature = "events")]
mod websocket;
