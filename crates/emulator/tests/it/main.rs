//! The emulator over the wire.
#![allow(clippy::unwrap_used, clippy::panic, reason = "a test fails by panicking")]

mod client;
mod control;
mod evolution;
mod faults;
mod pairing;
mod push;
mod recorded;
mod ryze;
mod vzaps;
mod wazzapi;
