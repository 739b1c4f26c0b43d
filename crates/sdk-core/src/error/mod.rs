//! One error type, named for what the caller does about it, with what is known about the call's effect.

mod context;
mod outcome;
mod refusal;

pub(crate) use context::ErrorAnswer;
pub use context::ErrorContext;
pub use outcome::Outcome;
pub use refusal::{ErrorKind, Match, On, Refusal, When, Words};
pub(crate) use refusal::{Verdict, judge};

use std::time::Duration;

use http::StatusCode;

use crate::raw::Raw;

/// Every variant holds one boxed context: this takes it out of a reference of either kind.
macro_rules! context_of {
    ($error:expr) => {
        match $error {
            Error::Config(context)
            | Error::InvalidRequest(context)
            | Error::Unsupported(context)
            | Error::Unauthorized(context)
            | Error::WrongTokenKind(context)
            | Error::Forbidden(context)
            | Error::NotFound(context)
            | Error::Conflict(context)
            | Error::InstanceOffline(context)
            | Error::RecipientInvalid(context)
            | Error::Restricted(context)
            | Error::Quota(context)
            | Error::RateLimited(context)
            | Error::LicenseRequired(context)
            | Error::MediaRejected(context)
            | Error::Timeout(context)
            | Error::Connect(context)
            | Error::Transport(context)
            | Error::Server(context)
            | Error::Decode(context) => context,
        }
    };
}

/// Everything that can go wrong, one variant for each thing that a caller can do about it.
///
/// The questions that matter are methods: [`outcome`](Error::outcome) (may it be done again?),
/// [`is_transient`](Error::is_transient), [`retry_after`](Error::retry_after), [`status`](Error::status),
/// [`provider_message`](Error::provider_message).
///
/// ```
/// use wagate_sdk_core::{Error, Outcome};
///
/// fn what_now(error: &Error) -> &'static str {
///     match error {
///         Error::RateLimited(_) | Error::Quota(_) => "later",
///         Error::InstanceOffline(_) => "pair the number again",
///         error if error.outcome() == Outcome::Unknown => "ask a human: it may have been sent",
///         _ => "mend the cause",
///     }
/// }
/// # let error = Error::invalid("no recipient");
/// # assert_eq!(what_now(&error), "mend the cause");
/// ```
#[derive(Debug, Clone, thiserror::Error)]
#[non_exhaustive]
pub enum Error {
    /// The client is set up wrongly: a bad base URL, an unknown scheme, a certificate that is not trusted, a gateway
    /// that redirects elsewhere.
    #[error(transparent)]
    Config(Box<ErrorContext>),
    /// The request makes no sense, told by this SDK before it left or by the gateway's validation.
    #[error(transparent)]
    InvalidRequest(Box<ErrorContext>),
    /// This gateway, this credential or this channel cannot do it. Nothing left.
    #[error(transparent)]
    Unsupported(Box<ErrorContext>),
    /// The credential is missing, wrong, expired or revoked.
    #[error(transparent)]
    Unauthorized(Box<ErrorContext>),
    /// A credential of one kind where the other is needed. Only where the client itself knows the kind.
    #[error(transparent)]
    WrongTokenKind(Box<ErrorContext>),
    /// The credential is good, but not for this.
    #[error(transparent)]
    Forbidden(Box<ErrorContext>),
    /// The instance, message, group or route does not exist.
    #[error(transparent)]
    NotFound(Box<ErrorContext>),
    /// Something with that name or that state already exists.
    #[error(transparent)]
    Conflict(Box<ErrorContext>),
    /// The instance has no connection to WhatsApp.
    #[error(transparent)]
    InstanceOffline(Box<ErrorContext>),
    /// The recipient is not on WhatsApp, or the address is none that the gateway takes.
    #[error(transparent)]
    RecipientInvalid(Box<ErrorContext>),
    /// WhatsApp restricted the number.
    #[error(transparent)]
    Restricted(Box<ErrorContext>),
    /// A plan's or an account's limit is reached. Waiting does not help.
    #[error(transparent)]
    Quota(Box<ErrorContext>),
    /// Too many requests. Waiting helps: see [`Error::retry_after`].
    #[error(transparent)]
    RateLimited(Box<ErrorContext>),
    /// The gateway wants its licence activated.
    #[error(transparent)]
    LicenseRequired(Box<ErrorContext>),
    /// The gateway does not take this file: its type, its size, or it could not fetch it.
    #[error(transparent)]
    MediaRejected(Box<ErrorContext>),
    /// No answer in time.
    #[error(transparent)]
    Timeout(Box<ErrorContext>),
    /// No connection: refused, name unknown, TLS handshake cut. Nothing left.
    #[error(transparent)]
    Connect(Box<ErrorContext>),
    /// The connection broke after the request had begun to leave.
    #[error(transparent)]
    Transport(Box<ErrorContext>),
    /// The gateway failed, or answered something that its documents do not explain.
    #[error(transparent)]
    Server(Box<ErrorContext>),
    /// The gateway answered with success, but the answer could not be read.
    #[error(transparent)]
    Decode(Box<ErrorContext>),
}

impl Error {
    /// A setting that cannot work.
    pub fn config(message: impl Into<String>) -> Self {
        Self::Config(Box::new(ErrorContext::before_io(message)))
    }

    /// A request that makes no sense, found before anything left.
    pub fn invalid(message: impl Into<String>) -> Self {
        Self::InvalidRequest(Box::new(ErrorContext::before_io(message)))
    }

    /// Something that this gateway, credential or channel cannot do, found before anything left.
    pub fn unsupported(message: impl Into<String>) -> Self {
        Self::Unsupported(Box::new(ErrorContext::before_io(message)))
    }

    /// Something that the gateway does not have, where it says so by an empty answer.
    pub fn not_found(message: impl Into<String>) -> Self {
        Self::NotFound(Box::new(ErrorContext::before_io(message).with_outcome(Outcome::Refused)))
    }

    /// The same error for a call that was only about to be made: what failed was a question that an adapter asked before it, so that call
    /// itself did not leave.
    #[must_use]
    pub fn into_not_sent(mut self) -> Self {
        self.context_mut().outcome = Outcome::NotSent;
        self
    }

    /// The same error for an operation that takes several requests: it tells how many of them had succeeded before this one. What they did is
    /// done, so that it is no longer certain that nothing was.
    #[must_use]
    pub fn after(mut self, done: usize, all: usize) -> Self {
        if done > 0 {
            let context = self.context_mut();
            context.message =
                format!("{} (after {done} of {all} were done)", context.message).into_boxed_str();
            if context.outcome.is_certainly_undone() {
                context.outcome = Outcome::Unknown;
            }
        }
        self
    }

    /// What the error knows.
    pub fn context(&self) -> &ErrorContext {
        context_of!(self)
    }

    pub(crate) fn context_mut(&mut self) -> &mut ErrorContext {
        context_of!(self)
    }

    /// What is known about the call's effect: may it be done again?
    pub fn outcome(&self) -> Outcome {
        self.context().outcome
    }

    /// Whether the same call may succeed later without a change by the caller. It says nothing about the effect of
    /// the failed one: ask [`Error::outcome`] before repeating a send.
    pub fn is_transient(&self) -> bool {
        match self {
            Self::RateLimited(_) | Self::Timeout(_) | Self::Connect(_) | Self::Transport(_) => true,
            Self::Server(context) => {
                context.status().is_none_or(|status| matches!(status.as_u16(), 408 | 500 | 502 | 503 | 504))
            }
            _ => false,
        }
    }

    /// How long the gateway asked to wait.
    pub fn retry_after(&self) -> Option<Duration> {
        self.context().retry_after
    }

    /// The HTTP status, when the gateway answered.
    pub fn status(&self) -> Option<StatusCode> {
        self.context().status()
    }

    /// The gateway's own words.
    pub fn provider_message(&self) -> Option<&str> {
        self.context().provider_message()
    }

    /// The kept body of the answer.
    pub fn raw(&self) -> Option<&Raw> {
        self.context().raw()
    }

    /// Names the gateway, operation and instance, where the error does not know them yet.
    pub(crate) fn at(
        mut self,
        provider: &'static str,
        operation: &'static str,
        instance: Option<&str>,
    ) -> Self {
        let context = self.context_mut();
        if context.provider.is_empty() {
            context.provider = provider;
        }
        if context.operation.is_empty() {
            context.operation = operation;
        }
        if context.instance.is_none() {
            context.instance = instance.map(Into::into);
        }
        self
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_done_before_a_failure_is_told_and_no_longer_certainly_undone() {
        for (before, outcome) in [
            (Outcome::NotSent, Outcome::Unknown),
            (Outcome::Refused, Outcome::Unknown),
            (Outcome::Unknown, Outcome::Unknown),
            (Outcome::Accepted, Outcome::Accepted),
        ] {
            let context = ErrorContext::before_io("no").with_outcome(before);
            let error = Error::NotFound(Box::new(context));
            let first = error.clone().after(0, 3);
            assert_eq!((first.outcome(), first.to_string()), (before, "no".to_owned()));
            let third = error.after(2, 3);
            assert_eq!(
                (third.outcome(), third.to_string()),
                (outcome, "no (after 2 of 3 were done)".to_owned())
            );
        }
    }
}
