//! The TLS configuration: rustls with its crypto provider passed explicitly, roots loaded once for the process.

use std::error::Error as StdError;
use std::io;
use std::sync::{Arc, OnceLock};

use rustls::ClientConfig;
use rustls::crypto::CryptoProvider;
use rustls::pki_types::CertificateDer;
use rustls::pki_types::pem::PemObject;

use crate::error::{Error, ErrorContext};

/// The configuration without extra roots. It holds no connection, so it may outlive any runtime.
static PLAIN: OnceLock<ClientConfig> = OnceLock::new();

/// Whose certificates are trusted.
#[derive(Default)]
pub(super) struct Roots {
    extra: Vec<CertificateDer<'static>>,
    bad: bool,
    compiled_in: bool,
}

impl Roots {
    pub(super) fn add_pem(&mut self, pem: &[u8]) {
        let before = self.extra.len();
        for certificate in CertificateDer::pem_slice_iter(pem) {
            match certificate {
                Ok(certificate) => self.extra.push(certificate),
                Err(_) => self.bad = true,
            }
        }
        self.bad |= self.extra.len() == before;
    }

    #[cfg(feature = "webpki-roots")]
    pub(super) fn compiled_in(&mut self) {
        self.compiled_in = true;
    }

    /// How many were added.
    pub(super) fn extra(&self) -> usize {
        self.extra.len()
    }

    /// Fails when one that was added is no certificate.
    pub(super) fn check(&self) -> Result<(), Error> {
        if self.bad { Err(Error::config("an extra root certificate is not PEM")) } else { Ok(()) }
    }

    pub(super) fn config(&self) -> Result<ClientConfig, Error> {
        self.check()?;
        if self.compiled_in || !self.extra.is_empty() {
            return build(&self.extra, self.compiled_in);
        }
        if let Some(config) = PLAIN.get() {
            return Ok(config.clone());
        }
        let config = build(&[], false)?;
        Ok(PLAIN.get_or_init(|| config).clone())
    }
}

fn build(extra_roots: &[CertificateDer<'static>], compiled_in: bool) -> Result<ClientConfig, Error> {
    let provider = crypto_provider()?;
    let versions = ClientConfig::builder_with_provider(provider.clone())
        .with_safe_default_protocol_versions()
        .map_err(|error| unusable("TLS cannot be set up", error))?;
    // ALPN stays empty: HTTP/1.1 only, since a connection that spoke h2 could not be upgraded.
    #[cfg(feature = "webpki-roots")]
    if compiled_in {
        let mut roots = rustls::RootCertStore { roots: webpki_roots::TLS_SERVER_ROOTS.to_vec() };
        for root in extra_roots {
            roots
                .add(root.clone())
                .map_err(|error| unusable("an extra root certificate cannot be used", error))?;
        }
        return Ok(versions.with_root_certificates(roots).with_no_client_auth());
    }
    debug_assert!(!compiled_in || cfg!(feature = "webpki-roots"), "only that feature has the setting");
    let verifier =
        rustls_platform_verifier::Verifier::new_with_extra_roots(extra_roots.iter().cloned(), provider)
            .map_err(|error| unusable("the platform's root certificates cannot be used", error))?;
    // "Dangerous" is rustls's word for any verifier but its own; this one asks the platform.
    Ok(versions.dangerous().with_custom_certificate_verifier(Arc::new(verifier)).with_no_client_auth())
}

#[cfg(feature = "ring")]
fn crypto_provider() -> Result<Arc<CryptoProvider>, Error> {
    Ok(Arc::new(rustls::crypto::ring::default_provider()))
}

#[cfg(all(feature = "aws-lc-rs", not(feature = "ring")))]
fn crypto_provider() -> Result<Arc<CryptoProvider>, Error> {
    Ok(Arc::new(rustls::crypto::aws_lc_rs::default_provider()))
}

#[cfg(not(any(feature = "ring", feature = "aws-lc-rs")))]
fn crypto_provider() -> Result<Arc<CryptoProvider>, Error> {
    CryptoProvider::get_default().cloned().ok_or_else(|| {
        Error::config("no TLS: enable the feature `ring` or `aws-lc-rs`, or install a rustls crypto provider")
    })
}

fn unusable(what: &str, error: rustls::Error) -> Error {
    Error::Config(Box::new(ErrorContext::before_io(what).caused_by(error)))
}

/// Whether an exchange failed because of a certificate.
pub(super) fn is_certificate(error: &dyn StdError) -> bool {
    let mut cause = error.source();
    while let Some(error) = cause {
        // rustls stands inside an `io::Error`, which hides it from `source`.
        let inner = error.downcast_ref::<io::Error>().and_then(io::Error::get_ref);
        let tls = inner.and_then(|inner| inner.downcast_ref::<rustls::Error>());
        if matches!(
            tls.or_else(|| error.downcast_ref()),
            Some(rustls::Error::InvalidCertificate(_) | rustls::Error::NoCertificatesPresented)
        ) {
            return true;
        }
        cause = inner.map(|inner| inner as &dyn StdError).or_else(|| error.source());
    }
    false
}
