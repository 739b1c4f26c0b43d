//! The portable operations, in the gateway's own.

mod instances;
mod lifecycle;
mod messages;
