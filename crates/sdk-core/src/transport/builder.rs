use std::fmt;
use std::time::Duration;

use super::tls::Roots;
use super::{CONNECT, IDLE, ReqwestTransport};
use crate::error::{Error, ErrorContext};

/// Settings of a [`ReqwestTransport`].
///
/// ```
/// use std::time::Duration;
/// use wagate_sdk_core::transport::ReqwestTransport;
///
/// let transport = ReqwestTransport::builder().connect_timeout(Duration::from_secs(3)).build()?;
/// # Ok::<(), wagate_sdk_core::Error>(())
/// ```
#[must_use]
pub struct TransportBuilder {
    connect_timeout: Duration,
    proxy: Option<String>,
    roots: Roots,
    client: Option<reqwest::ClientBuilder>,
    keep_tls: bool,
}

impl TransportBuilder {
    pub(super) fn new() -> Self {
        Self { connect_timeout: CONNECT, proxy: None, roots: Roots::default(), client: None, keep_tls: false }
    }

    /// How long connecting may take, TLS handshake included; 5 s by default. It must stay below a call's total: a
    /// connection that was never made is then known as such, and the call is sent again.
    pub fn connect_timeout(mut self, timeout: Duration) -> Self {
        self.connect_timeout = timeout;
        self
    }

    /// Sends everything through a proxy, `http://[user:password@]host:port`. Without it there is none: the environment
    /// is not asked.
    pub fn proxy(mut self, url: impl Into<String>) -> Self {
        self.proxy = Some(url.into());
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

    /// Starts from a `reqwest::ClientBuilder` of the caller's, for settings that are not here. The settings that make sends
    /// safe are applied last: redirects, retries, HTTP/2 and proxies off, and this SDK's TLS and connect timeout. A proxy is set by
    /// [`TransportBuilder::proxy`].
    pub fn reqwest(mut self, client: reqwest::ClientBuilder) -> Self {
        self.client = Some(client);
        self
    }

    /// Like [`TransportBuilder::reqwest`], but keeps the TLS settings of that builder. Its ALPN list must not offer `h2`.
    pub fn reqwest_with_its_tls(mut self, client: reqwest::ClientBuilder) -> Self {
        self.client = Some(client);
        self.keep_tls = true;
        self
    }

    /// Makes the transport.
    ///
    /// # Errors
    /// [`Error::Config`] when the proxy or a certificate cannot be used, or TLS cannot be set up.
    pub fn build(self) -> Result<ReqwestTransport, Error> {
        self.roots.check()?;
        if self.keep_tls && self.roots.extra() > 0 {
            return Err(Error::config("an extra root certificate needs this SDK's TLS settings"));
        }
        // Without this, reqwest would ask the environment for a proxy, and a token would go through it.
        let mut client = self.client.unwrap_or_default().no_proxy();
        if let Some(proxy) = &self.proxy {
            client = client.proxy(reqwest::Proxy::all(proxy).map_err(|error| unusable("the proxy", error))?);
        }
        if !self.keep_tls {
            client = client.tls_backend_preconfigured(self.roots.config()?);
        }
        client
            .connect_timeout(self.connect_timeout)
            .redirect(reqwest::redirect::Policy::none())
            .referer(false)
            .retry(reqwest::retry::never())
            .http1_only()
            .tcp_nodelay(true)
            .pool_idle_timeout(IDLE)
            .build()
            .map(ReqwestTransport::from_client)
            .map_err(|error| unusable("the HTTP client", error))
    }
}

fn unusable(what: &str, error: reqwest::Error) -> Error {
    let context = ErrorContext::before_io(format!("{what} cannot be set up")).caused_by(error.without_url());
    Error::Config(Box::new(context))
}

/// Does not show the proxy: it may hold a password.
impl fmt::Debug for TransportBuilder {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("TransportBuilder")
            .field("connect_timeout", &self.connect_timeout)
            .field("proxy", &self.proxy.is_some())
            .field("extra_roots", &self.roots.extra())
            .finish_non_exhaustive()
    }
}
