use std::error::Error as StdError;
use std::sync::Arc;

/// Why an exchange failed, and so whether the request can have left.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum TransportFailure {
    /// No connection: refused, the name is unknown, the TLS handshake was cut, connecting took too long. Not one byte
    /// of the request left.
    Connect,
    /// The server's certificate is not trusted. Nothing left.
    Certificate,
    /// The request could not be made. Nothing left.
    Request,
    /// The connection broke after the request may have begun to leave.
    Broken,
    /// No answer in time, after the request may have left.
    Timeout,
    /// The answer is longer than allowed. The gateway has acted.
    ResponseTooLarge,
}

impl TransportFailure {
    /// Whether it is certain that the gateway saw nothing of the request.
    pub fn is_before_sending(self) -> bool {
        matches!(self, Self::Connect | Self::Certificate | Self::Request)
    }
}

/// An exchange that failed. It never holds the URL.
#[derive(Debug, Clone, thiserror::Error)]
#[error("{source}")]
pub struct TransportError {
    failure: TransportFailure,
    source: Arc<dyn StdError + Send + Sync>,
}

impl TransportError {
    /// A failure and the error behind it, which must not show the URL.
    pub fn new(failure: TransportFailure, source: impl StdError + Send + Sync + 'static) -> Self {
        Self { failure, source: Arc::new(source) }
    }

    /// What failed.
    pub fn failure(&self) -> TransportFailure {
        self.failure
    }
}
