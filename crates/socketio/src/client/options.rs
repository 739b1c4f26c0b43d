//! What may be chosen.

use std::time::Duration;

use crate::session::{MAX_ATTACHMENT_BYTES, MAX_ATTACHMENTS};

/// What may be chosen for a connection.
///
/// ```
/// use std::time::Duration;
/// use wagate_socketio::Options;
///
/// let options = Options::new().queued_events(64).open_timeout(Duration::from_secs(5));
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Options {
    pub(super) queued_events: usize,
    pub(super) queued_bytes: usize,
    pub(super) max_frame_bytes: usize,
    pub(super) max_attachments: usize,
    pub(super) max_attachment_bytes: usize,
    pub(super) open_timeout: Duration,
    pub(super) close_timeout: Duration,
}

impl Options {
    /// The defaults, which each method tells.
    pub fn new() -> Self {
        Self {
            queued_events: 1024,
            queued_bytes: 32 * 1024 * 1024,
            max_frame_bytes: 16 * 1024 * 1024,
            max_attachments: MAX_ATTACHMENTS,
            max_attachment_bytes: MAX_ATTACHMENT_BYTES,
            open_timeout: Duration::from_secs(20),
            close_timeout: Duration::from_secs(5),
        }
    }

    /// How many events wait for a consumer that is busy, at least one. Those beyond are counted in
    /// [`Incoming::Lagged`](crate::Incoming::Lagged). 1024 by default.
    #[must_use]
    pub fn queued_events(mut self, events: usize) -> Self {
        self.queued_events = events;
        self
    }

    /// How many bytes of names, arguments and attachments wait for a consumer that is busy; one event of any size
    /// may always wait. 32 MiB by default.
    #[must_use]
    pub fn queued_bytes(mut self, bytes: usize) -> Self {
        self.queued_bytes = bytes;
        self
    }

    /// The longest frame that is taken, in bytes. A longer one ends the connection. 16 MiB by default.
    #[must_use]
    pub fn max_frame_bytes(mut self, bytes: usize) -> Self {
        self.max_frame_bytes = bytes;
        self
    }

    /// How many attachments one event or acknowledgement may have. One with more is rejected frame by frame
    /// ([`Incoming::Rejected`](crate::Incoming::Rejected)), and the connection goes on. 4096 by default.
    #[must_use]
    pub fn max_attachments(mut self, count: usize) -> Self {
        self.max_attachments = count;
        self
    }

    /// How many bytes the attachments of one event or acknowledgement may have together. One with more is
    /// rejected frame by frame ([`Incoming::Rejected`](crate::Incoming::Rejected)), and the connection goes on.
    /// 16 MiB by default.
    #[must_use]
    pub fn max_attachment_bytes(mut self, bytes: usize) -> Self {
        self.max_attachment_bytes = bytes;
        self
    }

    /// How long the server may take for each step: the TCP connection, the upgrade, opening. 20 s by default.
    #[must_use]
    pub fn open_timeout(mut self, timeout: Duration) -> Self {
        self.open_timeout = timeout;
        self
    }

    /// How long a clean end may take before the connection is dropped. 5 s by default.
    #[must_use]
    pub fn close_timeout(mut self, timeout: Duration) -> Self {
        self.close_timeout = timeout;
        self
    }
}

impl Default for Options {
    fn default() -> Self {
        Self::new()
    }
}
