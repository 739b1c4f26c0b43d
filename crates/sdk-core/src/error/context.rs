use std::error::Error as StdError;
use std::fmt;
use std::sync::Arc;
use std::time::Duration;

use http::{HeaderMap, StatusCode};

use super::Outcome;
use crate::raw::Raw;

/// The most of an error's body that is kept, in bytes.
pub(crate) const KEPT_BODY: usize = 16 * 1024;

/// What an [`Error`](super::Error) knows: which call it was, how the gateway answered, and what that means.
///
/// `Display` gives one line with the gateway's own words and a hint where its documents give one. It never holds
/// a token, a body or a URL's query.
#[derive(Debug, Clone)]
pub struct ErrorContext {
    pub(crate) provider: &'static str,
    pub(crate) operation: &'static str,
    pub(crate) instance: Option<Box<str>>,
    pub(crate) outcome: Outcome,
    pub(crate) message: Box<str>,
    pub(crate) hint: Option<&'static str>,
    pub(crate) attempts: u32,
    pub(crate) retry_after: Option<Duration>,
    pub(crate) answer: Option<ErrorAnswer>,
    pub(crate) raw: Option<Raw>,
    pub(crate) source: Option<Arc<dyn StdError + Send + Sync>>,
}

/// The part of the context that exists only when the gateway answered.
#[derive(Debug, Clone)]
pub(crate) struct ErrorAnswer {
    pub(crate) status: StatusCode,
    pub(crate) headers: HeaderMap,
    pub(crate) code: Option<Box<str>>,
    pub(crate) message: Option<Box<str>>,
}

impl ErrorContext {
    /// A failure found before anything left: its outcome is [`Outcome::NotSent`].
    pub fn before_io(message: impl Into<String>) -> Self {
        Self {
            provider: "",
            operation: "",
            instance: None,
            outcome: Outcome::NotSent,
            message: message.into().into_boxed_str(),
            hint: None,
            attempts: 0,
            retry_after: None,
            answer: None,
            raw: None,
            source: None,
        }
    }

    /// Adds the error that caused this one.
    #[must_use]
    pub fn caused_by(mut self, source: impl StdError + Send + Sync + 'static) -> Self {
        self.source = Some(Arc::new(source));
        self
    }

    /// Says what is known of the effect, for a failure that an adapter reads out of an answer of success.
    #[must_use]
    pub fn with_outcome(mut self, outcome: Outcome) -> Self {
        self.outcome = outcome;
        self
    }

    /// Keeps the answer that the failure was read out of, at most 16 KiB of it.
    #[must_use]
    pub fn with_raw(mut self, raw: Raw) -> Self {
        self.raw = Some(raw.capped(KEPT_BODY));
        self
    }

    /// Adds what a user can do about it.
    #[must_use]
    pub fn with_hint(mut self, hint: &'static str) -> Self {
        self.hint = Some(hint);
        self
    }

    /// The gateway's short name, such as `ryze`; empty for an error that belongs to no gateway.
    pub fn provider(&self) -> &'static str {
        self.provider
    }

    /// The operation's stable name, such as `message.text`; empty when no operation was under way.
    pub fn operation(&self) -> &'static str {
        self.operation
    }

    /// The instance that the call was for.
    pub fn instance(&self) -> Option<&str> {
        self.instance.as_deref()
    }

    /// What is known about the call's effect.
    pub fn outcome(&self) -> Outcome {
        self.outcome
    }

    /// The HTTP status, when the gateway answered.
    pub fn status(&self) -> Option<StatusCode> {
        self.answer.as_ref().map(|answer| answer.status)
    }

    /// The answer's headers without those that can hold credentials (`Set-Cookie`, `Authorization`, tokens, and
    /// the query of a `Location`).
    pub fn headers(&self) -> Option<&HeaderMap> {
        self.answer.as_ref().map(|answer| &answer.headers)
    }

    /// The gateway's own words, where it gave any.
    pub fn provider_message(&self) -> Option<&str> {
        self.answer.as_ref()?.message.as_deref()
    }

    /// The gateway's error code, where it gave one.
    pub fn provider_code(&self) -> Option<&str> {
        self.answer.as_ref()?.code.as_deref()
    }

    /// The gateway's name for this request, from an `X-Request-Id` header.
    pub fn request_id(&self) -> Option<&str> {
        self.headers()?.get("x-request-id")?.to_str().ok()
    }

    /// The kept body of the answer, at most 16 KiB of it.
    pub fn raw(&self) -> Option<&Raw> {
        self.raw.as_ref()
    }

    /// How many requests were sent for this call, retries included. Zero when none left.
    pub fn attempts(&self) -> u32 {
        self.attempts
    }

    /// How long the gateway asked to wait, where it said so.
    pub fn retry_after(&self) -> Option<Duration> {
        self.retry_after
    }

    /// What a user can do about it, where the gateway's documents say so.
    pub fn hint(&self) -> Option<&'static str> {
        self.hint
    }
}

impl StdError for ErrorContext {
    fn source(&self) -> Option<&(dyn StdError + 'static)> {
        self.source.as_ref().map(|source| &**source as &(dyn StdError + 'static))
    }
}

impl fmt::Display for ErrorContext {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if !self.provider.is_empty() {
            write!(f, "{}", self.provider)?;
            if !self.operation.is_empty() {
                write!(f, " {}", self.operation)?;
            }
            f.write_str(": ")?;
        }
        f.write_str(&self.message)?;
        if let Some(answer) = &self.answer {
            if let Some(words) = &answer.message {
                write!(f, ": {words}")?;
            }
            write!(f, " (HTTP {}", answer.status.as_u16())?;
            if let Some(code) = &answer.code {
                write!(f, ", code {code}")?;
            }
            f.write_str(")")?;
        }
        if self.attempts > 1 {
            write!(f, " after {} attempts", self.attempts)?;
        }
        if let Some(after) = self.retry_after {
            write!(f, "; the gateway asks to wait {} s", after.as_secs_f32().ceil())?;
        }
        if let Some(hint) = self.hint {
            write!(f, "; hint: {hint}")?;
        }
        Ok(())
    }
}
