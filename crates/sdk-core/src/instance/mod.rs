//! Instances: what is asked for at creation, and what gateways tell of them.

mod info;
mod new;
mod state;

pub use info::{InstanceInfo, Page, PageToken, Verified};
pub use new::{NewInstance, NewlyCreated};
pub use state::ConnectionState;
