//! What holds on every gateway, tried against the emulator.

mod auth_lines;
mod behaviour;
mod bench;
mod canary;
mod double_send;
mod rooms;
mod switching;
mod vzaps_jwt;
mod weight;
