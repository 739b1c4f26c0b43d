//! What may be chosen.

use std::time::Duration;

/// What may be chosen for a connection.
///
/// ```
/// use wagate_socketio::Options;
///
/// let options = Options { queued_events: 64, ..Options::default() };
/// assert_eq!(options.max_frame_bytes, 16 * 1024 * 1024);
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Options {
    /// How many events wait for a consumer that is busy. Those beyond are counted in
    /// [`Incoming::Lagged`](crate::Incoming::Lagged). 1024 by default.
    pub queued_events: usize,
    /// How many bytes of names and arguments wait for a consumer that is busy; one event of any size may always
    /// wait. 32 MiB by default.
    pub queued_bytes: usize,
    /// The longest frame that is taken, in bytes. A longer one ends the connection. 16 MiB by default.
    pub max_frame_bytes: usize,
    /// How long the server may take for each step: the TCP connection, the upgrade, opening. 20 s by default.
    pub open_timeout: Duration,
    /// How long a clean end may take before the connection is dropped. 5 s by default.
    pub close_timeout: Duration,
}

impl Default for Options {
    fn default() -> Self {
        Self {
            queued_events: 1024,
            queued_bytes: 32 * 1024 * 1024,
            max_frame_bytes: 16 * 1024 * 1024,
            open_timeout: Duration::from_secs(20),
            close_timeout: Duration::from_secs(5),
        }
    }
}
