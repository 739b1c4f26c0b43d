//! Holds the SDK's weight to the figures in `weight.json`. Counts only: they are the same on every machine.

#[path = "../../src/counted.rs"]
mod counted;
mod weight;
