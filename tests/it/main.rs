//! What holds on every gateway, tried against the emulator.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::print_stdout,
    reason = "a test ends by panicking, and the suite's counts are printed"
)]

mod auth_lines;
mod behaviour;
mod bench;
mod canary;
mod double_send;
mod events;
mod foreign;
mod matrix;
#[cfg(target_os = "linux")]
mod media;
mod proofs;
mod rooms;
mod samples;
mod scene;
mod switching;
mod vzaps_jwt;
mod weight;
