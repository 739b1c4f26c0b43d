//! One call: a span around it, a loop around its attempts, and the decoding at its end.

use std::sync::Arc;
use std::time::{Duration, SystemTime};

use http::{HeaderMap, HeaderValue, StatusCode, header};
use tokio::time::Instant;
use tracing::field::Empty;
use tracing::{Instrument, Span};
use url::Url;

use super::attempt::Until;
use super::{Answer, Call, Success, Unauthenticated};
use crate::credential::{Authorized, Authorizer, CredentialSlot, OutgoingHeaders};
use crate::decode::{Decode, Received};
use crate::error::{Error, Outcome};
use crate::observer::Observation;
use crate::rate_limit::{self, RateLimitPolicy};
use crate::raw::Raw;
use crate::retry::{Decision, Ending, State, decide};
use crate::transport::{Request, ResponseBody};

/// A cooldown longer than this is not kept: it is the gateway's mistake, and would stop the client for days.
const LONGEST_COOLDOWN: Duration = Duration::from_secs(24 * 3600);

impl Call<'_> {
    /// Sends the call and reads its answer as a `T`, inside one span.
    pub(crate) async fn answer<T: Decode>(&self, succeeded: fn(&T) -> bool) -> Result<Answer<T>, Error> {
        let (span, mut end) = (self.span(), End::of(self));
        // Pinned in its place: it is large, and everything around it would move it. The answer, as large, is made outside.
        let success = {
            let attempts = std::pin::pin!(self.attempts(Until::End, &mut end));
            attempts.instrument(span.clone()).await
        };
        let result = success.and_then(|success| span.in_scope(|| self.decoded(success, succeeded)));
        end.record(&span, &result);
        result
    }

    /// Sends the call and hands on a success whose body is still to come. Until its head came it is sent again as any call; a body that breaks
    /// is an error of the call.
    pub(crate) async fn streamed<T>(
        &self,
        read: impl AsyncFnOnce(Success, ResponseBody) -> Result<Answer<T>, Error>,
    ) -> Result<Answer<T>, Error> {
        let (span, mut end) = (self.span(), End::of(self));
        let work = async {
            let mut success = self.attempts(Until::Head, &mut end).await?;
            let body = success.unread.take().unwrap_or_else(|| ResponseBody::full(success.body.clone()));
            read(success, body).await
        };
        let result = work.instrument(span.clone()).await;
        end.record(&span, &result);
        result
    }

    fn span(&self) -> Span {
        tracing::info_span!(
            "wagate.call",
            provider = self.shared.dialect.name,
            operation = self.profile.name,
            instance = self.instance_id(),
            attempts = Empty,
            status = Empty,
            outcome = Empty,
        )
    }

    fn decoded<T: Decode>(&self, success: Success, succeeded: fn(&T) -> bool) -> Result<Answer<T>, Error> {
        let received = Received { status: success.status, headers: &success.headers, body: &success.body };
        match T::decode(&received) {
            Ok(value) if succeeded(&value) => Ok(self.answered_with(success, value)),
            Ok(_) => Err(self.failed_inside(&success)),
            Err(error) => Err(self.undecodable(&success, error)),
        }
    }

    /// The answer to the call, once its value is known.
    pub(crate) fn answered_with<T>(&self, success: Success, value: T) -> Answer<T> {
        Answer {
            value,
            status: success.status,
            headers: success.headers,
            raw: Raw::new(success.body),
            call: self.located(success.attempts),
        }
    }

    async fn attempts(&self, until: Until, end: &mut End<'_>) -> Result<Success, Error> {
        let state = &mut State::default();
        loop {
            self.wait_for_limit(state).await.map_err(|error| state.told(error))?;
            let authorizer = self.slot.map(CredentialSlot::authorizer);
            let (mut request, mut sending) = self.request(authorizer).map_err(|error| state.told(error))?;
            if sending.is_due() {
                (request, sending) = self.renewed(sending).await.map_err(|error| state.told(error))?;
            }
            state.attempts += 1;
            end.attempts = state.attempts;
            self.shared.observe(&Observation::Attempt { call: self.id(), attempt: state.attempts });

            let attempt = std::pin::pin!(self.attempt(request, until));
            let (error, ending) = match attempt.await {
                Ok(answer) => {
                    self.note_limits(&answer.headers, sending.at);
                    if answer.status.is_success() {
                        self.shared.budget.refill();
                        return Ok(Success {
                            status: answer.status,
                            headers: answer.headers,
                            body: answer.body,
                            unread: answer.unread,
                            attempts: state.attempts,
                            authorizer: sending.authorizer,
                        });
                    }
                    self.refused(&answer, &sending, state.attempts)
                }
                Err(lost) => self.unanswered(lost, state.attempts),
            };
            let error = state.told(error);
            self.note_cooldown(ending);

            match decide(ending, self.profile.safety, state, &self.shared.retry, &self.shared.budget) {
                Decision::Stop => return Err(error),
                Decision::Renew => {
                    state.renewed = true;
                    self.renew_refused(&sending).await.map_err(|error| state.told(error))?;
                }
                Decision::Retry { after } => {
                    if matches!(ending, Ending::Limited { .. }) {
                        if after > self.limit_allowance(state) {
                            return Err(error);
                        }
                        state.limited_waits += 1;
                        state.waited_for_limit += after;
                    }
                    self.announce_retry(state.attempts, after, &error);
                    tokio::time::sleep(after).await;
                }
            }
        }
    }

    fn announce_retry(&self, attempt: u32, after: Duration, error: &Error) {
        tracing::debug!(attempt, after_ms = after.as_millis(), outcome = %error.outcome(), "sending again");
        self.shared.observe(&Observation::Retry { call: self.id(), attempt, after });
    }

    /// How long this call may still wait for a rate limit, whether its state or an answer says so.
    fn limit_allowance(&self, state: &State) -> Duration {
        match self.shared.rate_limit {
            // The retry policy bounds it.
            RateLimitPolicy::Observe => Duration::MAX,
            RateLimitPolicy::Wait { at_most } => at_most.saturating_sub(state.waited_for_limit),
            RateLimitPolicy::FailFast => Duration::ZERO,
        }
    }

    /// Follows the policy when the rate limit's state says that the call would be refused.
    async fn wait_for_limit(&self, state: &mut State) -> Result<(), Error> {
        if self.shared.rate_limit == RateLimitPolicy::Observe {
            return Ok(());
        }
        // The wait's end is asked for again: meanwhile other tasks may have used up the new window.
        while let Some(wait) = self.limit_wait() {
            if wait > self.limit_allowance(state) {
                return Err(self.limited_by_state(wait, state.attempts));
            }
            // Not all that wait start in the same instant.
            let wait = wait + (wait / 20).min(Duration::from_secs(1)).mul_f64(fastrand::f64());
            state.waited_for_limit += wait;
            self.shared.observe(&Observation::RateLimitWait { call: self.id(), wait });
            tokio::time::sleep(wait).await;
        }
        Ok(())
    }

    fn limit_wait(&self) -> Option<Duration> {
        self.slot?.limit(self.profile.bucket)?.wait(SystemTime::now())
    }

    fn note_limits(&self, headers: &HeaderMap, asked_at: SystemTime) {
        let Some(slot) = self.slot else { return };
        let now = SystemTime::now();
        let seen = rate_limit::observe(headers, now);
        if seen.is_some() {
            slot.limit_or_new(self.profile.bucket).note(seen, asked_at, now);
        }
    }

    fn note_cooldown(&self, ending: Ending) {
        if let (Some(slot), Ending::Limited { asked: Some(asked) }) = (self.slot, ending)
            && asked <= LONGEST_COOLDOWN
            && let Some(until) = SystemTime::now().checked_add(asked)
        {
            slot.limit_or_new(self.profile.bucket).note_cooldown(until);
        }
    }

    /// The request with its credential, unless that is due to be renewed.
    pub(super) fn request(
        &self,
        authorizer: Option<Arc<dyn Authorizer>>,
    ) -> Result<(Request, Sending), Error> {
        let (path, query) = self.path.finish().map_err(|error| self.at(error))?;
        let mut prefix = String::new();
        // With those that the transport and the HTTP client add, more than the six that a smaller map has room for.
        let mut headers = HeaderMap::with_capacity(8);
        headers.insert(header::USER_AGENT, self.shared.user_agent.clone());
        let accepted = if self.path.whole().is_some() { "*/*" } else { "application/json" };
        headers.insert(header::ACCEPT, HeaderValue::from_static(accepted));
        let authorized = authorizer.as_ref().map_or(Authorized::Fixed, |authorizer| {
            authorizer.authorize(&mut OutgoingHeaders::new(&mut headers, &mut prefix))
        });
        let url = self.path.whole().map_or_else(|| self.shared.base.with(&prefix, path, query), Url::clone);
        let request = Request::new(self.method.clone(), url, headers, self.body.clone());
        Ok((request, Sending { authorizer, authorized, at: SystemTime::now() }))
    }

    /// The request with its credential, which is renewed first.
    pub(super) async fn renewed(&self, due: Sending) -> Result<(Request, Sending), Error> {
        if let Some(authorizer) = &due.authorizer {
            self.renew(authorizer, None).await?;
        }
        let (request, sending) = self.request(due.authorizer)?;
        if sending.is_due() {
            return Err(self.at(Error::config("the gateway gave a token that was already expired")));
        }
        Ok((request, sending))
    }

    /// Renews the token that an answer refused, unless the credential was replaced meanwhile.
    pub(super) async fn renew_refused(&self, sending: &Sending) -> Result<(), Error> {
        let (Some(slot), Some(used), Authorized::Renewable { generation }) =
            (self.slot, &sending.authorizer, sending.authorized)
        else {
            return Ok(());
        };
        if Arc::ptr_eq(&slot.authorizer(), used) { self.renew(used, Some(generation)).await } else { Ok(()) }
    }

    async fn renew(&self, authorizer: &Arc<dyn Authorizer>, refused: Option<u64>) -> Result<(), Error> {
        self.shared.observe(&Observation::Renewal { call: self.id() });
        let calls = Unauthenticated { shared: self.shared };
        authorizer.renew(refused, calls).await.map_err(|error| self.without_token(error, authorizer))
    }
}

/// What a request was authorized with, and when.
pub(super) struct Sending {
    pub(super) authorizer: Option<Arc<dyn Authorizer>>,
    authorized: Authorized,
    at: SystemTime,
}

impl Sending {
    pub(super) fn is_due(&self) -> bool {
        self.authorized == Authorized::Due
    }

    pub(super) fn is_renewable(&self) -> bool {
        matches!(self.authorized, Authorized::Renewable { .. })
    }
}

impl State {
    /// The error of an attempt as the error of the call: what an earlier attempt may have done stays done.
    fn told(&mut self, mut error: Error) -> Error {
        let outcome = &mut error.context_mut().outcome;
        if *outcome == Outcome::Unknown {
            self.may_have_acted = true;
        } else if self.may_have_acted && outcome.is_certainly_undone() {
            *outcome = Outcome::Unknown;
        }
        error
    }
}

/// Tells the end of a call, also of one whose future is dropped.
struct End<'a> {
    call: &'a Call<'a>,
    started: Instant,
    attempts: u32,
    told: bool,
}

impl<'a> End<'a> {
    fn of(call: &'a Call<'a>) -> Self {
        Self { call, started: Instant::now(), attempts: 0, told: false }
    }

    /// Tells the end of a call that was not dropped, also to its span.
    fn record<T>(&mut self, span: &Span, result: &Result<Answer<T>, Error>) {
        let (status, failed) = match result {
            Ok(answer) => (Some(answer.status), None),
            Err(error) => (error.status(), Some(error.outcome())),
        };
        span.record("attempts", self.attempts);
        span.record("status", status.map(|status| status.as_u16()));
        span.record("outcome", failed.map_or("success", Outcome::as_str));
        self.tell(status, failed);
    }

    fn tell(&mut self, status: Option<StatusCode>, failed: Option<Outcome>) {
        self.told = true;
        if self.call.shared.observer.is_none() {
            return;
        }
        self.call.shared.observe(&Observation::Ended {
            call: self.call.id(),
            attempts: self.attempts,
            took: self.started.elapsed(),
            status,
            failed,
        });
    }
}

impl Drop for End<'_> {
    fn drop(&mut self) {
        if !self.told {
            let outcome = if self.attempts == 0 { Outcome::NotSent } else { Outcome::Unknown };
            self.tell(None, Some(outcome));
        }
    }
}
