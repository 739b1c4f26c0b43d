//! How a request is authorized: the header `apikey`, for both kinds of key.

use std::sync::Arc;

use http::HeaderName;
use wagate_sdk_core::adapter::{Authorizer, CredentialKind, HeaderAuthorizer};
use wagate_sdk_core::{AccountToken, InstanceToken};

/// The server's own key, `AUTHENTICATION_API_KEY`.
pub(crate) const GLOBAL_KEY: CredentialKind = CredentialKind::account("global key");
/// The token of one instance.
const INSTANCE_TOKEN: CredentialKind = CredentialKind::instance("instance token");

static APIKEY: HeaderName = HeaderName::from_static("apikey");

pub(crate) fn global_key(key: &AccountToken) -> Arc<dyn Authorizer> {
    Arc::new(HeaderAuthorizer::new(GLOBAL_KEY, &APIKEY, key.header("")))
}

pub(crate) fn instance_token(token: &InstanceToken) -> Arc<dyn Authorizer> {
    Arc::new(HeaderAuthorizer::new(INSTANCE_TOKEN, &APIKEY, token.header("")))
}
