//! Frames from outside: `cargo +nightly fuzz run frames`, in the crate's folder.

#![no_main]

#[path = "../check.rs"]
mod check;

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| check::frames(bytes));
