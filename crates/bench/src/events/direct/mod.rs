//! What a program would derive for the events that it knows will come: every member that they have, each text owned.
#![allow(dead_code, reason = "decoded as a program would, though nothing looks at it")]

pub(super) mod evolution;
pub(super) mod ryze;
pub(super) mod vzaps;
pub(super) mod wazzapi;
