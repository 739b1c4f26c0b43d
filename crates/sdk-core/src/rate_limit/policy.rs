use std::time::Duration;

/// What a client does when the rate limit's headers say that it is used up.
///
/// The headers are advice: other processes spend the same limit, and no limit across processes is promised. Under every policy an answer
/// that proves the limit (429) is waited for and sent again, at most twice a call.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
#[non_exhaustive]
pub enum RateLimitPolicy {
    /// Keeps the state for [`InstanceClient::rate_limit`](crate::InstanceClient::rate_limit) and sends all the same.
    #[default]
    Observe,
    /// Waits until the limit is reset, if that is soon enough; else the call fails at once, before a byte leaves.
    Wait {
        /// The longest wait of one call.
        at_most: Duration,
    },
    /// Fails at once, before a byte leaves.
    FailFast,
}
