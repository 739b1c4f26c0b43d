use std::time::Duration;

use crate::endpoint::TimeoutClass;

/// How long calls may take, by class. What a gateway is asked to wait itself (a send's `delay`) is added.
///
/// The time for connecting belongs to the transport (5 s) and must stay below these.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub struct Timeouts {
    /// One ordinary attempt, from its start to the last byte of the answer. 30 s.
    pub standard: Duration,
    /// One attempt that waits for a QR code or pairing code. 75 s: one gateway holds the call for up to 60 s.
    pub pairing: Duration,
    /// The longest time without progress while a file goes up, or comes down piece by piece. 30 s. There is no total: a slow line may take an hour.
    pub upload_stall: Duration,
    /// The time for the answer once the file's last byte has left. 60 s.
    pub after_upload: Duration,
}

impl Timeouts {
    /// The defaults named at each field.
    pub const fn new() -> Self {
        Self {
            standard: Duration::from_secs(30),
            pairing: Duration::from_secs(75),
            upload_stall: Duration::from_secs(30),
            after_upload: Duration::from_secs(60),
        }
    }

    /// Sets the time of an ordinary attempt.
    #[must_use]
    pub const fn standard(mut self, timeout: Duration) -> Self {
        self.standard = timeout;
        self
    }

    /// Sets the time of an attempt that waits for a QR code or pairing code.
    #[must_use]
    pub const fn pairing(mut self, timeout: Duration) -> Self {
        self.pairing = timeout;
        self
    }

    /// Sets the longest time without progress while a file goes up or comes down.
    #[must_use]
    pub const fn upload_stall(mut self, timeout: Duration) -> Self {
        self.upload_stall = timeout;
        self
    }

    /// Sets the time for the answer after a file's last byte.
    #[must_use]
    pub const fn after_upload(mut self, timeout: Duration) -> Self {
        self.after_upload = timeout;
        self
    }

    /// The bound of a whole attempt; `None` where progress bounds it.
    pub(crate) fn total(&self, class: TimeoutClass) -> Option<Duration> {
        match class {
            TimeoutClass::Standard => Some(self.standard),
            TimeoutClass::Pairing => Some(self.pairing),
            TimeoutClass::Media => None,
        }
    }
}

impl Default for Timeouts {
    fn default() -> Self {
        Self::new()
    }
}
