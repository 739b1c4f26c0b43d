use std::fmt;
use std::sync::Arc;
use std::time::Duration;

use serde::Deserialize;
use wagate_sdk_core::transport::{HyperTransport, ReqwestTransport, Transport};
use wagate_sdk_core::{
    AccountClient, ClientBuilder, Error, InstanceClient, RateLimitPolicy, RetryPolicy, Timeouts,
};

use crate::Secrets;
use crate::connect::{self, GatewayUrl};

/// How to reach a gateway, for a settings file. Unknown members are errors. Secrets are read, never written: this is not `Serialize`.
///
/// ```
/// let config: wagate::Config = serde_json::from_str(
///     r#"{
///         "url": "evolution+https://gw.example.com?instance=shop",
///         "secrets": { "instance_token": "token-of-shop" },
///         "attempts": 5
///     }"#,
/// )?;
/// let line: wagate::InstanceClient = config.connect()?;
/// assert_eq!((line.provider(), line.id()), ("evolution", "shop"));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Deserialize)]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct Config {
    /// The gateway's address: see [`connect`](crate::connect()).
    pub url: String,
    /// The credentials.
    #[serde(default)]
    pub secrets: Secrets,
    /// The most attempts of a call; 3 unless set.
    #[serde(default)]
    pub attempts: Option<u32>,
    /// The time of an ordinary attempt in seconds; 30 unless set.
    #[serde(default)]
    pub timeout_seconds: Option<u64>,
    /// The time for connecting in seconds; 5 unless set.
    #[serde(default)]
    pub connect_timeout_seconds: Option<u64>,
    /// What is done when the rate limit is used up.
    #[serde(default)]
    pub rate_limit: RateLimitSetting,
    /// A proxy, `http://host:port`.
    #[serde(default)]
    pub proxy: Option<String>,
    /// What stands before this SDK's name in the `User-Agent`.
    #[serde(default)]
    pub user_agent: Option<String>,
}

/// [`RateLimitPolicy`] as a settings file writes it: `"observe"`, `"fail_fast"` or `{"wait_seconds": 30}`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Deserialize)]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum RateLimitSetting {
    /// Keeps the state and sends all the same.
    #[default]
    Observe,
    /// Fails before a byte leaves.
    FailFast,
    /// Waits so many seconds at most.
    WaitSeconds(u64),
}

impl Config {
    /// An address and credentials; everything else by default.
    pub fn new(url: impl Into<String>, secrets: Secrets) -> Self {
        Self {
            url: url.into(),
            secrets,
            attempts: None,
            timeout_seconds: None,
            connect_timeout_seconds: None,
            rate_limit: RateLimitSetting::default(),
            proxy: None,
            user_agent: None,
        }
    }

    /// `WAGATE_URL` and the variables of [`Secrets`].
    ///
    /// # Errors
    /// [`Error::Config`] when `WAGATE_URL` is not set, or a secret cannot be one.
    pub fn from_env() -> Result<Self, Error> {
        let url = std::env::var("WAGATE_URL").map_err(|_| Error::config("WAGATE_URL is not set"))?;
        let secrets = Secrets::from_env(&GatewayUrl::parse(&url)?.gateway)?;
        Ok(Self::new(url, secrets))
    }

    /// A client for the instance that the address names. It acts with the instance's own credential where there is one, else with the
    /// account's.
    ///
    /// # Errors
    /// [`Error::Config`] when the address cannot be used, names no instance, or the credentials for its gateway are missing.
    pub fn connect(&self) -> Result<InstanceClient, Error> {
        connect::instance(&GatewayUrl::parse(&self.url)?, self)
    }

    /// A client for the account.
    ///
    /// # Errors
    /// [`Error::Config`] when the address cannot be used or the credentials for its gateway are missing; [`Error::WrongTokenKind`] when there is
    /// an instance's credential only.
    pub fn connect_account(&self) -> Result<AccountClient, Error> {
        connect::account(&GatewayUrl::parse(&self.url)?, self)
    }

    /// Puts the settings into a builder.
    pub(crate) fn apply<T>(
        &self,
        url: &GatewayUrl,
        mut builder: ClientBuilder<T>,
    ) -> Result<ClientBuilder<T>, Error> {
        if let Some(base) = &url.base {
            builder = builder.base_url(base.as_str());
        }
        builder = builder.allow_plain_http(url.plain_http);
        if let Some(attempts) = self.attempts {
            builder = builder.retry(RetryPolicy::new().attempts(attempts));
        }
        if let Some(seconds) = self.timeout_seconds {
            builder = builder.timeouts(Timeouts::new().standard(Duration::from_secs(seconds)));
        }
        if let Some(product) = &self.user_agent {
            builder = builder.user_agent(product);
        }
        builder = builder.rate_limit(match self.rate_limit {
            RateLimitSetting::Observe => RateLimitPolicy::Observe,
            RateLimitSetting::FailFast => RateLimitPolicy::FailFast,
            RateLimitSetting::WaitSeconds(seconds) => {
                RateLimitPolicy::Wait { at_most: Duration::from_secs(seconds) }
            }
        });
        if let Some(transport) = self.transport()? {
            builder = builder.transport(transport);
        }
        Ok(builder)
    }

    /// The transport, where a setting asks for one that the client would not make for itself.
    fn transport(&self) -> Result<Option<Arc<dyn Transport>>, Error> {
        let connecting = self.connect_timeout_seconds.map(Duration::from_secs);
        if let Some(proxy) = &self.proxy {
            let mut transport = ReqwestTransport::builder().proxy(proxy);
            if let Some(connecting) = connecting {
                transport = transport.connect_timeout(connecting);
            }
            return Ok(Some(Arc::new(transport.build()?)));
        }
        let Some(connecting) = connecting else { return Ok(None) };
        Ok(Some(Arc::new(HyperTransport::builder().connect_timeout(connecting).build()?)))
    }
}

/// Shows neither the address's parameters nor the proxy: someone may have put a secret there.
impl fmt::Debug for Config {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Config")
            .field("gateway", &GatewayUrl::parse(&self.url).ok().map(|url| url.gateway))
            .field("secrets", &self.secrets)
            .field("attempts", &self.attempts)
            .field("timeout_seconds", &self.timeout_seconds)
            .field("connect_timeout_seconds", &self.connect_timeout_seconds)
            .field("rate_limit", &self.rate_limit)
            .field("proxy", &self.proxy.is_some())
            .field("user_agent", &self.user_agent)
            .finish()
    }
}
