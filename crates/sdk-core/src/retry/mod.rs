//! Retries that know what a failure means: what may have been done is never done again.

mod backoff;
mod budget;
mod decision;
mod policy;

pub(crate) use budget::RetryBudget;
pub(crate) use decision::{Decision, Ending, State, decide};
pub use policy::RetryPolicy;
