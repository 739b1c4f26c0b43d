use std::time::Duration;

/// What a client does when the rate limit's headers say that it is used up.
///
/// The headers are advice: other processes spend the same limit, and no limit across processes is promised. So an answer can still prove the
/// limit (429): it is waited for and sent again, at most twice a call, within the bound given here and by the retry policy.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
#[non_exhaustive]
pub enum RateLimitPolicy {
    /// Keeps the state for [`InstanceClient::rate_limit`](crate::InstanceClient::rate_limit) and sends all the same.
    /// After a 429 it waits as long as the retry policy allows.
    #[default]
    Observe,
    /// Waits until the limit is reset, if that is soon enough; else the call fails at once, before a byte leaves.
    Wait {
        /// The longest that one call waits, all its waits together.
        at_most: Duration,
    },
    /// Fails at once, before a byte leaves; a 429 is not waited for either.
    FailFast,
}
