//! The one way from an endpoint to its answer.

mod attempt;
mod failure;
mod run;

use std::fmt;
use std::sync::Arc;

use bytes::Bytes;
use http::{HeaderMap, HeaderValue, Method, StatusCode};
use url::Url;

use crate::adapter::{Adapter, Mirror};
use crate::credential::CredentialSlot;
use crate::decode::Decode;
use crate::endpoint::{Endpoint, Path, Profile};
use crate::error::{Error, Refusal, Words};
use crate::observer::{CallId, Observation, Observer};
use crate::rate_limit::RateLimitPolicy;
use crate::raw::Raw;
use crate::retry::{RetryBudget, RetryPolicy};
use crate::timeouts::Timeouts;
use crate::transport::{Body, Transport};

/// What the clients of one account share. Made once, never changed.
pub(crate) struct Shared {
    pub(crate) dialect: Dialect,
    pub(crate) mirror: &'static dyn Mirror,
    pub(crate) base_url: Url,
    pub(crate) transport: Arc<dyn Transport>,
    pub(crate) timeouts: Timeouts,
    pub(crate) retry: RetryPolicy,
    pub(crate) rate_limit: RateLimitPolicy,
    pub(crate) user_agent: HeaderValue,
    pub(crate) observer: Option<Arc<dyn Observer>>,
    pub(crate) budget: RetryBudget,
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
            .field("host", &self.base_url.host_str())
            .finish_non_exhaustive()
    }
}

/// How a gateway speaks of failures: the part of an [`Adapter`] that the pipeline needs, without its type.
#[derive(Clone, Copy)]
pub(crate) struct Dialect {
    pub(crate) name: &'static str,
    pub(crate) refusals: &'static [Refusal],
    pub(crate) words: fn(&str) -> Words,
    pub(crate) hint: fn(&str, StatusCode) -> Option<&'static str>,
}

impl Dialect {
    pub(crate) fn of<P: Adapter>() -> Self {
        Self { name: P::NAME, refusals: P::REFUSALS, words: P::words, hint: P::hint }
    }
}

/// A gateway's answer: the typed value, and everything else that it said.
#[derive(Debug, Clone)]
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
}

/// One call, before anything left.
pub(crate) struct Call<'a> {
    pub(crate) shared: &'a Shared,
    /// Without one the call carries no credential.
    pub(crate) slot: Option<&'a CredentialSlot>,
    pub(crate) instance: Option<&'a str>,
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
    pub(crate) attempts: u32,
}

impl<'a> Call<'a> {
    pub(crate) fn of<E: Endpoint>(
        shared: &'a Shared,
        slot: Option<&'a CredentialSlot>,
        instance: Option<&'a str>,
        endpoint: &E,
    ) -> Result<Self, Error> {
        let mut path = Path::new();
        endpoint.path(instance.unwrap_or_default(), &mut path);
        let profile = Profile {
            name: E::NAME,
            safety: E::SAFETY,
            bucket: E::BUCKET,
            timeout: E::TIMEOUT,
            server_waits: endpoint.server_waits(),
        };
        let body = endpoint.body().map_err(|error| error.at(shared.dialect.name, E::NAME, instance))?;
        Ok(Self { shared, slot, instance, profile, method: E::METHOD, path, body })
    }

    pub(crate) fn id(&self) -> CallId<'a> {
        CallId { provider: self.shared.dialect.name, operation: self.profile.name, instance: self.instance }
    }

    /// Sends the call and reads its answer as a `T`.
    pub(crate) async fn answer<T: Decode>(&self, succeeded: fn(&T) -> bool) -> Result<Answer<T>, Error> {
        let success = self.run().await?;
        match T::decode(&success.body) {
            Ok(value) if succeeded(&value) => Ok(Answer {
                value,
                status: success.status,
                headers: success.headers,
                raw: Raw::new(success.body),
            }),
            Ok(_) => Err(self.failed_inside(&success)),
            Err(error) => Err(self.undecodable(&success, error)),
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
