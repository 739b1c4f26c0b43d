//! From what went wrong to the error that tells it.

use std::borrow::Cow;
use std::time::{Duration, SystemTime};

use bytes::Bytes;
use http::{HeaderMap, HeaderValue, StatusCode, header};
use url::Url;

use super::attempt::{Answered, Unanswered};
use super::{Answer, Call, Success};
use crate::decode::DecodeError;
use crate::error::{Error, ErrorAnswer, ErrorContext, ErrorKind, KEPT_BODY, Outcome, Verdict, Words, judge};
use crate::rate_limit;
use crate::raw::Raw;
use crate::retry::Ending;
use crate::transport::TransportFailure;

/// The most characters of a gateway's words that an error shows.
const LONGEST_WORDS: usize = 1000;

impl Call<'_> {
    fn context(&self, kind: ErrorKind, outcome: Outcome, attempts: u32) -> ErrorContext {
        ErrorContext {
            provider: self.shared.dialect.name,
            operation: self.profile.name,
            instance: self.instance.map(Into::into),
            outcome,
            message: kind.phrase().into(),
            hint: None,
            attempts,
            retry_after: None,
            answer: None,
            source: None,
        }
    }

    /// No answer, or half of one.
    pub(super) fn unanswered(&self, lost: Unanswered, attempts: u32) -> (Error, Ending) {
        let (kind, outcome, ending) = match lost.error.failure() {
            TransportFailure::Connect => (ErrorKind::Connect, Outcome::NotSent, Ending::NoConnection),
            TransportFailure::Certificate | TransportFailure::Request => {
                (ErrorKind::Config, Outcome::NotSent, Ending::Hopeless)
            }
            TransportFailure::ResponseTooLarge if lost.status.is_some_and(|status| status.is_success()) => {
                (ErrorKind::Decode, Outcome::Accepted, Ending::Undecodable)
            }
            TransportFailure::Timeout => (ErrorKind::Timeout, Outcome::Unknown, Ending::Lost),
            TransportFailure::Broken | TransportFailure::ResponseTooLarge => {
                (ErrorKind::Transport, Outcome::Unknown, Ending::Lost)
            }
        };
        let mut context = self.context(kind, outcome, attempts);
        if lost.error.failure() == TransportFailure::Certificate {
            context.message = "the server's certificate is not trusted".into();
            context.hint = Some("add its root with `TransportBuilder::root_certificate_pem`");
        }
        (kind.with(context.caused_by(lost.error)), ending)
    }

    /// An answer that is no success.
    pub(super) fn refused(&self, answer: &Answered, renewable: bool, attempts: u32) -> (Error, Ending) {
        let now = SystemTime::now();
        let words = self.words(&answer.body);
        let mut verdict = self.judge(answer.status, &answer.headers, &words);
        let asked = delay(&answer.headers, answer.status, now);
        let ending = if answer.status.is_redirection() {
            verdict.refused = true;
            Ending::Refused
        } else if answer.status == StatusCode::UNAUTHORIZED && renewable {
            verdict.refused = true;
            Ending::TokenRefused
        } else if verdict.limited {
            Ending::Limited { asked }
        } else if verdict.refused {
            Ending::Refused
        } else {
            Ending::Status { status: answer.status.as_u16(), asked }
        };
        let mut context =
            self.answered(verdict, answer.status, &answer.headers, &answer.body, words, attempts);
        context.retry_after = asked;
        if answer.status.is_redirection() {
            context.message = redirected(&answer.headers).into();
        }
        (verdict.kind.with(context), ending)
    }

    /// A 2xx that says inside that it failed.
    pub(super) fn failed_inside(&self, success: &Success) -> Error {
        let words = self.words(&success.body);
        let verdict = self.judge(success.status, &success.headers, &words);
        let context =
            self.answered(verdict, success.status, &success.headers, &success.body, words, success.attempts);
        verdict.kind.with(context)
    }

    /// A 2xx whose body does not fit its type. When it is one of the gateway's error bodies, it is a failure whose
    /// effect is unknown; else the gateway acted.
    pub(super) fn undecodable(&self, success: &Success, error: DecodeError) -> Error {
        if is_failure(&success.body) {
            return self.failed_inside(success);
        }
        let kind = ErrorKind::Decode;
        let verdict = Verdict { kind, refused: false, limited: false, hint: None };
        let mut context = self.answered(
            verdict,
            success.status,
            &success.headers,
            &success.body,
            Words::default(),
            success.attempts,
        );
        context.outcome = Outcome::Accepted;
        kind.with(context.caused_by(error))
    }

    /// The rate limit's state forbids the call before anything leaves.
    pub(super) fn limited_by_state(&self, wait: Duration, attempts: u32) -> Error {
        let outcome = if attempts == 0 { Outcome::NotSent } else { Outcome::Refused };
        let mut context = self.context(ErrorKind::RateLimited, outcome, attempts);
        context.message = "the rate limit is used up, as far as its headers told".into();
        context.retry_after = Some(wait);
        ErrorKind::RateLimited.with(context)
    }

    /// The token could not be had, so the call itself did not leave.
    pub(super) fn without_token(&self, mut error: Error) -> Error {
        let context = error.context_mut();
        context.outcome = Outcome::NotSent;
        // The question for the token carries no credential of a slot, but its body does.
        if let Some(answer) = &mut context.answer {
            for text in [&mut answer.message, &mut answer.code].into_iter().flatten() {
                *text = self.without_secrets(std::mem::take(text).into()).into();
            }
        }
        error
    }

    fn judge(&self, status: StatusCode, headers: &HeaderMap, words: &Words) -> Verdict {
        let dialect = &self.shared.dialect;
        let mut verdict =
            judge(dialect.refusals, self.profile.name, self.profile.safety, status, headers, words);
        verdict.hint = verdict.hint.or_else(|| (dialect.hint)(self.profile.name, status));
        verdict
    }

    fn answered(
        &self,
        verdict: Verdict,
        status: StatusCode,
        headers: &HeaderMap,
        body: &Bytes,
        words: Words,
        attempts: u32,
    ) -> ErrorContext {
        let outcome = if verdict.refused { Outcome::Refused } else { Outcome::Unknown };
        let mut context = self.context(verdict.kind, outcome, attempts);
        context.hint = verdict.hint;
        context.answer = Some(ErrorAnswer {
            status,
            headers: scrubbed(headers),
            code: words.code.map(Into::into),
            message: words.message.map(Into::into),
            raw: Raw::new(body.clone()).capped(KEPT_BODY),
        });
        context
    }

    /// The gateway's words, without this client's secrets should the gateway repeat them.
    fn words(&self, body: &Bytes) -> Words {
        let text = std::str::from_utf8(body).unwrap_or_default();
        let Words { message, code } = (self.shared.dialect.words)(text);
        // Hidden first: a cut could leave half a secret.
        let told = |text: String| shortened(self.without_secrets(text));
        Words { message: message.map(told), code: code.map(told) }
    }

    fn without_secrets(&self, mut text: String) -> String {
        if let Some(slot) = self.slot {
            slot.authorizer().secrets(&mut |secret| {
                if !secret.is_empty() && text.contains(secret) {
                    text = text.replace(secret, "[secret]");
                }
            });
        }
        text
    }
}

impl<T> Answer<T> {
    /// The error for an answer of success that holds no `what`, which the caller was promised: the gateway acted. For an adapter that looks
    /// for it in more than one place.
    pub fn lacking(&self, what: &str) -> Error {
        let message = format!("{}: it holds no {what}", ErrorKind::Decode.phrase());
        let mut context = ErrorContext::before_io(message).with_outcome(Outcome::Accepted);
        context.attempts = 1;
        context.answer = Some(ErrorAnswer {
            status: self.status,
            headers: scrubbed(&self.headers),
            code: None,
            message: None,
            raw: self.raw.clone().capped(KEPT_BODY),
        });
        ErrorKind::Decode.with(context)
    }
}

fn shortened(mut text: String) -> String {
    if let Some((edge, _)) = text.char_indices().nth(LONGEST_WORDS) {
        text.truncate(edge);
        text.push('…');
    }
    text
}

/// Whether a 2xx body says by its own members that it is a failure. Only asked of a body that did not fit its type.
fn is_failure(body: &Bytes) -> bool {
    use serde_json::Value;
    let Ok(Value::Object(members)) = serde_json::from_slice(body) else { return false };
    let failed = members.get("success") == Some(&Value::Bool(false));
    let error = members.get("error").is_some_and(|error| {
        !matches!(error, Value::Null | Value::Bool(false)) && error.as_str() != Some("")
    });
    let exception =
        members.get("type").and_then(Value::as_str).is_some_and(|kind| kind.ends_with("Exception"));
    failed || error || exception
}

/// How long the gateway asks to wait: `Retry-After`, else the reset of a used-up limit.
fn delay(headers: &HeaderMap, status: StatusCode, now: SystemTime) -> Option<Duration> {
    rate_limit::retry_after(headers, now).or_else(|| {
        let seen = rate_limit::observe(headers, now);
        (status == StatusCode::TOO_MANY_REQUESTS && seen.remaining == Some(0))
            .then(|| seen.reset_at?.duration_since(now).ok())
            .flatten()
    })
}

fn redirected(headers: &HeaderMap) -> Cow<'static, str> {
    let target = headers
        .get(header::LOCATION)
        .and_then(|value| Url::parse(value.to_str().ok()?).ok())
        .map(|url| url.origin().ascii_serialization());
    match target {
        Some(origin) => {
            format!("the gateway redirects to {origin}, and a credential is never sent after a redirect; set the base URL")
                .into()
        }
        None => "the gateway redirects, and a credential is never sent after a redirect; check the base URL".into(),
    }
}

/// The headers that cannot hold a credential.
fn scrubbed(headers: &HeaderMap) -> HeaderMap {
    const SECRET: [&str; 6] = ["cookie", "authorization", "authenticate", "token", "key", "secret"];
    let mut kept = HeaderMap::with_capacity(headers.len());
    for (name, value) in headers {
        if SECRET.iter().any(|part| name.as_str().contains(part)) {
            continue;
        }
        if *name == header::LOCATION {
            let text = value.to_str().unwrap_or_default();
            let bare = text.split(['?', '#']).next().unwrap_or_default();
            if let Ok(bare) = HeaderValue::from_str(bare) {
                kept.append(name.clone(), bare);
            }
            continue;
        }
        kept.append(name.clone(), value.clone());
    }
    kept
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn headers_that_may_hold_a_credential_are_dropped() {
        let mut headers = HeaderMap::new();
        headers.insert("set-cookie", HeaderValue::from_static("session=1"));
        headers.insert("x-instance-token", HeaderValue::from_static("t"));
        headers.insert("apikey", HeaderValue::from_static("k"));
        headers.insert("location", HeaderValue::from_static("https://h.example/p?token=t"));
        headers.insert("x-request-id", HeaderValue::from_static("r-1"));
        let kept = scrubbed(&headers);
        assert_eq!(kept.len(), 2);
        assert_eq!(kept["location"], "https://h.example/p");
        assert_eq!(kept["x-request-id"], "r-1");
    }

    #[test]
    fn a_redirect_is_told_without_its_query() {
        let mut headers = HeaderMap::new();
        headers.insert("location", HeaderValue::from_static("https://other.example/p?token=t"));
        let text = redirected(&headers);
        assert!(text.contains("https://other.example,") && !text.contains("token=t"), "{text}");
    }

    #[test]
    fn long_words_are_cut() {
        assert_eq!(shortened("é".repeat(2000)).chars().count(), LONGEST_WORDS + 1);
    }
}
