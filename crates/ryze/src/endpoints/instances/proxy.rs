//! The proxy by which an instance reaches WhatsApp.

use serde::de::IgnoredAny;
use serde::{Deserialize, Serialize};
use wagate_sdk_core::SecretText;
use wagate_sdk_core::endpoint;
use wagate_sdk_core::wire;

use crate::Ryze;

/// Reads the instance's own proxy.
///
/// `GET /api/instance/getProxy/:instance`, [documented](https://docs.ryzeapi.cloud/en/api/instance/proxy-read). Reads only.
#[derive(Debug, Clone, Copy, Default)]
#[non_exhaustive]
pub struct GetProxy {}

impl GetProxy {
    /// Reads the proxy.
    pub fn new() -> Self {
        Self {}
    }
}

endpoint! {
    Ryze: GetProxy => ProxyRead, "instance.proxy.get", InstanceOnly, ReadOnly,
    GET("/api/instance/getProxy/", instance), |response| wire::is_success(response.success, response.error.as_ref())
}

/// The answer to [`GetProxy`].
#[derive(Debug, Clone, Deserialize)]
#[non_exhaustive]
pub struct ProxyRead {
    /// `false` for a failure that came with a status of success; the call is then an error.
    #[serde(default, deserialize_with = "wire::truth")]
    pub success: Option<bool>,
    /// The proxy.
    pub proxy: InstanceProxy,
    #[serde(default)]
    error: Option<IgnoredAny>,
}

/// Sets the instance's proxy, or turns it off. It takes effect when the instance connects the next time.
///
/// `POST /api/instance/proxy/:instance`, [documented](https://docs.ryzeapi.cloud/en/api/instance/proxy-update), but for the answer and for
/// what must be there, which are inferred. Idempotent.
#[derive(Debug, Clone, Serialize)]
#[serde(rename_all = "camelCase")]
#[non_exhaustive]
pub struct UpdateProxy {
    /// Whether the instance reaches WhatsApp through it.
    pub enabled: bool,
    /// Its host.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub host: Option<String>,
    /// Its port, as text.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub port: Option<String>,
    /// How it is spoken to.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub protocol: Option<ProxyProtocol>,
    /// The user at the proxy.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub username: Option<String>,
    /// The password at the proxy. The gateway never shows it again.
    #[serde(skip_serializing_if = "Option::is_none", serialize_with = "wire::write_secret")]
    pub password: Option<SecretText>,
}

impl UpdateProxy {
    /// Goes through this proxy.
    pub fn new(protocol: ProxyProtocol, host: impl Into<String>, port: u16) -> Self {
        Self {
            enabled: true,
            host: Some(host.into()),
            port: Some(port.to_string()),
            protocol: Some(protocol),
            username: None,
            password: None,
        }
    }

    /// Goes without a proxy.
    pub fn off() -> Self {
        Self { enabled: false, host: None, port: None, protocol: None, username: None, password: None }
    }
}

endpoint! {
    Ryze: UpdateProxy => ProxyUpdated, "instance.proxy.update", InstanceOnly, Idempotent,
    POST("/api/instance/proxy/", instance), json,
    |response| wire::is_success(response.success, response.error.as_ref())
}

/// The answer to [`UpdateProxy`].
#[derive(Debug, Clone, Deserialize)]
#[non_exhaustive]
pub struct ProxyUpdated {
    /// `false` for a failure that came with a status of success; the call is then an error.
    #[serde(default, deserialize_with = "wire::truth")]
    pub success: Option<bool>,
    /// The proxy as it is now.
    #[serde(default, deserialize_with = "wire::lenient")]
    pub proxy: Option<InstanceProxy>,
    #[serde(default)]
    error: Option<IgnoredAny>,
}

/// An instance's proxy. Its password is never shown.
#[derive(Debug, Clone, Deserialize)]
#[non_exhaustive]
pub struct InstanceProxy {
    /// Whether the instance reaches WhatsApp through it. What follows is `None` when it does not.
    #[serde(default, deserialize_with = "wire::truth")]
    pub enabled: Option<bool>,
    /// Its host.
    #[serde(default, deserialize_with = "wire::text")]
    pub host: Option<String>,
    /// Its port, as text.
    #[serde(default, deserialize_with = "wire::text")]
    pub port: Option<String>,
    /// How it is spoken to.
    #[serde(default, deserialize_with = "wire::word")]
    pub protocol: Option<ProxyProtocol>,
    /// The user at the proxy.
    #[serde(default, deserialize_with = "wire::text")]
    pub username: Option<String>,
}

wagate_sdk_core::open_words! {
    /// How a proxy is spoken to.
    ProxyProtocol {
        /// HTTP.
        Http = "http",
        /// HTTPS.
        Https = "https",
        /// SOCKS 5.
        Socks5 = "socks5",
    }
}
