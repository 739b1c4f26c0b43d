//! What the gateways tell by themselves.

mod evolution;
mod pull;
mod sink;
mod sockets;
mod wazzapi;
