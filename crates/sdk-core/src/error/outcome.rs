use std::fmt;

/// What is known about the effect of a failed call: the question to ask before doing it again.
///
/// It speaks of the gateway, not of the handset: [`Outcome::Accepted`] means that the gateway took the request,
/// not that the message was delivered.
///
/// | outcome | a send may be repeated |
/// | --- | --- |
/// | [`NotSent`](Outcome::NotSent) | yes: the request never left, or never reached the gateway |
/// | [`Refused`](Outcome::Refused) | yes, once the cause is mended: the gateway said no before it acted |
/// | [`Unknown`](Outcome::Unknown) | only by someone who accepts that the message may arrive twice |
/// | [`Accepted`](Outcome::Accepted) | no: the gateway acted, only its answer could not be read |
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Outcome {
    /// The request did not reach the gateway: invalid input, no connection, a failed TLS handshake.
    NotSent,
    /// The gateway answered that it did nothing, and its documents or a recording prove that this answer comes
    /// before the act.
    Refused,
    /// The request may have been carried out: a timeout, a lost connection, a server error.
    Unknown,
    /// The gateway answered with success, but the answer could not be read.
    Accepted,
}

impl Outcome {
    /// The word used in spans and messages: `not_sent`, `refused`, `unknown`, `accepted`.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::NotSent => "not_sent",
            Self::Refused => "refused",
            Self::Unknown => "unknown",
            Self::Accepted => "accepted",
        }
    }

    /// Whether it is certain that the gateway did nothing.
    pub fn is_certainly_undone(self) -> bool {
        matches!(self, Self::NotSent | Self::Refused)
    }
}

impl fmt::Display for Outcome {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}
