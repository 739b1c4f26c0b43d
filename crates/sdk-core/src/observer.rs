//! Seeing what the pipeline does.

use std::time::Duration;

use http::StatusCode;

use crate::error::Outcome;

/// Sees what the pipeline does, for metrics and logs. It gets names, numbers and statuses; never a token, a body, a phone
/// number or a query.
///
/// ```
/// use std::sync::atomic::{AtomicU64, Ordering};
/// use wagate_sdk_core::observer::{Observation, Observer};
///
/// #[derive(Default)]
/// struct Retries(AtomicU64);
///
/// impl Observer for Retries {
///     fn observe(&self, observation: &Observation<'_>) {
///         if let Observation::Retry { .. } = observation {
///             self.0.fetch_add(1, Ordering::Relaxed);
///         }
///     }
/// }
/// ```
pub trait Observer: Send + Sync + 'static {
    /// Something happened. It is called in the middle of a call: be quick.
    fn observe(&self, observation: &Observation<'_>);
}

/// What an [`Observer`] sees.
#[derive(Debug, Clone, Copy)]
#[non_exhaustive]
pub enum Observation<'a> {
    /// A request is about to leave.
    Attempt {
        /// The call.
        call: CallId<'a>,
        /// Which attempt of the call it is, from 1.
        attempt: u32,
    },
    /// The call ended.
    Ended {
        /// The call.
        call: CallId<'a>,
        /// How many requests left.
        attempts: u32,
        /// From the call's start to its end, waits included.
        took: Duration,
        /// The last answer's status, if there was one.
        status: Option<StatusCode>,
        /// What is known of the effect; `None` for a success.
        failed: Option<Outcome>,
    },
    /// The call will be sent again after a wait.
    Retry {
        /// The call.
        call: CallId<'a>,
        /// The attempt that failed.
        attempt: u32,
        /// How long is waited.
        after: Duration,
    },
    /// The call waits because the rate limit's state says so, before anything leaves.
    RateLimitWait {
        /// The call.
        call: CallId<'a>,
        /// How long is waited.
        wait: Duration,
    },
    /// The client fetches a new token.
    Renewal {
        /// The call.
        call: CallId<'a>,
    },
}

/// Which call an [`Observation`] is of.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub struct CallId<'a> {
    /// The gateway's short name, such as `ryze`.
    pub provider: &'static str,
    /// The operation's stable name, such as `message.text`.
    pub operation: &'static str,
    /// The instance, if the call is for one.
    pub instance: Option<&'a str>,
}
