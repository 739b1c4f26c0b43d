//! The behaviour suite: the portable operations mean the same on every gateway, and what a gateway does not claim never leaves.

mod instances;
mod lifecycle;
mod messages;
