use std::any::Any;
use std::fmt;

use futures_util::future::BoxFuture;
use http::{HeaderMap, HeaderName, HeaderValue};

use crate::error::Error;
use crate::pipeline::Unauthenticated;

/// How requests are authorized with one credential. An adapter makes it from the credential's types.
///
/// Most gateways take a header: [`HeaderAuthorizer`](super::HeaderAuthorizer) does that. One whose token expires keeps a
/// [`RenewableToken`](super::RenewableToken).
pub trait Authorizer: Any + Send + Sync {
    /// Which kind of credential it is.
    fn kind(&self) -> CredentialKind;

    /// Writes the credential into a request.
    fn authorize(&self, request: &mut OutgoingHeaders<'_>) -> Authorized;

    /// Gets a new token when [`Authorizer::authorize`] answered [`Authorized::Due`], or after a 401 for the
    /// generation that `refused` names.
    ///
    /// # Errors
    /// When no token could be had.
    fn renew<'a>(
        &'a self,
        _refused: Option<u64>,
        _calls: Unauthenticated<'a>,
    ) -> BoxFuture<'a, Result<(), Error>> {
        Box::pin(std::future::ready(Ok(())))
    }

    /// Calls `see` with each secret text, so that a gateway that repeats one in its answer cannot leak it through an
    /// error.
    fn secrets(&self, see: &mut dyn FnMut(&str));
}

/// The answer of [`Authorizer::authorize`].
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum Authorized {
    /// The request carries a credential that this client cannot renew.
    Fixed,
    /// The request carries a token that this client fetched itself. After a 401 it is renewed once.
    Renewable {
        /// Which token it was, so that many tasks that see it refused renew it once.
        generation: u64,
    },
    /// No token is there, or it is about to expire: renew first.
    Due,
}

/// What an authorizer may write into.
pub struct OutgoingHeaders<'a> {
    headers: &'a mut HeaderMap,
    /// What stands in front of the request's path.
    prefix: &'a mut String,
}

impl<'a> OutgoingHeaders<'a> {
    pub(crate) fn new(headers: &'a mut HeaderMap, prefix: &'a mut String) -> Self {
        Self { headers, prefix }
    }

    /// Adds a header. The value should be marked sensitive.
    pub fn insert(&mut self, name: HeaderName, value: HeaderValue) {
        self.headers.insert(name, value);
    }

    /// Puts a segment in front of the request's path, percent-encoded, for a gateway whose credential stands there.
    pub fn prefix_path(&mut self, segment: &str) {
        let mut prefix = crate::endpoint::Path::new();
        prefix.literal("/").segment(segment);
        self.prefix.insert_str(0, prefix.as_str());
    }
}

impl fmt::Debug for OutgoingHeaders<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("OutgoingHeaders").finish_non_exhaustive()
    }
}

/// Which kind of credential a client has: whose it is, and its name at the gateway. It decides capabilities.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct CredentialKind {
    scope: CredentialScope,
    name: &'static str,
}

/// Whose credential it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum CredentialScope {
    /// The account's: all its instances.
    Account,
    /// One instance's.
    Instance,
}

impl CredentialKind {
    /// The account's credential, by its name at the gateway.
    pub const fn account(name: &'static str) -> Self {
        Self { scope: CredentialScope::Account, name }
    }

    /// An instance's credential, by its name at the gateway.
    pub const fn instance(name: &'static str) -> Self {
        Self { scope: CredentialScope::Instance, name }
    }

    /// Whose it is.
    pub const fn scope(self) -> CredentialScope {
        self.scope
    }

    /// Its name at the gateway, such as `account token`.
    pub const fn name(self) -> &'static str {
        self.name
    }
}
