//! The portable operations, in RyzeAPI's words.

mod instances;
mod lifecycle;
mod messages;
