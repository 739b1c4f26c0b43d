//! `POST /token`: a JWT for client token and client secret.

use std::time::Duration;

use serde::{Deserialize, Deserializer, Serialize};
use wagate_sdk_core::adapter::Body;
use wagate_sdk_core::endpoint;
use wagate_sdk_core::{Error, SecretToken, wire};

use crate::{ClientCredentials, Vzaps};

/// Fetches a JWT. `POST /token`
///
/// An account's client does this by itself. It is here for programs that hand a JWT on, to realtime
/// connections for example. There is no refresh token: ask again.
///
/// Source: <https://docs.vzaps.com/en/getting-started/authentication> (documented). Repeating it is harmless
/// as far as the documents go; whether several JWTs can be good at once is not documented.
///
/// # Errors
/// [`Error::Unauthorized`] when the credentials are wrong.
#[derive(Debug, Clone)]
#[non_exhaustive]
pub struct FetchToken {
    /// The client token and the client secret.
    pub credentials: ClientCredentials,
}

impl FetchToken {
    /// For these credentials.
    pub fn new(credentials: ClientCredentials) -> Self {
        Self { credentials }
    }
}

/// The body, which only exists while it is written: secrets are not `Serialize` themselves.
#[derive(Serialize)]
struct Login<'a> {
    client_token: &'a str,
    client_secret: &'a str,
}

endpoint! {
    Vzaps: FetchToken => Token, "auth.token", AccountOnly, Idempotent,
    POST("/token");

    fn body(&self) -> Result<Body, Error> {
        Body::json(&Login {
            client_token: self.credentials.client_token.expose(),
            client_secret: self.credentials.client_secret.expose(),
        })
    }
}

/// A fresh JWT. Both spellings of its members are read, `access_token` and `accessToken`, `expires_in` and
/// `expiresIn`.
#[derive(Debug, Clone, Deserialize)]
#[serde(try_from = "Wire")]
#[non_exhaustive]
pub struct Token {
    /// The JWT.
    pub access_token: SecretToken,
    /// How long it lives from now. The lifetime is documented nowhere; the gateway tells it in every answer.
    pub expires_in: Option<Duration>,
}

#[derive(Deserialize)]
struct Wire {
    #[serde(default, deserialize_with = "secret")]
    access_token: Option<SecretToken>,
    #[serde(default, rename = "accessToken", deserialize_with = "secret")]
    access_token_camel: Option<SecretToken>,
    #[serde(default, deserialize_with = "wire::number")]
    expires_in: Option<u64>,
    #[serde(default, rename = "expiresIn", deserialize_with = "wire::number")]
    expires_in_camel: Option<u64>,
}

impl TryFrom<Wire> for Token {
    type Error = &'static str;

    fn try_from(wire: Wire) -> Result<Self, Self::Error> {
        Ok(Self {
            access_token: wire.access_token.or(wire.access_token_camel).ok_or("no access token")?,
            expires_in: wire.expires_in.or(wire.expires_in_camel).map(Duration::from_secs),
        })
    }
}

fn secret<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<SecretToken>, D::Error> {
    Ok(wire::text(deserializer)?.and_then(|text| SecretToken::new(text).ok()))
}
