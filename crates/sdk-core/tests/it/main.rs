//! The core alone: its pipeline over a scripted transport, and its transport over sockets.

mod pipeline;
mod policies;
mod renewal;
mod spans;
mod toy;
mod transport;
