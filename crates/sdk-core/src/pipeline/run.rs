//! The loop around the attempts of one call.

use std::sync::Arc;
use std::time::{Duration, SystemTime};

use http::{HeaderMap, HeaderValue, header};
use tracing::Instrument;
use tracing::field::Empty;

use super::{Call, Success, Unauthenticated};
use crate::credential::{Authorized, Authorizer, OutgoingHeaders};
use crate::error::Error;
use crate::observer::Observation;
use crate::rate_limit::{self, RateLimitPolicy};
use crate::retry::{Decision, Ending, State, decide};
use crate::transport::Request;

impl Call<'_> {
    /// Sends the call until it succeeds or may not be sent again, inside one span.
    pub(super) async fn run(&self) -> Result<Success, Error> {
        let span = tracing::info_span!(
            "wagate.call",
            provider = self.shared.dialect.name,
            operation = self.profile.name,
            instance = self.instance,
            attempts = Empty,
            status = Empty,
            outcome = Empty,
        );
        let started = tokio::time::Instant::now();
        let mut state = State::default();
        let result = self.attempts(&mut state).instrument(span.clone()).await;
        let (status, failed) = match &result {
            Ok(success) => (Some(success.status), None),
            Err(error) => (error.status(), Some(error.outcome())),
        };
        span.record("attempts", state.attempts);
        span.record("status", status.map(|status| status.as_u16()));
        span.record("outcome", failed.map_or("success", |outcome| outcome.as_str()));
        self.shared.observe(&Observation::Ended {
            call: self.id(),
            attempts: state.attempts,
            took: started.elapsed(),
            status,
            failed,
        });
        result
    }

    async fn attempts(&self, state: &mut State) -> Result<Success, Error> {
        loop {
            self.wait_for_limit(state.attempts).await?;
            let (request, authorized) = self.authorized_request().await?;
            state.attempts += 1;
            self.shared.observe(&Observation::Attempt { call: self.id(), attempt: state.attempts });

            let (error, ending) = match self.attempt(request).await {
                Ok(answer) => {
                    self.note_limits(&answer.headers);
                    if answer.status.is_success() {
                        self.shared.budget.refill();
                        return Ok(Success {
                            status: answer.status,
                            headers: answer.headers,
                            body: answer.body,
                            attempts: state.attempts,
                        });
                    }
                    let renewable = matches!(authorized, Authorized::Renewable { .. });
                    self.refused(&answer, renewable, state.attempts)
                }
                Err(lost) => self.unanswered(lost, state.attempts),
            };
            self.note_cooldown(ending);

            match decide(ending, self.profile.safety, state, &self.shared.retry, &self.shared.budget) {
                Decision::Stop => return Err(error),
                Decision::Renew => {
                    state.renewed = true;
                    if let (Some(slot), Authorized::Renewable { generation }) = (self.slot, authorized) {
                        self.renew(&slot.authorizer(), Some(generation)).await?;
                    }
                }
                Decision::Retry { after } => {
                    if matches!(ending, Ending::Limited { .. }) {
                        state.limited_waits += 1;
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

    /// Follows the policy when the rate limit's state says that the call would be refused.
    async fn wait_for_limit(&self, attempts: u32) -> Result<(), Error> {
        let longest = match self.shared.rate_limit {
            RateLimitPolicy::Observe => return Ok(()),
            RateLimitPolicy::Wait { at_most } => at_most,
            RateLimitPolicy::FailFast => Duration::ZERO,
        };
        // The wait's end is asked for again: meanwhile other tasks may have used up the new window.
        let mut left = longest;
        while let Some(wait) = self.limit_wait() {
            if wait > left {
                return Err(self.limited_by_state(wait, attempts));
            }
            left -= wait;
            self.shared.observe(&Observation::RateLimitWait { call: self.id(), wait });
            tokio::time::sleep(wait).await;
        }
        Ok(())
    }

    fn limit_wait(&self) -> Option<Duration> {
        self.slot?.limit(self.profile.bucket)?.wait(SystemTime::now()).filter(|wait| !wait.is_zero())
    }

    fn note_limits(&self, headers: &HeaderMap) {
        let Some(slot) = self.slot else { return };
        let now = SystemTime::now();
        let seen = rate_limit::observe(headers, now);
        if seen.is_some() {
            slot.limit_or_new(self.profile.bucket).note(seen, now);
        }
    }

    fn note_cooldown(&self, ending: Ending) {
        if let (Some(slot), Ending::Limited { asked: Some(asked) }) = (self.slot, ending)
            && let Some(until) = SystemTime::now().checked_add(asked)
        {
            slot.limit_or_new(self.profile.bucket).note_cooldown(until);
        }
    }

    /// The request with its credential, renewed first if it is due.
    async fn authorized_request(&self) -> Result<(Request, Authorized), Error> {
        let (path, query) = self
            .path
            .finish()
            .map_err(|error| error.at(self.shared.dialect.name, self.profile.name, self.instance))?;
        let mut path = path.to_owned();
        let mut headers = HeaderMap::with_capacity(8);
        headers.insert(header::USER_AGENT, self.shared.user_agent.clone());
        headers.insert(header::ACCEPT, HeaderValue::from_static("application/json"));

        let authorized = match self.slot {
            None => Authorized::Fixed,
            Some(slot) => {
                let authorizer = slot.authorizer();
                match authorizer.authorize(&mut OutgoingHeaders::new(&mut headers, &mut path)) {
                    Authorized::Due => {
                        self.renew(&authorizer, None).await?;
                        authorizer.authorize(&mut OutgoingHeaders::new(&mut headers, &mut path))
                    }
                    ready => ready,
                }
            }
        };
        if authorized == Authorized::Due {
            return Err(self.without_token(
                Error::config("the gateway gave a token that was already expired").at(
                    self.shared.dialect.name,
                    self.profile.name,
                    self.instance,
                ),
            ));
        }

        let mut url = self.shared.base_url.clone();
        let base = url.path().trim_end_matches('/');
        if base.is_empty() {
            url.set_path(&path);
        } else {
            let whole = [base, &path].concat();
            url.set_path(&whole);
        }
        url.set_query(query);
        let request = Request { method: self.method.clone(), url, headers, body: self.body.clone() };
        Ok((request, authorized))
    }

    async fn renew(&self, authorizer: &Arc<dyn Authorizer>, refused: Option<u64>) -> Result<(), Error> {
        self.shared.observe(&Observation::Renewal { call: self.id() });
        let calls = Unauthenticated { shared: self.shared };
        authorizer.renew(refused, calls).await.map_err(|error| self.without_token(error))
    }
}
