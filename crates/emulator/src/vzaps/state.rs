//! What only VZaps has: the JWTs it gave out.

use std::collections::HashMap;
use std::time::SystemTime;

use super::events::Retention;

/// VZaps' own state.
#[derive(Debug, Default)]
pub(crate) struct VzapsState {
    /// The JWTs that are still good, and until when.
    jwts: HashMap<String, SystemTime>,
    /// How often `POST /token` was called.
    pub(crate) token_requests: u64,
    /// What sockets that come back may have missed.
    pub(super) retained: Retention,
}

impl VzapsState {
    /// Remembers a JWT as good.
    pub(crate) fn give_out(&mut self, jwt: String, until: SystemTime) {
        self.jwts.insert(jwt, until);
    }

    pub(crate) fn is_good(&self, jwt: &str, now: SystemTime) -> bool {
        self.jwts.get(jwt).is_some_and(|until| now < *until)
    }

    /// Refuses every JWT that was given out so far.
    pub(crate) fn expire_all(&mut self) {
        self.jwts.clear();
    }
}
