//! From an address and credentials to a client, for programs that learn their gateway when they run.

mod credentials;
mod gateway_url;

pub(crate) use gateway_url::GatewayUrl;

use wagate_sdk_core::{AccountClient, Error, InstanceClient};

use crate::{Config, Secrets};

/// A client for the instance that the address names.
///
/// The address is `<gateway>[+http|+https]://host[:port][/base]?instance=<id>`, or `<gateway>:?instance=<id>` for a gateway at its own
/// address. Gateways are `ryze`, `evolution`, `vzaps` and `wazzapi`. Without `+http` it is https. Secrets never stand in an address.
///
/// | parameter | meaning |
/// | --- | --- |
/// | `instance` | the instance's id, as its gateway addresses it |
/// | `plain_http=allow` | allows plain http to another machine; the token then crosses the network readable |
/// | `auth=bearer` | RyzeAPI: `Authorization: Bearer` instead of the `token` header |
///
/// ```
/// use wagate::Secrets;
///
/// let secrets = Secrets::new().instance_token("token-of-shop")?;
/// let line = wagate::connect("evolution+https://gw.example.com/api?instance=shop", secrets)?;
/// assert_eq!((line.provider(), line.id()), ("evolution", "shop"));
/// # Ok::<(), wagate::Error>(())
/// ```
///
/// # Errors
/// [`Error::Config`] when the address cannot be used (an unknown gateway's error names the known ones), names no instance, or the credentials
/// for its gateway are missing.
pub fn connect(url: &str, secrets: Secrets) -> Result<InstanceClient, Error> {
    Config::new(url, secrets).connect()
}

/// A client for an account. The address is that of [`connect()`], without an instance.
///
/// # Errors
/// [`Error::Config`] as for [`connect()`]; [`Error::WrongTokenKind`] when there is an instance's credential only.
pub fn connect_account(url: &str, secrets: Secrets) -> Result<AccountClient, Error> {
    Config::new(url, secrets).connect_account()
}

/// A client for the instance that `WAGATE_URL` names, with the credentials in the environment: see [`Secrets`].
///
/// # Errors
/// As [`connect()`].
pub fn from_env() -> Result<InstanceClient, Error> {
    Config::from_env()?.connect()
}

/// A client for the account at `WAGATE_URL`, with the credentials in the environment: see [`Secrets`].
///
/// # Errors
/// As [`connect_account`].
pub fn account_from_env() -> Result<AccountClient, Error> {
    Config::from_env()?.connect_account()
}

pub(crate) fn account(url: &GatewayUrl, config: &Config) -> Result<AccountClient, Error> {
    match url.gateway.as_str() {
        #[cfg(feature = "ryze")]
        "ryze" => credentials::ryze::account(url, config),
        #[cfg(feature = "evolution")]
        "evolution" => credentials::evolution::account(url, config),
        #[cfg(feature = "vzaps")]
        "vzaps" => credentials::vzaps::account(url, config),
        #[cfg(feature = "wazzapi")]
        "wazzapi" => credentials::wazzapi::account(url, config),
        other => Err(unknown(other)),
    }
}

pub(crate) fn instance(url: &GatewayUrl, config: &Config) -> Result<InstanceClient, Error> {
    match url.gateway.as_str() {
        #[cfg(feature = "ryze")]
        "ryze" => credentials::ryze::instance(url, config),
        #[cfg(feature = "evolution")]
        "evolution" => credentials::evolution::instance(url, config),
        #[cfg(feature = "vzaps")]
        "vzaps" => credentials::vzaps::instance(url, config),
        #[cfg(feature = "wazzapi")]
        "wazzapi" => credentials::wazzapi::instance(url, config),
        other => Err(unknown(other)),
    }
}

/// The gateways that this build knows.
const KNOWN: &[&str] = &[
    #[cfg(feature = "ryze")]
    "ryze",
    #[cfg(feature = "evolution")]
    "evolution",
    #[cfg(feature = "vzaps")]
    "vzaps",
    #[cfg(feature = "wazzapi")]
    "wazzapi",
];

fn unknown(gateway: &str) -> Error {
    const ALL: [&str; 4] = ["ryze", "evolution", "vzaps", "wazzapi"];
    if ALL.contains(&gateway) {
        return Error::config(format!("this build leaves out `{gateway}`: enable its feature"));
    }
    Error::config(format!("`{gateway}` is no gateway; known are {}", KNOWN.join(", ")))
}
