//! The table by which an adapter proves that an answer came before the act.

use http::{HeaderMap, StatusCode};

use super::{Error, ErrorContext};
use crate::endpoint::Safety;

/// Declares the kinds once: the enum, the way to [`Error`] and back, and the phrase that a caller reads before the gateway's own words.
macro_rules! kinds {
    ($( $kind:ident = $phrase:literal, )+) => {
        /// The variant of [`Error`] by its name alone, as a row of a refusal table leads to it and [`Error::kind`] tells it.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
        #[non_exhaustive]
        pub enum ErrorKind {
            $(
                #[doc = concat!("[`Error::", stringify!($kind), "`]")]
                $kind,
            )+
        }

        impl ErrorKind {
            pub(crate) fn with(self, context: ErrorContext) -> Error {
                let context = Box::new(context);
                match self {
                    $( Self::$kind => Error::$kind(context), )+
                }
            }

            pub(crate) fn phrase(self) -> &'static str {
                match self {
                    $( Self::$kind => $phrase, )+
                }
            }
        }

        impl Error {
            /// The variant by its name alone, for counting and comparing.
            pub fn kind(&self) -> ErrorKind {
                match self {
                    $( Self::$kind(_) => ErrorKind::$kind, )+
                }
            }
        }
    };
}

kinds! {
    Config = "the client is set up wrongly",
    InvalidRequest = "the gateway does not take this request",
    Unsupported = "not supported",
    Unauthorized = "the credential was refused",
    WrongTokenKind = "the wrong kind of token",
    Forbidden = "not allowed with this credential",
    NotFound = "not found",
    Conflict = "it already exists",
    InstanceOffline = "the instance is not connected to WhatsApp",
    RecipientInvalid = "the recipient cannot be reached on WhatsApp",
    Restricted = "WhatsApp restricted this number",
    Quota = "a limit of the plan or account is reached",
    RateLimited = "too many requests",
    LicenseRequired = "the gateway's licence is not active",
    MediaRejected = "the gateway does not take this file",
    Timeout = "no answer in time",
    Connect = "no connection",
    Transport = "the connection broke",
    Server = "the gateway failed",
    Decode = "the gateway's answer could not be read",
}

/// One row of an adapter's table of proven refusals: an answer that its gateway gives before it acts.
///
/// Only such a row lets an error say [`Outcome::Refused`](super::Outcome::Refused); whatever no row matches stays
/// `Unknown`. So every row cites the place that proves it.
///
/// ```
/// use wagate_sdk_core::adapter::{ErrorKind, Match, Refusal};
///
/// const REFUSALS: &[Refusal] = &[
///     Refusal::new(401, Match::Exact("Invalid token"), ErrorKind::Unauthorized, "errors: 401 Invalid token")
///         .hint("an instance token gets the same words on a route for the account token"),
/// ];
/// # assert_eq!(REFUSALS[0].proof(), "errors: 401 Invalid token");
/// ```
#[derive(Debug, Clone, Copy)]
pub struct Refusal {
    status: u16,
    words: Match,
    kind: ErrorKind,
    proof: &'static str,
    on: On,
    when: When,
    hint: Option<&'static str>,
}

/// Which words of the gateway a row needs. Letter case is ignored.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum Match {
    /// Any words, or none.
    Any,
    /// Exactly these.
    Exact(&'static str),
    /// Words that begin so.
    Prefix(&'static str),
    /// Words that contain this.
    Contains(&'static str),
    /// This error code, whatever the words.
    Code(&'static str),
}

/// Which operations a row holds for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum On {
    /// All.
    Any,
    /// Those whose name begins so, such as `message.`.
    Prefix(&'static str),
    /// Those that carry one of these names.
    Names(&'static [&'static str]),
    /// Those that only read.
    ReadOnly,
}

/// Which headers a row needs.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum When {
    /// None.
    Always,
    /// `X-RateLimit-Remaining: 0`: proof that a limit on requests refused the call, so it may be sent again later.
    RemainingZero,
    /// The same, or a `Retry-After` that can be read.
    RetryAfterOrRemainingZero,
}

impl Refusal {
    /// A row: this status with these words leads to that variant, as `proof` says.
    pub const fn new(status: u16, words: Match, kind: ErrorKind, proof: &'static str) -> Self {
        Self { status, words, kind, proof, on: On::Any, when: When::Always, hint: None }
    }

    /// Narrows the row to some operations.
    #[must_use]
    pub const fn on(mut self, on: On) -> Self {
        self.on = on;
        self
    }

    /// Narrows the row to answers with these headers. A row so narrowed is a limit on requests: after the wait that
    /// the gateway asks for, the call is sent again, at most twice.
    #[must_use]
    pub const fn when(mut self, when: When) -> Self {
        self.when = when;
        self
    }

    /// Adds what a user can do about it.
    #[must_use]
    pub const fn hint(mut self, hint: &'static str) -> Self {
        self.hint = Some(hint);
        self
    }

    /// The HTTP status of the row.
    pub const fn status(&self) -> u16 {
        self.status
    }

    /// The words that the row needs.
    pub const fn words(&self) -> Match {
        self.words
    }

    /// The operations that the row holds for.
    pub const fn operations(&self) -> On {
        self.on
    }

    /// The headers that the row needs.
    pub const fn condition(&self) -> When {
        self.when
    }

    /// The variant that the row leads to.
    pub const fn kind(&self) -> ErrorKind {
        self.kind
    }

    /// The place that proves the row.
    pub const fn proof(&self) -> &'static str {
        self.proof
    }

    fn holds(&self, operation: &str, safety: Safety, answer: &Answered<'_>) -> bool {
        self.status == answer.status.as_u16()
            && self.words.holds(answer.words)
            && match self.on {
                On::Any => true,
                On::Prefix(prefix) => operation.starts_with(prefix),
                On::Names(names) => names.contains(&operation),
                On::ReadOnly => safety == Safety::ReadOnly,
            }
            && match self.when {
                When::Always => true,
                When::RemainingZero => remaining_is_zero(answer.headers),
                When::RetryAfterOrRemainingZero => {
                    remaining_is_zero(answer.headers)
                        || answer.headers.contains_key(http::header::RETRY_AFTER)
                }
            }
    }
}

impl Match {
    fn holds(self, words: &Words) -> bool {
        let message = words.message.as_deref().unwrap_or_default().trim();
        match self {
            Self::Any => true,
            Self::Exact(text) => message.eq_ignore_ascii_case(text),
            Self::Prefix(text) => {
                message.get(..text.len()).is_some_and(|start| start.eq_ignore_ascii_case(text))
            }
            Self::Contains(text) => message.to_ascii_lowercase().contains(&text.to_ascii_lowercase()),
            Self::Code(code) => words.code.as_deref() == Some(code),
        }
    }
}

fn remaining_is_zero(headers: &HeaderMap) -> bool {
    crate::rate_limit::observe(headers, std::time::SystemTime::now()).remaining == Some(0)
}

/// What a gateway said in the body of a failure.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Words {
    /// Its own text.
    pub message: Option<String>,
    /// Its error code, where it has one.
    pub code: Option<String>,
}

impl Words {
    /// A text without a code.
    pub fn message(text: impl Into<String>) -> Self {
        Self { message: Some(text.into()), code: None }
    }

    /// Adds the code.
    #[must_use]
    pub fn with_code(mut self, code: impl Into<String>) -> Self {
        self.code = Some(code.into());
        self
    }
}

/// An answer that is no success, as the table sees it.
#[derive(Clone, Copy)]
pub(crate) struct Answered<'a> {
    pub(crate) status: StatusCode,
    pub(crate) headers: &'a HeaderMap,
    pub(crate) words: &'a Words,
}

/// What the table says of an answer.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Verdict {
    pub(crate) kind: ErrorKind,
    /// A row proved that the gateway did nothing.
    pub(crate) refused: bool,
    /// A row proved that a limit on requests was the cause.
    pub(crate) limited: bool,
    pub(crate) hint: Option<&'static str>,
}

/// Walks the rows; without one that holds, the status alone names the variant and the effect is unknown.
pub(crate) fn judge(
    rows: &[Refusal],
    operation: &str,
    safety: Safety,
    status: StatusCode,
    headers: &HeaderMap,
    words: &Words,
) -> Verdict {
    let answer = Answered { status, headers, words };
    match rows.iter().find(|row| row.holds(operation, safety, &answer)) {
        Some(row) => Verdict {
            kind: row.kind,
            refused: true,
            limited: row.when != When::Always && row.kind == ErrorKind::RateLimited,
            hint: row.hint,
        },
        None => Verdict { kind: by_status(status), refused: false, limited: false, hint: None },
    }
}

fn by_status(status: StatusCode) -> ErrorKind {
    match status.as_u16() {
        300..=399 => ErrorKind::Config,
        401 => ErrorKind::Unauthorized,
        403 => ErrorKind::Forbidden,
        404 => ErrorKind::NotFound,
        408 => ErrorKind::Timeout,
        409 => ErrorKind::Conflict,
        413 | 415 => ErrorKind::MediaRejected,
        429 => ErrorKind::RateLimited,
        400 | 405..=428 => ErrorKind::InvalidRequest,
        _ => ErrorKind::Server,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const ROWS: &[Refusal] = &[
        Refusal::new(400, Match::Prefix("Number"), ErrorKind::RecipientInvalid, "p")
            .on(On::Prefix("message.")),
        Refusal::new(429, Match::Contains("rate limit"), ErrorKind::RateLimited, "p")
            .when(When::RemainingZero),
        Refusal::new(503, Match::Code("LICENSE"), ErrorKind::LicenseRequired, "p"),
    ];

    fn ask(operation: &str, status: u16, words: &Words, headers: &[(&'static str, &'static str)]) -> Verdict {
        let headers = headers
            .iter()
            .map(|(name, value)| (http::HeaderName::from_static(name), http::HeaderValue::from_static(value)))
            .collect();
        judge(ROWS, operation, Safety::AtMostOnce, StatusCode::from_u16(status).unwrap(), &headers, words)
    }

    #[test]
    fn a_row_holds_only_with_its_words_on_its_operations() {
        let words = Words::message("number 55 is not on WhatsApp");
        let verdict = ask("message.text", 400, &words, &[]);
        assert_eq!((verdict.kind, verdict.refused), (ErrorKind::RecipientInvalid, true));
        let verdict = ask("group.create", 400, &words, &[]);
        assert_eq!((verdict.kind, verdict.refused), (ErrorKind::InvalidRequest, false));
        assert!(!ask("message.text", 400, &Words::message("Num"), &[]).refused);
    }

    #[test]
    fn a_limit_needs_its_header() {
        let words = Words::message("Rate limit exceeded. Try again later.");
        assert!(ask("message.text", 429, &words, &[("x-ratelimit-remaining", "0")]).limited);
        let unproven = ask("message.text", 429, &words, &[("x-ratelimit-remaining", "3")]);
        assert_eq!(
            (unproven.kind, unproven.refused, unproven.limited),
            (ErrorKind::RateLimited, false, false)
        );
    }

    #[test]
    fn an_answer_without_a_row_is_never_a_refusal() {
        for status in 300..=599 {
            let verdict = ask("x", status, &Words::message("no"), &[]);
            assert!(!verdict.refused, "{status}");
        }
        assert!(ask("x", 503, &Words::default().with_code("LICENSE"), &[]).refused);
    }
}
