//! Through which proxy an instance reaches WhatsApp.

use serde::{Deserialize, Serialize};
use wagate_sdk_core::{open_words, wire};

use crate::Evolution;
use crate::instances::ProxyRow;
use wagate_sdk_core::SecretText;
use wagate_sdk_core::endpoint;

open_words! {
    /// How one speaks to a proxy.
    ProxyProtocol {
        /// HTTP.
        Http = "http",
        /// HTTP over TLS.
        Https = "https",
        /// SOCKS 4.
        Socks4 = "socks4",
        /// SOCKS 5.
        Socks5 = "socks5",
    }
}

/// Reads the proxy. `GET /proxy/find/{instance}`
///
/// The answer is nothing when there is none.
///
/// Source: `evolution-foundation/evolution-api` 2.3.7, `src/api/services/proxy.service.ts`;
/// observed on a running server. It changes nothing.
#[derive(Debug, Clone, Default, Serialize)]
#[non_exhaustive]
pub struct FindProxy {}

impl FindProxy {
    /// There is nothing to set.
    pub fn new() -> Self {
        Self {}
    }
}

/// Sets the proxy, or switches it off. `POST /proxy/set/{instance}`
///
/// The server tests a proxy, against a service on the internet, before it stores it.
///
/// Source: `evolution-foundation/evolution-api` 2.3.7, `src/api/controllers/proxy.controller.ts`;
/// observed on a running server. Doing it again leaves the same state.
///
/// # Errors
/// [`Error::InvalidRequest`](wagate_sdk_core::Error::InvalidRequest) when the proxy fails the test ("Invalid proxy").
#[derive(Debug, Clone, Serialize)]
#[serde(rename_all = "camelCase")]
#[non_exhaustive]
pub struct SetProxy {
    /// Whether it is used.
    pub enabled: bool,
    /// Its host; may be empty when it is not used.
    pub host: String,
    /// Its port, as text; may be empty when it is not used.
    pub port: String,
    /// How one speaks to it; may be empty when it is not used.
    pub protocol: ProxyProtocol,
    /// The user.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub username: Option<String>,
    /// The user's password.
    #[serde(skip_serializing_if = "Option::is_none", serialize_with = "wire::write_secret")]
    pub password: Option<SecretText>,
}

impl SetProxy {
    /// This proxy.
    pub fn new(host: impl Into<String>, port: u16, protocol: ProxyProtocol) -> Self {
        Self {
            enabled: true,
            host: host.into(),
            port: port.to_string(),
            protocol,
            username: None,
            password: None,
        }
    }

    /// No proxy.
    pub fn off() -> Self {
        Self {
            enabled: false,
            host: String::new(),
            port: String::new(),
            protocol: ProxyProtocol::Other(String::new()),
            username: None,
            password: None,
        }
    }
}

/// The answer to [`SetProxy`].
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
#[non_exhaustive]
pub struct ProxySet {
    /// What was saved.
    pub proxy: Option<SavedProxy>,
}

/// What [`SetProxy`] saved.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default, rename_all = "camelCase")]
#[non_exhaustive]
pub struct SavedProxy {
    /// The instance's name.
    #[serde(deserialize_with = "wire::text")]
    pub instance_name: Option<String>,
    /// The proxy as it was sent.
    pub proxy: Option<ProxyRow>,
}

endpoint! {
    Evolution: FindProxy => Option<ProxyRow>, "proxy.find", InstanceOnly, ReadOnly,
    GET("/proxy/find/", instance)
}

endpoint! {
    Evolution: SetProxy => ProxySet, "proxy.set", InstanceOnly, Idempotent,
    POST("/proxy/set/", instance), json, |answer| answer.proxy.is_some()
}
