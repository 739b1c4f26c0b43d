//! The portable operations on WazzAPI.

mod instances;
mod lifecycle;
mod messages;
