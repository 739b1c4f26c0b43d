//! The one way from an endpoint to its answer.

mod attempt;
mod base;
mod failure;
mod kept;
mod run;
#[cfg(feature = "events")]
mod upgrade;

pub(crate) use base::Base;
pub(crate) use kept::Kept;
#[cfg(feature = "events")]
pub use upgrade::Upgraded;

use std::fmt;
use std::sync::Arc;

use bytes::Bytes;
use http::{HeaderMap, HeaderValue, Method, StatusCode};

use crate::adapter::{Adapter, Mirror};
use crate::credential::{Authorizer, CredentialSlot};
use crate::endpoint::{Endpoint, Path, Profile};
use crate::error::{Error, ErrorKind, Refusal, Words};
use crate::observer::{CallId, Observation, Observer};
use crate::rate_limit::RateLimitPolicy;
use crate::raw::Raw;
use crate::retry::{RetryBudget, RetryPolicy};
use crate::timeouts::Timeouts;
use crate::transport::{Body, ResponseBody, Transport};

/// What the clients of one account share. Made once, never changed.
pub(crate) struct Shared {
    pub(crate) dialect: Dialect,
    pub(crate) mirror: &'static dyn Mirror,
    pub(crate) base: Base,
    pub(crate) transport: Arc<dyn Transport>,
    pub(crate) timeouts: Timeouts,
    pub(crate) retry: RetryPolicy,
    pub(crate) rate_limit: RateLimitPolicy,
    pub(crate) user_agent: HeaderValue,
    pub(crate) observer: Option<Arc<dyn Observer>>,
    pub(crate) budget: RetryBudget,
    /// What the adapter keeps for all of them, by its type.
    pub(crate) kept: Kept,
}

impl Shared {
    pub(crate) fn observe(&self, observation: &Observation<'_>) {
        if let Some(observer) = &self.observer {
            observer.observe(observation);
        }
    }
}

impl fmt::Debug for Shared {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Shared")
            .field("provider", &self.dialect.name)
            .field("host", &self.base.host())
            .finish_non_exhaustive()
    }
}

/// How a gateway speaks of failures: the part of an [`Adapter`] that the pipeline needs, without its type.
#[derive(Clone, Copy)]
pub(crate) struct Dialect {
    pub(crate) name: &'static str,
    pub(crate) refusals: &'static [Refusal],
    pub(crate) words: fn(&str) -> Words,
    pub(crate) unproven: fn(StatusCode, &Words) -> Option<ErrorKind>,
    pub(crate) hint: fn(&str, StatusCode) -> Option<&'static str>,
}

impl Dialect {
    pub(crate) fn of<P: Adapter>() -> Self {
        Self { name: P::NAME, refusals: P::REFUSALS, words: P::words, unproven: P::unproven, hint: P::hint }
    }
}

/// A gateway's answer: the typed value, and everything else that it said.
#[derive(Clone)]
#[non_exhaustive]
pub struct Answer<T> {
    /// The decoded body.
    pub value: T,
    /// The status, a 2xx.
    pub status: StatusCode,
    /// The headers.
    pub headers: HeaderMap,
    /// The body as it came.
    pub raw: Raw,
    pub(crate) call: Located,
}

/// Which call an answer is of, for an error that is found after it was decoded.
#[derive(Debug, Clone)]
pub(crate) struct Located {
    pub(crate) provider: &'static str,
    pub(crate) operation: &'static str,
    pub(crate) instance: Option<Arc<str>>,
    pub(crate) attempts: u32,
}

/// Shows no headers: a gateway may put a token there.
impl<T: fmt::Debug> fmt::Debug for Answer<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Answer")
            .field("value", &self.value)
            .field("status", &self.status)
            .field("raw", &self.raw)
            .finish_non_exhaustive()
    }
}

/// One call, before anything left.
pub(crate) struct Call<'a> {
    pub(crate) shared: &'a Shared,
    /// Without one the call carries no credential.
    pub(crate) slot: Option<&'a CredentialSlot>,
    pub(crate) instance: Option<&'a Arc<str>>,
    pub(crate) profile: Profile,
    pub(crate) method: Method,
    pub(crate) path: Path,
    pub(crate) body: Body,
}

/// A 2xx answer.
pub(crate) struct Success {
    pub(crate) status: StatusCode,
    pub(crate) headers: HeaderMap,
    pub(crate) body: Bytes,
    /// The body that is still to come, where only the head was waited for; `body` is empty then.
    pub(crate) unread: Option<ResponseBody>,
    pub(crate) attempts: u32,
    pub(crate) authorizer: Option<Arc<dyn Authorizer>>,
}

impl<'a> Call<'a> {
    pub(crate) fn of<E: Endpoint>(
        shared: &'a Shared,
        slot: Option<&'a CredentialSlot>,
        instance: Option<&'a Arc<str>>,
        endpoint: &E,
    ) -> Result<Self, Error> {
        let mut path = Path::new();
        endpoint.path(instance.map_or("", |id| &**id), &mut path);
        let located = |error: Error| error.at(shared.dialect.name, E::NAME, instance.map(|id| &**id));
        if let Some(address) = E::BASE_URL.filter(|_| shared.base.is_own()) {
            path = path.below(address).map_err(located)?;
        }
        let profile = Profile {
            name: E::NAME,
            safety: E::SAFETY,
            bucket: E::BUCKET,
            timeout: E::TIMEOUT,
            server_waits: endpoint.server_waits(),
        };
        let body = endpoint.body().map_err(located)?;
        Ok(Self { shared, slot, instance, profile, method: E::METHOD, path, body })
    }

    pub(crate) fn located(&self, attempts: u32) -> Located {
        Located {
            provider: self.shared.dialect.name,
            operation: self.profile.name,
            instance: self.instance.cloned(),
            attempts,
        }
    }

    pub(super) fn instance_id(&self) -> Option<&'a str> {
        self.instance.map(|id| &**id)
    }

    /// An error that was found before anything left, as one of this call.
    pub(crate) fn at(&self, error: Error) -> Error {
        error.at(self.shared.dialect.name, self.profile.name, self.instance_id())
    }

    pub(crate) fn id(&self) -> CallId<'a> {
        CallId {
            provider: self.shared.dialect.name,
            operation: self.profile.name,
            instance: self.instance_id(),
        }
    }
}

/// Calls without a credential, for an authorizer that fetches its token.
pub struct Unauthenticated<'a> {
    shared: &'a Shared,
}

impl Unauthenticated<'_> {
    /// Sends an endpoint without any credential.
    ///
    /// # Errors
    /// As any call.
    pub async fn call<E: Endpoint>(&self, endpoint: E) -> Result<E::Response, Error> {
        let call = Call::of(self.shared, None, None, &endpoint)?;
        Ok(call.answer(E::succeeded).await?.value)
    }
}

impl fmt::Debug for Unauthenticated<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Unauthenticated").finish_non_exhaustive()
    }
}
