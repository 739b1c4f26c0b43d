use std::fmt;
use std::sync::{Mutex, PoisonError};
use std::time::Duration;

use http::HeaderValue;
use tokio::time::Instant;

use super::{Authorized, SecretToken};
use crate::error::Error;

/// How long before its end a token is no longer used.
const MARGIN: Duration = Duration::from_secs(60);

/// How long a token that is about to end goes on being used when no new one can be had, before it is asked for again.
const PROLONGED: Duration = Duration::from_secs(5);

/// A token that the gateway just gave.
#[derive(Debug)]
#[non_exhaustive]
pub struct FreshToken {
    /// The token.
    pub token: SecretToken,
    /// How long it is good for, from now.
    pub lifetime: Duration,
}

impl FreshToken {
    /// A token and how long it is good for, from now.
    pub fn new(token: SecretToken, lifetime: Duration) -> Self {
        Self { token, lifetime }
    }
}

/// A token that is fetched when it is needed, kept until it is about to expire, and fetched once however many tasks
/// wait for it.
///
/// It is used until 60 s before its end; one that lives two minutes or less until half of its life, so that a short life does
/// not mean a fetch a call.
pub struct RenewableToken {
    current: Mutex<Option<Current>>,
    fetching: tokio::sync::Mutex<Fetches>,
}

struct Current {
    header: HeaderValue,
    generation: u64,
    /// Until when it is used without asking for another.
    good_until: Instant,
    ends: Instant,
}

/// What the last fetches came to, seen only by the task that may fetch.
#[derive(Default)]
struct Fetches {
    made: u64,
    last_failure: Option<(Instant, Error)>,
}

impl RenewableToken {
    /// No token yet: the first call fetches one.
    pub fn new() -> Self {
        Self { current: Mutex::new(None), fetching: tokio::sync::Mutex::new(Fetches::default()) }
    }

    /// The header value `Bearer <token>` and what it is, if a token is there and good for a while.
    pub fn header(&self) -> Option<(HeaderValue, Authorized)> {
        let current = self.current.lock().unwrap_or_else(PoisonError::into_inner);
        match &*current {
            Some(current) if Instant::now() < current.good_until => {
                Some((current.header.clone(), Authorized::Renewable { generation: current.generation }))
            }
            _ => None,
        }
    }

    /// Fetches a token unless another task did it meanwhile. `refused` names the generation that a 401 refused; without it
    /// the token is due. A task that waited while a fetch failed gets that failure, and makes no fetch of its own.
    ///
    /// # Errors
    /// The failure of the fetch.
    pub async fn renew<F>(&self, refused: Option<u64>, fetch: F) -> Result<(), Error>
    where
        F: Future<Output = Result<FreshToken, Error>>,
    {
        let asked_at = Instant::now();
        let mut fetches = self.fetching.lock().await;
        if self.is_good_again(refused) {
            return Ok(());
        }
        if let Some((failed_at, error)) = &fetches.last_failure
            && *failed_at >= asked_at
        {
            return Err(error.clone());
        }
        match fetch.await {
            Ok(fresh) => {
                fetches.made += 1;
                fetches.last_failure = None;
                self.keep(fetches.made, &fresh);
                Ok(())
            }
            // It was only about to end: better the old token than none.
            Err(error) if refused.is_none() && error.is_transient() && self.prolong() => {
                tracing::debug!(%error, "no new token; the old one is still good");
                Ok(())
            }
            Err(error) => {
                fetches.last_failure = Some((Instant::now(), error.clone()));
                Err(error)
            }
        }
    }

    /// Calls `see` with the token, if there is one.
    pub fn expose(&self, see: &mut dyn FnMut(&str)) {
        let current = self.current.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(value) = current.as_ref().and_then(|current| current.header.to_str().ok()) {
            see(value.strip_prefix("Bearer ").unwrap_or(value));
        }
    }

    fn is_good_again(&self, refused: Option<u64>) -> bool {
        let current = self.current.lock().unwrap_or_else(PoisonError::into_inner);
        current.as_ref().is_some_and(|current| {
            Instant::now() < current.good_until && refused.is_none_or(|refused| refused != current.generation)
        })
    }

    /// Uses a token that has not ended for a little longer. False when there is none.
    fn prolong(&self) -> bool {
        let mut current = self.current.lock().unwrap_or_else(PoisonError::into_inner);
        match &mut *current {
            Some(current) if Instant::now() < current.ends => {
                current.good_until = current.ends.min(Instant::now() + PROLONGED);
                true
            }
            _ => false,
        }
    }

    fn keep(&self, generation: u64, fresh: &FreshToken) {
        let used_for = if fresh.lifetime > MARGIN * 2 { fresh.lifetime - MARGIN } else { fresh.lifetime / 2 };
        let now = Instant::now();
        // A lifetime beyond what the clock can hold is as good as a year.
        let after = |time| now.checked_add(time).unwrap_or(now + Duration::from_secs(365 * 24 * 3600));
        let current = Current {
            header: fresh.token.header("Bearer "),
            generation,
            good_until: after(used_for),
            ends: after(fresh.lifetime),
        };
        *self.current.lock().unwrap_or_else(PoisonError::into_inner) = Some(current);
    }
}

impl Default for RenewableToken {
    fn default() -> Self {
        Self::new()
    }
}

impl fmt::Debug for RenewableToken {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("RenewableToken").finish_non_exhaustive()
    }
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;
    use std::sync::atomic::{AtomicU32, Ordering};

    use super::*;

    fn fresh(lifetime: u64) -> FreshToken {
        FreshToken::new(SecretToken::new("jwt").unwrap(), Duration::from_secs(lifetime))
    }

    #[tokio::test(start_paused = true)]
    async fn a_token_is_used_until_a_minute_before_its_end() {
        let token = RenewableToken::new();
        assert!(token.header().is_none());
        token.renew(None, async { Ok(fresh(3600)) }).await.unwrap();
        tokio::time::advance(Duration::from_secs(3539)).await;
        assert!(token.header().is_some());
        tokio::time::advance(Duration::from_secs(2)).await;
        assert!(token.header().is_none());
    }

    #[tokio::test(start_paused = true)]
    async fn an_old_token_is_used_to_its_end_when_no_new_one_can_be_had() {
        let down = || Error::Connect(Box::new(crate::error::ErrorContext::before_io("down")));
        let token = RenewableToken::new();
        token.renew(None, async { Ok(fresh(3600)) }).await.unwrap();
        tokio::time::advance(Duration::from_secs(3550)).await;
        token.renew(None, async { Err(down()) }).await.unwrap();
        assert!(token.header().is_some());
        token.renew(Some(1), async { Err(down()) }).await.unwrap_err();
        tokio::time::advance(Duration::from_secs(51)).await;
        token.renew(None, async { Err(down()) }).await.unwrap_err();
    }

    #[tokio::test(start_paused = true)]
    async fn a_short_life_is_not_a_fetch_a_call() {
        for lifetime in [60, 10, 2] {
            let token = RenewableToken::new();
            token.renew(None, async { Ok(fresh(lifetime)) }).await.unwrap();
            assert!(token.header().is_some(), "{lifetime} s");
        }
    }

    #[tokio::test]
    async fn many_tasks_fetch_once_and_share_a_failure() {
        for works in [true, false] {
            let token = Arc::new(RenewableToken::new());
            let fetches = Arc::new(AtomicU32::new(0));
            let tasks: Vec<_> = (0..200)
                .map(|_| {
                    let (token, fetches) = (token.clone(), fetches.clone());
                    tokio::spawn(async move {
                        token
                            .renew(None, async {
                                fetches.fetch_add(1, Ordering::SeqCst);
                                // Lets every other task come to wait before this fetch ends.
                                for _ in 0..1000 {
                                    tokio::task::yield_now().await;
                                }
                                if works { Ok(fresh(3600)) } else { Err(Error::config("no")) }
                            })
                            .await
                    })
                })
                .collect();
            for task in tasks {
                assert_eq!(task.await.unwrap().is_ok(), works);
            }
            assert_eq!(fetches.load(Ordering::SeqCst), 1);
        }
    }

    #[tokio::test]
    async fn a_refused_generation_is_renewed_once() {
        let token = RenewableToken::new();
        token.renew(None, async { Ok(fresh(3600)) }).await.unwrap();
        token.renew(Some(1), async { Ok(fresh(3600)) }).await.unwrap();
        let Some((_, Authorized::Renewable { generation })) = token.header() else { panic!("no token") };
        assert_eq!(generation, 2);
        token.renew(Some(1), async { panic!("fetched again") }).await.unwrap();
    }
}
