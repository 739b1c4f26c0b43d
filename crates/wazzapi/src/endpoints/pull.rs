//! Pull subscriptions: the organization's events, waiting to be fetched by requests that wait for them.
//!
//! Source of all: the official Python SDK `wazzapi` 0.6.0, `resources/pull_subscriptions.py` and `pull.py`. Programs mostly use
//! [`InstanceClient::events`](wagate_sdk_core::InstanceClient::events), which makes and reads one.

mod change;
mod listing;
#[cfg(feature = "events")]
mod poll;

pub use change::{
    CreatePull, CreatedPull, DeletePull, RotatePullToken, RotatedPullToken, SkipPullEvent, UpdatePull,
};
pub use listing::{GetPull, ListPulls, PullList, PullSubscription};
#[cfg(feature = "events")]
pub(crate) use poll::{PollEvents, Polled};
