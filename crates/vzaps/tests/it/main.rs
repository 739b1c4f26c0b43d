//! The adapter against a server that answers as the gateway's documents say.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a test fails by panicking")]

mod answers;
mod auth;
mod auth_jwt;
mod billing;
mod chats;
mod contacts;
mod errors;
mod events;
mod gateway;
mod groups;
mod instances;
mod kinds;
mod lifecycle;
mod message_kinds;
mod messages;
mod operations;
mod profile;
mod queue;
mod realtime;
mod webhooks;
