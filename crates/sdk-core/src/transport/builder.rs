use std::time::Duration;

use rustls::pki_types::CertificateDer;
use rustls::pki_types::pem::PemObject;

use super::{ReqwestTransport, tls};
use crate::error::{Error, ErrorContext};

/// The default time for connecting, TLS handshake included.
const CONNECT: Duration = Duration::from_secs(5);

/// Settings of a [`ReqwestTransport`].
///
/// ```
/// use std::time::Duration;
/// use wagate_sdk_core::transport::ReqwestTransport;
///
/// let transport = ReqwestTransport::builder().connect_timeout(Duration::from_secs(3)).build()?;
/// # Ok::<(), wagate_sdk_core::Error>(())
/// ```
#[derive(Debug)]
#[must_use]
pub struct TransportBuilder {
    connect_timeout: Duration,
    proxy: Option<String>,
    roots: Vec<CertificateDer<'static>>,
    bad_root: bool,
    client: Option<reqwest::ClientBuilder>,
    keep_tls: bool,
}

impl TransportBuilder {
    pub(super) fn new() -> Self {
        Self {
            connect_timeout: CONNECT,
            proxy: None,
            roots: Vec::new(),
            bad_root: false,
            client: None,
            keep_tls: false,
        }
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
        let before = self.roots.len();
        for certificate in CertificateDer::pem_slice_iter(pem) {
            match certificate {
                Ok(certificate) => self.roots.push(certificate),
                Err(_) => self.bad_root = true,
            }
        }
        self.bad_root |= self.roots.len() == before;
        self
    }

    /// Starts from a `reqwest::ClientBuilder` of the caller's, for settings that are not here. The settings that make sends
    /// safe are applied last: redirects, retries and HTTP/2 off, and this SDK's TLS and connect timeout.
    pub fn reqwest(mut self, client: reqwest::ClientBuilder) -> Self {
        self.client = Some(client);
        self
    }

    /// Like [`TransportBuilder::reqwest`], but keeps the TLS settings of that builder.
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
        if self.bad_root {
            return Err(Error::config("an extra root certificate is not PEM"));
        }
        let brought = self.client.is_some();
        let mut client = self.client.unwrap_or_default();
        if let Some(proxy) = &self.proxy {
            client = client.proxy(reqwest::Proxy::all(proxy).map_err(|error| unusable("the proxy", error))?);
        } else if !brought {
            client = client.no_proxy();
        }
        if !self.keep_tls {
            client = client.tls_backend_preconfigured(tls::config(&self.roots)?);
        }
        client
            .connect_timeout(self.connect_timeout)
            .redirect(reqwest::redirect::Policy::none())
            .referer(false)
            .retry(reqwest::retry::never())
            .http1_only()
            .tcp_nodelay(true)
            .build()
            .map(ReqwestTransport::from_client)
            .map_err(|error| unusable("the HTTP client", error))
    }
}

fn unusable(what: &str, error: reqwest::Error) -> Error {
    let context = ErrorContext::before_io(format!("{what} cannot be set up")).caused_by(error.without_url());
    Error::Config(Box::new(context))
}
