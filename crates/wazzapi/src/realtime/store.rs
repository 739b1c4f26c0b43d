//! What a source of events must remember to go on after a restart.

use std::fmt;
use std::sync::{Mutex, PoisonError};
use std::time::SystemTime;

use futures_util::future::BoxFuture;
use wagate_sdk_core::{Error, SecretToken};

/// Keeps a [`PullState`]. [`FileStore`](super::FileStore) and [`MemoryStore`] are there; a program that has a database writes one for it, and keeps the
/// token there as it keeps other secrets. Each source has a store of its own.
pub trait PullStore: Send + Sync + 'static {
    /// What was saved last; `None` when nothing was.
    ///
    /// # Errors
    /// [`Error::Config`] when it cannot be read.
    fn load(&self) -> BoxFuture<'_, Result<Option<PullState>, Error>>;

    /// Saves it whole in place of what was saved before, so that neither is lost when the program dies meanwhile. One is saved after the other.
    ///
    /// # Errors
    /// [`Error::Config`] when it cannot be written. It ends the streams, since events that are handled would come again.
    fn save(&self, state: PullState) -> BoxFuture<'_, Result<(), Error>>;
}

/// What a source of events remembers. `Debug` does not show the token.
#[derive(Debug, Clone, Default)]
#[non_exhaustive]
pub struct PullState {
    /// The poller's id, made once: the gateway lends a subscription to one poller, and a program that comes back is the same one.
    pub poller: String,
    /// The subscription's id and its token; `None` before it is made.
    pub subscription: Option<(String, PullToken)>,
    /// The first event that is not handled; `None` before the first one.
    pub offset: Option<u64>,
    /// The ids of the devices that were listened to.
    pub devices: Vec<String>,
    /// When this was saved.
    pub saved_at: Option<SystemTime>,
}

impl PullState {
    /// A poller that has no subscription yet.
    pub fn new(poller: impl Into<String>) -> Self {
        Self { poller: poller.into(), ..Self::default() }
    }
}

/// The token of a pull subscription. `Debug` does not show it.
#[derive(Clone)]
pub struct PullToken(SecretToken);

impl PullToken {
    /// Takes a token.
    ///
    /// # Errors
    /// [`Error::Config`] when it cannot be one.
    pub fn new(token: impl Into<String>) -> Result<Self, Error> {
        SecretToken::new(token).map(Self)
    }

    /// The token itself, for storing it. Never print or log it.
    pub fn expose(&self) -> &str {
        self.0.expose()
    }

    pub(super) fn header(&self) -> http::HeaderValue {
        self.0.header("Bearer ")
    }
}

impl fmt::Debug for PullToken {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("PullToken(..)")
    }
}

/// Remembers as long as it lives.
#[derive(Debug, Default)]
pub struct MemoryStore(Mutex<Option<PullState>>);

impl MemoryStore {
    /// An empty one.
    pub fn new() -> Self {
        Self::default()
    }
}

impl PullStore for MemoryStore {
    fn load(&self) -> BoxFuture<'_, Result<Option<PullState>, Error>> {
        let state = self.0.lock().unwrap_or_else(PoisonError::into_inner).clone();
        Box::pin(std::future::ready(Ok(state)))
    }

    fn save(&self, state: PullState) -> BoxFuture<'_, Result<(), Error>> {
        *self.0.lock().unwrap_or_else(PoisonError::into_inner) = Some(state);
        Box::pin(std::future::ready(Ok(())))
    }
}
