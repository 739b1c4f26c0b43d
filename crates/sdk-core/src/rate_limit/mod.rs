//! Rate limits as gateways tell them in their headers, kept as state.

mod headers;
mod policy;
mod state;

pub(crate) use headers::{Observed, observe, retry_after};
pub use policy::RateLimitPolicy;
pub use state::RateLimit;
pub(crate) use state::RateLimitState;
