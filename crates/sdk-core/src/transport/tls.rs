//! The TLS configuration: rustls with its crypto provider passed explicitly, roots loaded once for the process.

use std::sync::{Arc, OnceLock};

use rustls::ClientConfig;
use rustls::crypto::CryptoProvider;
use rustls::pki_types::CertificateDer;

use crate::error::{Error, ErrorContext};

/// The configuration without extra roots. It holds no connection, so it may outlive any runtime.
static PLAIN: OnceLock<ClientConfig> = OnceLock::new();

pub(super) fn config(
    extra_roots: &[CertificateDer<'static>],
    compiled_in: bool,
) -> Result<ClientConfig, Error> {
    if compiled_in || !extra_roots.is_empty() {
        return build(extra_roots, compiled_in);
    }
    if let Some(config) = PLAIN.get() {
        return Ok(config.clone());
    }
    let config = build(&[], false)?;
    Ok(PLAIN.get_or_init(|| config).clone())
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
