//! RyzeAPI's operations, one type each.

pub mod instances;
pub mod messages;
