//! How a request is authorized: one API key for the organization and all its devices.

use std::sync::Arc;

use http::header::AUTHORIZATION;
use http::{HeaderName, HeaderValue};
use wagate_sdk_core::adapter::{Authorizer, HeaderAuthorizer};
use wagate_sdk_core::{AccountToken, CredentialKind, Error, ErrorContext};

/// The header of a bearer token.
static BEARER: HeaderName = AUTHORIZATION;

/// The API key on an account client.
pub(crate) const ORGANIZATION: CredentialKind = CredentialKind::account("API key");
/// The same key on an instance client.
pub(crate) const DEVICE: CredentialKind = CredentialKind::instance("API key");

/// How the token of a pull subscription begins.
const PULL_TOKEN: &str = "wzpull_";

/// `Authorization: Bearer <key>` on every request.
pub(crate) fn authorizer(kind: CredentialKind, key: &AccountToken) -> Result<Arc<dyn Authorizer>, Error> {
    if key.expose().starts_with(PULL_TOKEN) {
        let context = ErrorContext::before_io(
            "this is the token of a pull subscription, not the organization's API key",
        )
        .with_hint("API keys look like wz_live_...; a pull token polls its one subscription only");
        return Err(Error::WrongTokenKind(Box::new(context)));
    }
    Ok(Arc::new(HeaderAuthorizer::new(kind, &BEARER, key.header("Bearer "))))
}

/// The header that WazzAPI's hosted MCP server takes the API key in: `wazzapi-api-key`, with a value that is marked sensitive.
///
/// The server's URL is not published, so it is the caller's. The documents say that the header carries "the API token" with the same access as
/// the REST interface; that this is the same string as the REST API key follows from that, but is not stated.
///
/// ```
/// use wagate_sdk_core::AccountToken;
///
/// let (name, value) = wagate_wazzapi::mcp_header(&AccountToken::new("wz_live_1")?);
/// assert_eq!(name, "wazzapi-api-key");
/// assert!(value.is_sensitive());
/// # Ok::<(), wagate_sdk_core::Error>(())
/// ```
pub fn mcp_header(key: &AccountToken) -> (HeaderName, HeaderValue) {
    (HeaderName::from_static("wazzapi-api-key"), key.header(""))
}
