use std::fmt;
use std::time::Duration;

use hyper_util::client::legacy::Client;
use hyper_util::rt::{TokioExecutor, TokioTimer};

use super::HyperTransport;
use super::connect::Connector;
use crate::error::Error;
use crate::transport::tls::Roots;
use crate::transport::{CONNECT, IDLE};

/// The most of an answer that is read at once, in bytes: what comes meanwhile waits in the kernel.
const READ_AHEAD: usize = 128 * 1024;

/// Settings of a [`HyperTransport`].
///
/// ```
/// use std::time::Duration;
/// use wagate_sdk_core::transport::HyperTransport;
///
/// let transport = HyperTransport::builder().connect_timeout(Duration::from_secs(3)).build()?;
/// # Ok::<(), wagate_sdk_core::Error>(())
/// ```
#[must_use]
pub struct HyperTransportBuilder {
    connect_timeout: Duration,
    roots: Roots,
}

impl HyperTransportBuilder {
    pub(super) fn new() -> Self {
        Self { connect_timeout: CONNECT, roots: Roots::default() }
    }

    /// How long connecting may take, TLS handshake included; 5 s by default. It must stay below a call's total: a
    /// connection that was never made is then known as such, and the call is sent again.
    pub fn connect_timeout(mut self, timeout: Duration) -> Self {
        self.connect_timeout = timeout;
        self
    }

    /// Trusts one more root certificate, in PEM, beside the platform's.
    pub fn root_certificate_pem(mut self, pem: &[u8]) -> Self {
        self.roots.add_pem(pem);
        self
    }

    /// Trusts the root certificates that are compiled in, instead of the platform's: for a container without a store of its own.
    #[cfg(feature = "webpki-roots")]
    pub fn compiled_in_roots(mut self) -> Self {
        self.roots.compiled_in();
        self
    }

    /// Makes the transport.
    ///
    /// # Errors
    /// [`Error::Config`] when a certificate cannot be used, or TLS cannot be set up.
    pub fn build(self) -> Result<HyperTransport, Error> {
        let connector = Connector::new(self.roots.config()?, self.connect_timeout);
        let client = Client::builder(TokioExecutor::new())
            .pool_timer(TokioTimer::new())
            .pool_idle_timeout(IDLE)
            .http1_max_buf_size(READ_AHEAD)
            .build(connector);
        Ok(HyperTransport { client })
    }
}

impl fmt::Debug for HyperTransportBuilder {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("HyperTransportBuilder")
            .field("connect_timeout", &self.connect_timeout)
            .field("extra_roots", &self.roots.extra())
            .finish_non_exhaustive()
    }
}
