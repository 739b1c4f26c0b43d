//! The tests of the client: codec, session, driver, and an independent server.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a test fails by panicking")]

mod attachments;
#[path = "../../fuzz/check.rs"]
mod check;
mod codec;
mod driver;
mod fuzzed;
mod recorded;
mod script;
mod secrets;
mod server;
mod session;
mod upgrade;
