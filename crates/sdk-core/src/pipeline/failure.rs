//! From what went wrong to the error that tells it.

use std::borrow::Cow;
use std::sync::Arc;
use std::time::{Duration, SystemTime};

use bytes::Bytes;
use http::{HeaderMap, HeaderValue, StatusCode, header};
use url::Url;

use super::attempt::{Answered, Unanswered};
use super::run::Sending;
use super::{Answer, Call, Success};
use crate::credential::Authorizer;
use crate::decode::{DecodeError, tells_failure};
use crate::error::{Error, ErrorAnswer, ErrorContext, ErrorKind, Outcome, Verdict, Words, judge};
use crate::rate_limit;
use crate::raw::Raw;
use crate::retry::Ending;
use crate::transport::{TransportError, TransportFailure};

/// The most characters of a gateway's words that an error shows.
const LONGEST_WORDS: usize = 1000;

impl Call<'_> {
    pub(super) fn context(&self, kind: ErrorKind, outcome: Outcome, attempts: u32) -> ErrorContext {
        ErrorContext {
            provider: self.shared.dialect.name,
            operation: self.profile.name,
            instance: self.instance_id().map(Into::into),
            outcome,
            message: kind.phrase().into(),
            hint: None,
            attempts,
            retry_after: None,
            answer: None,
            raw: None,
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
        if let Some(status) = lost.status {
            context.message =
                format!("{} in the middle of an answer with HTTP {}", kind.phrase(), status.as_u16()).into();
        }
        if lost.error.failure() == TransportFailure::Certificate {
            context.message = "the server's certificate is not trusted".into();
            context.hint = Some("add its root with `root_certificate_pem` of the transport's builder");
        }
        (kind.with(context.caused_by(lost.error)), ending)
    }

    /// A success whose body breaks off while it is read.
    pub(crate) fn broken_off(&self, error: TransportError, success: &Success) -> Error {
        self.unanswered(Unanswered { error, status: Some(success.status) }, success.attempts).0
    }

    /// An answer that is no success.
    pub(super) fn refused(&self, answer: &Answered, sending: &Sending, attempts: u32) -> (Error, Ending) {
        let now = SystemTime::now();
        let words = self.words(&answer.body, sending.authorizer.as_deref());
        let mut verdict = self.judge(answer.status, &answer.headers, &words);
        let asked = delay(&answer.headers, answer.status, now);
        let ending = if asks_for_the_same_elsewhere(answer.status) {
            verdict.refused = true;
            Ending::Refused
        } else if answer.status == StatusCode::UNAUTHORIZED && sending.is_renewable() {
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
        let words = self.words(&success.body, success.authorizer.as_deref());
        let verdict = self.judge(success.status, &success.headers, &words);
        let context =
            self.answered(verdict, success.status, &success.headers, &success.body, words, success.attempts);
        verdict.kind.with(context)
    }

    /// A 2xx whose body does not fit its type. When it is one of the gateway's error bodies, it is a failure whose
    /// effect is unknown; else the gateway acted.
    pub(crate) fn undecodable(&self, success: &Success, error: DecodeError) -> Error {
        if tells_failure(&success.body) {
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
    pub(super) fn without_token(&self, mut error: Error, authorizer: &Arc<dyn Authorizer>) -> Error {
        let context = error.context_mut();
        context.outcome = Outcome::NotSent;
        context.message =
            format!("no token could be had by {}: {}", context.operation, context.message).into();
        context.operation = self.profile.name;
        context.instance = self.instance_id().map(Into::into);
        context.attempts = 0;
        // The question for the token carries no credential that the pipeline knows, but its body does.
        if let Some(answer) = &mut context.answer {
            for text in [&mut answer.message, &mut answer.code].into_iter().flatten() {
                *text = without_secrets(std::mem::take(text).into(), Some(&**authorizer)).into();
            }
        }
        error
    }

    fn judge(&self, status: StatusCode, headers: &HeaderMap, words: &Words) -> Verdict {
        let dialect = &self.shared.dialect;
        let mut verdict =
            judge(dialect.refusals, self.profile.name, self.profile.safety, status, headers, words);
        if !verdict.refused {
            verdict.kind = (dialect.unproven)(status, words).unwrap_or(verdict.kind);
        }
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
        });
        context.with_raw(Raw::new(body.clone()))
    }

    /// The gateway's words, without the request's secrets should the gateway repeat them.
    fn words(&self, body: &Bytes, authorizer: Option<&dyn Authorizer>) -> Words {
        let text = std::str::from_utf8(body).unwrap_or_default();
        let Words { message, code } = (self.shared.dialect.words)(text);
        // Hidden first: a cut could leave half a secret.
        let told = |text: String| shortened(without_secrets(text, authorizer));
        Words { message: message.map(told), code: code.map(told) }
    }
}

fn without_secrets(mut text: String, authorizer: Option<&dyn Authorizer>) -> String {
    if let Some(authorizer) = authorizer {
        authorizer.secrets(&mut |secret| hide(&mut text, secret));
    }
    text
}

fn hide(text: &mut String, secret: &str) {
    if !secret.is_empty() && text.contains(secret) {
        *text = text.replace(secret, "[secret]");
    }
}

impl Error {
    /// The same error without a secret that the call carried in its body, should the gateway have repeated it.
    pub(crate) fn hiding(mut self, secret: &str) -> Self {
        if let Some(answer) = &mut self.context_mut().answer {
            for words in [&mut answer.message, &mut answer.code].into_iter().flatten() {
                let mut text = String::from(std::mem::take(words));
                hide(&mut text, secret);
                *words = text.into();
            }
        }
        self
    }
}

/// The redirects that are defined to ask for the same request at another place, so that nothing was done at this one. Others may follow the
/// act: 303 does by its definition, and 302 in practice.
fn asks_for_the_same_elsewhere(status: StatusCode) -> bool {
    matches!(status.as_u16(), 301 | 307 | 308)
}

impl<T> Answer<T> {
    /// The error for an answer of success that holds no `what`, which the caller was promised: the gateway acted. For an adapter that looks
    /// for it in more than one place.
    pub fn lacking(&self, what: &str) -> Error {
        let message = format!("{}: it holds no {what}", ErrorKind::Decode.phrase());
        self.error(ErrorKind::Decode, message, Outcome::Accepted)
    }

    /// The error for an answer of success that says that there was nothing to do, because it is so already.
    pub fn conflict(&self, message: &str) -> Error {
        self.error(ErrorKind::Conflict, message.to_owned(), Outcome::Refused)
    }

    fn error(&self, kind: ErrorKind, message: String, outcome: Outcome) -> Error {
        let mut context = ErrorContext::before_io(message).with_outcome(outcome);
        context.provider = self.call.provider;
        context.operation = self.call.operation;
        context.instance = self.call.instance.as_deref().map(Into::into);
        context.attempts = self.call.attempts;
        context.answer = Some(ErrorAnswer {
            status: self.status,
            headers: scrubbed(&self.headers),
            code: None,
            message: None,
        });
        kind.with(context.with_raw(self.raw.clone()))
    }
}

fn shortened(mut text: String) -> String {
    if let Some((edge, _)) = text.char_indices().nth(LONGEST_WORDS) {
        text.truncate(edge);
        text.push('…');
    }
    text
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
    match headers.get(header::LOCATION).and_then(origin) {
        Some(origin) => {
            format!("the gateway redirects to {origin}, and a credential is never sent after a redirect; set the base URL")
                .into()
        }
        None => "the gateway redirects, and a credential is never sent after a redirect; check the base URL".into(),
    }
}

fn origin(location: &HeaderValue) -> Option<String> {
    Some(Url::parse(location.to_str().ok()?).ok()?.origin().ascii_serialization())
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
            // The path of a gateway may hold a credential too.
            let origin = origin(value).and_then(|origin| HeaderValue::from_str(&origin).ok());
            kept.extend(origin.map(|origin| (name.clone(), origin)));
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
        headers.insert("location", HeaderValue::from_static("https://user:pass@h.example/p?token=t"));
        headers.insert("x-request-id", HeaderValue::from_static("r-1"));
        let kept = scrubbed(&headers);
        assert_eq!(kept.len(), 2);
        assert_eq!(kept["location"], "https://h.example");
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
