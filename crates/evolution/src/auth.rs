//! How a request is authorized: the header `apikey`, for both kinds of key.

use std::fmt;
use std::sync::Arc;

use http::HeaderName;
use serde::{Deserializer, Serializer};
use wagate_sdk_core::adapter::{Authorizer, CredentialKind, HeaderAuthorizer};
use wagate_sdk_core::{AccountToken, InstanceToken, wire};

/// The server's own key, `AUTHENTICATION_API_KEY`.
pub(crate) const GLOBAL_KEY: CredentialKind = CredentialKind::account("global key");
/// The token of one instance.
const INSTANCE_TOKEN: CredentialKind = CredentialKind::instance("instance token");

const APIKEY: HeaderName = HeaderName::from_static("apikey");

pub(crate) fn global_key(key: &AccountToken) -> Arc<dyn Authorizer> {
    Arc::new(HeaderAuthorizer::new(GLOBAL_KEY, APIKEY, key.header("")))
}

pub(crate) fn instance_token(token: &InstanceToken) -> Arc<dyn Authorizer> {
    Arc::new(HeaderAuthorizer::new(INSTANCE_TOKEN, APIKEY, token.header("")))
}

/// A secret that travels inside a body, such as the password of a proxy or the token of Chatwoot. `Debug` does not show it.
///
/// Unlike a token it may hold white space and any characters.
#[derive(Clone, PartialEq, Eq)]
pub struct SecretText(Box<str>);

impl SecretText {
    /// The secret itself. Never print or log it.
    pub fn expose(&self) -> &str {
        &self.0
    }
}

impl From<&str> for SecretText {
    fn from(text: &str) -> Self {
        Self(text.into())
    }
}

impl From<String> for SecretText {
    fn from(text: String) -> Self {
        Self(text.into_boxed_str())
    }
}

impl fmt::Debug for SecretText {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("SecretText(..)")
    }
}

/// Writes a token into a body that needs it there.
pub(crate) fn write_token<S: Serializer>(token: &Option<InstanceToken>, to: S) -> Result<S::Ok, S::Error> {
    match token {
        Some(token) => to.serialize_str(token.expose()),
        None => to.serialize_none(),
    }
}

/// Writes a secret into a body that needs it there.
pub(crate) fn write_secret<S: Serializer>(secret: &Option<SecretText>, to: S) -> Result<S::Ok, S::Error> {
    match secret {
        Some(secret) => to.serialize_str(secret.expose()),
        None => to.serialize_none(),
    }
}

/// Reads a secret of an answer; `""` and `null` are none.
pub(crate) fn read_secret<'de, D: Deserializer<'de>>(from: D) -> Result<Option<SecretText>, D::Error> {
    Ok(wire::text(from)?.map(SecretText::from))
}
