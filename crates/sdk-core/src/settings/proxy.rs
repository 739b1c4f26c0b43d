use crate::credential::SecretText;
use crate::error::Error;
use crate::raw::Raw;

crate::open_words! {
    /// How a proxy is spoken to.
    ProxyProtocol {
        /// HTTP.
        Http = "http",
        /// HTTPS.
        Https = "https",
        /// SOCKS 4.
        Socks4 = "socks4",
        /// SOCKS 5.
        Socks5 = "socks5",
    }
}

/// A proxy through which an instance reaches WhatsApp.
#[derive(Debug, Clone)]
#[non_exhaustive]
pub struct Proxy {
    /// How it is spoken to.
    pub protocol: ProxyProtocol,
    /// Its host.
    pub host: String,
    /// Its port.
    pub port: u16,
    /// The user's name, where it wants one.
    pub username: Option<String>,
    /// The password, where it wants one.
    pub password: Option<SecretText>,
}

impl Proxy {
    /// A proxy without a password.
    pub fn new(protocol: ProxyProtocol, host: impl Into<String>, port: u16) -> Self {
        Self { protocol, host: host.into(), port, username: None, password: None }
    }

    /// Adds the name and the password that it wants.
    #[must_use]
    pub fn login(mut self, username: impl Into<String>, password: SecretText) -> Self {
        self.username = Some(username.into());
        self.password = Some(password);
        self
    }

    pub(crate) fn check(&self) -> Result<(), Error> {
        if self.host.trim().is_empty() || self.host.contains(char::is_whitespace) {
            return Err(Error::invalid("the proxy's host is empty or holds white space"));
        }
        if self.port == 0 {
            return Err(Error::invalid("the proxy's port is 0"));
        }
        if matches!(self.protocol, ProxyProtocol::Other(_)) {
            return Err(Error::invalid("the proxy's protocol is not known"));
        }
        Ok(())
    }
}

/// Through which proxy an instance reaches WhatsApp, as its gateway tells it.
#[derive(Debug, Clone)]
#[non_exhaustive]
pub struct ProxySettings {
    /// Whether a proxy is used.
    pub enabled: Option<bool>,
    /// Which one, where the gateway tells it. Gateways keep the password to themselves, or this leaves it in `raw`.
    pub proxy: Option<Proxy>,
    /// All that the gateway told.
    pub raw: Raw,
}

impl ProxySettings {
    /// What was told.
    pub fn new(enabled: Option<bool>, proxy: Option<Proxy>, raw: Raw) -> Self {
        Self { enabled, proxy, raw }
    }
}
