//! Why something could not be done at WhatsApp, before a route has put it into its own words.

use super::errors::Refusal;
use crate::world::State as Connection;

/// What went wrong.
pub(super) enum Trouble {
    /// Something that every route answers in the same way.
    Refused(Refusal),
    /// An error that was thrown, as JavaScript writes it.
    Thrown(String),
}

impl Trouble {
    pub(super) fn thrown(error: &str) -> Self {
        Self::Thrown(error.to_owned())
    }

    /// An exception of the server's own, which has no text.
    pub(super) fn object() -> Self {
        Self::thrown("[object Object]")
    }

    /// What WhatsApp says of groups that it does not know.
    pub(super) fn no_item() -> Self {
        Self::thrown("Error: item-not-found")
    }

    /// What WhatsApp says to members who may not do what they want.
    // Guess: the word; only unknown groups were observed.
    pub(super) fn forbidden() -> Self {
        Self::thrown("Error: forbidden")
    }

    /// Nothing without a connection. Before the first one there is no socket, and its functions are of no object.
    // Guess: while a QR code waits for its phone it is as with a connection that is down.
    pub(super) fn of_connection(state: Connection, function: &str) -> Result<(), Self> {
        match state {
            Connection::Online => Ok(()),
            Connection::Created => Err(Self::Thrown(format!(
                "TypeError: Cannot read properties of undefined (reading '{function}')"
            ))),
            Connection::AwaitingScan | Connection::Disconnected | Connection::LoggedOut => {
                Err(Self::thrown("Error: Connection Closed"))
            }
        }
    }

    /// 500 with what was tried and the error.
    pub(super) fn failed(self, tried: &str) -> Refusal {
        self.refused(|error| Refusal::failed(&[tried, error]))
    }

    /// 404 with what was tried and the error.
    pub(super) fn not_found(self, tried: &str) -> Refusal {
        self.refused(|error| Refusal::not_found_with(&[tried, error]))
    }

    /// 400 with what was tried and the error.
    pub(super) fn bad_request(self, tried: &str) -> Refusal {
        self.refused(|error| Refusal::bad_requests(vec![tried.into(), error.into()]))
    }

    /// 400 with the error alone.
    pub(super) fn told(self) -> Refusal {
        self.refused(|error| Refusal::bad_request(error))
    }

    /// 500 as for an error that nobody caught, whose kind is not told.
    pub(super) fn crash(self) -> Refusal {
        self.refused(|error| Refusal::crash(error.split_once(": ").map_or(error, |(_, text)| text)))
    }

    /// In words of the route's own.
    pub(super) fn refused(self, tell: impl FnOnce(&str) -> Refusal) -> Refusal {
        match self {
            Self::Refused(refusal) => refusal,
            Self::Thrown(error) => tell(&error),
        }
    }
}
