//! The adapter against a server that answers as the gateway's documents say.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a test fails by panicking")]

mod auth;
mod auth_jwt;
mod billing;
mod errors;
mod gateway;
mod instances;
mod lifecycle;
mod messages;
