use std::fmt;
use std::marker::PhantomData;
use std::net::IpAddr;
use std::sync::Arc;

use http::HeaderValue;
use url::{Host, Url};

use super::{AccountClient, InstanceClient};
use crate::adapter::{Adapter, Mirrored};
use crate::credential::Authorizer;
use crate::error::Error;
use crate::observer::Observer;
use crate::pipeline::{Base, Dialect, Shared};
use crate::rate_limit::RateLimitPolicy;
use crate::retry::{RetryBudget, RetryPolicy};
use crate::timeouts::Timeouts;
use crate::transport::Transport;

/// Settings of a client; `T` is the client that is made: [`AccountClient<P>`] or [`InstanceClient<P>`].
///
/// ```
/// # use wagate_sdk_core::{AccountToken, AccountClient, Error, RetryPolicy, adapter::Adapter};
/// # fn example<P: Adapter<AccountCredential = AccountToken>>() -> Result<AccountClient<P>, Error> {
/// let account = AccountClient::<P>::builder(AccountToken::new("key")?)
///     .base_url("https://gateway.example.com")
///     .retry(RetryPolicy::default().attempts(5))
///     .build()?;
/// # Ok(account)
/// # }
/// ```
#[must_use]
pub struct ClientBuilder<T> {
    seed: Seed,
    base_url: Option<String>,
    plain_http: bool,
    transport: Option<Arc<dyn Transport>>,
    timeouts: Timeouts,
    retry: RetryPolicy,
    rate_limit: RateLimitPolicy,
    user_agent: Option<String>,
    observer: Option<Arc<dyn Observer>>,
    target: PhantomData<fn() -> T>,
}

/// What the client is made of besides the settings.
struct Seed {
    authorizer: Result<Arc<dyn Authorizer>, Error>,
    instance: String,
}

/// What a client is made of.
struct Parts {
    shared: Arc<Shared>,
    authorizer: Arc<dyn Authorizer>,
    instance: String,
}

impl<T> ClientBuilder<T> {
    fn new(authorizer: Result<Arc<dyn Authorizer>, Error>, instance: String) -> Self {
        Self {
            seed: Seed { authorizer, instance },
            base_url: None,
            plain_http: false,
            transport: None,
            timeouts: Timeouts::new(),
            retry: RetryPolicy::new(),
            rate_limit: RateLimitPolicy::default(),
            user_agent: None,
            observer: None,
            target: PhantomData,
        }
    }

    /// The gateway's address, such as `https://gateway.example.com/base`. A gateway that has an address of its own needs none.
    pub fn base_url(mut self, url: impl Into<String>) -> Self {
        self.base_url = Some(url.into());
        self
    }

    /// Allows plain `http` to other machines than this one. Tokens then cross the network readable: only for a private network.
    /// A gateway that speaks https only stays so.
    pub fn allow_plain_http(mut self, allow: bool) -> Self {
        self.plain_http = allow;
        self
    }

    /// The transport. Without it the client makes one of its own, which its clones and instances share.
    pub fn transport(mut self, transport: Arc<dyn Transport>) -> Self {
        self.transport = Some(transport);
        self
    }

    /// How long calls may take.
    pub fn timeouts(mut self, timeouts: Timeouts) -> Self {
        self.timeouts = timeouts;
        self
    }

    /// How often calls are sent again. No policy repeats a send whose outcome is unknown.
    pub fn retry(mut self, policy: RetryPolicy) -> Self {
        self.retry = policy;
        self
    }

    /// What is done when the rate limit's headers say that it is used up.
    pub fn rate_limit(mut self, policy: RateLimitPolicy) -> Self {
        self.rate_limit = policy;
        self
    }

    /// What stands before this SDK's name in the `User-Agent`, such as `shop/2.1`.
    pub fn user_agent(mut self, product: impl Into<String>) -> Self {
        self.user_agent = Some(product.into());
        self
    }

    /// Who sees attempts, retries, waits and renewals.
    pub fn observer(mut self, observer: Arc<dyn Observer>) -> Self {
        self.observer = Some(observer);
        self
    }

    fn into_parts<P: Adapter>(self) -> Result<Parts, Error> {
        let base_url = base_url::<P>(self.base_url.as_deref(), self.plain_http)?;
        let authorizer = self.seed.authorizer?;
        let shared = Shared {
            dialect: Dialect::of::<P>(),
            mirror: Mirrored::<P>::STATIC,
            base: Base::new(base_url, P::BASE_URL),
            transport: match self.transport {
                Some(transport) => transport,
                None => default_transport()?,
            },
            timeouts: self.timeouts,
            retry: self.retry,
            rate_limit: self.rate_limit,
            user_agent: user_agent(self.user_agent.as_deref())?,
            observer: self.observer,
            budget: RetryBudget::new(),
            kept: crate::pipeline::Kept::default(),
        };
        Ok(Parts { shared: Arc::new(shared), authorizer, instance: self.seed.instance })
    }
}

impl<P: Adapter> ClientBuilder<AccountClient<P>> {
    pub(crate) fn account(credential: P::AccountCredential) -> Self {
        Self::new(P::account_authorizer(credential), String::new())
    }

    /// Makes the client.
    ///
    /// # Errors
    /// [`Error::Config`] when the base URL is missing or cannot be used, the credential cannot be used, or TLS cannot be set up.
    pub fn build(self) -> Result<AccountClient<P>, Error> {
        let parts = self.into_parts::<P>().map_err(|error| error.at(P::NAME, "", None))?;
        Ok(AccountClient::assemble(parts.shared, parts.authorizer))
    }
}

impl<P: Adapter> ClientBuilder<InstanceClient<P>> {
    pub(crate) fn instance(id: String, credential: P::InstanceCredential) -> Self {
        Self::new(P::instance_authorizer(credential), id)
    }

    /// Makes the client.
    ///
    /// # Errors
    /// [`Error::Config`] as for an account's client; [`Error::InvalidRequest`] when the id cannot be one.
    pub fn build(self) -> Result<InstanceClient<P>, Error> {
        let parts = self.into_parts::<P>().map_err(|error| error.at(P::NAME, "", None))?;
        InstanceClient::of_token(parts.shared, parts.authorizer, parts.instance, None)
    }
}

impl<T> fmt::Debug for ClientBuilder<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("ClientBuilder").field("base_url", &self.base_url.is_some()).finish_non_exhaustive()
    }
}

fn base_url<P: Adapter>(given: Option<&str>, plain_http: bool) -> Result<Url, Error> {
    let text = given
        .or(P::BASE_URL)
        .ok_or_else(|| Error::config("this gateway has no address of its own: set the base URL"))?;
    let url =
        Url::parse(text).map_err(|error| Error::config(format!("the base URL cannot be read: {error}")))?;
    if !url.username().is_empty() || url.password().is_some() {
        return Err(Error::config("the base URL holds a user name or password"));
    }
    if url.query().is_some() || url.fragment().is_some() {
        return Err(Error::config("the base URL has a query or fragment"));
    }
    match url.scheme() {
        "https" => Ok(url),
        "http" if is_loopback(&url) => Ok(url),
        "http" if P::HTTPS_ONLY => Err(Error::config("this gateway speaks https only")),
        "http" if plain_http => Ok(url),
        "http" => Err(Error::config(
            "plain http to another machine would send the token readable; use https or `allow_plain_http`",
        )),
        _ => Err(Error::config("the base URL is neither http nor https")),
    }
}

fn is_loopback(url: &Url) -> bool {
    match url.host() {
        Some(Host::Domain(name)) => name == "localhost" || name.ends_with(".localhost"),
        Some(Host::Ipv4(address)) => IpAddr::V4(address).is_loopback(),
        Some(Host::Ipv6(address)) => IpAddr::V6(address).is_loopback(),
        None => false,
    }
}

fn user_agent(product: Option<&str>) -> Result<HeaderValue, Error> {
    const OWN: &str = concat!("wagate/", env!("CARGO_PKG_VERSION"));
    match product {
        None => Ok(HeaderValue::from_static(OWN)),
        Some(product) => HeaderValue::from_str(&format!("{product} {OWN}"))
            .map_err(|_| Error::config("the user agent holds characters that cannot stand in a header")),
    }
}

#[cfg(feature = "hyper")]
fn default_transport() -> Result<Arc<dyn Transport>, Error> {
    Ok(Arc::new(crate::transport::HyperTransport::new()?))
}

#[cfg(all(feature = "reqwest", not(feature = "hyper")))]
fn default_transport() -> Result<Arc<dyn Transport>, Error> {
    Ok(Arc::new(crate::transport::ReqwestTransport::new()?))
}

#[cfg(not(any(feature = "hyper", feature = "reqwest")))]
fn default_transport() -> Result<Arc<dyn Transport>, Error> {
    Err(Error::config("no transport: enable the feature `hyper`, or give the builder one"))
}
