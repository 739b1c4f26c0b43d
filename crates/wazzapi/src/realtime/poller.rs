//! The one poller of an organization's subscription. Whichever stream waits for an event asks the gateway, for all.

use std::fmt;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, SystemTime};

use http::header::AUTHORIZATION;
use http::{HeaderName, HeaderValue, StatusCode};
use serde::Deserialize;
use serde_json::value::RawValue;
use tokio::sync::Notify;
use tokio::time::{Instant, sleep, sleep_until};
use wagate_sdk_core::adapter::{Authorized, Authorizer, Events, OutgoingHeaders};
use wagate_sdk_core::wire;
use wagate_sdk_core::{
    AccountClient, CredentialKind, Error, EventEnvelope, EventOrigin, EventTransport, Raw,
};

use super::ledger::{Arrived, Ledger, Settled};
use super::{PullState, PullStore, PullToken};
use crate::Wazzapi;
use crate::events;
use crate::pull::{CreatePull, DeletePull, PollEvents, Polled};

/// Which poller asks. The gateway lends a subscription to one at a time.
static POLLER_ID: HeaderName = HeaderName::from_static("x-wazzapi-poller-id");

/// An answer without news that comes sooner is not waited for by the gateway.
const TOO_SOON: Duration = Duration::from_secs(1);

/// How often more is looked for while events wait to be handled.
const LOOK_AGAIN: Duration = Duration::from_secs(1);

pub(super) struct Poller {
    account: AccountClient<Wazzapi>,
    store: Box<dyn PullStore>,
    /// Nobody can come back to it: its subscription goes with its last stream.
    passing: bool,
    ledger: Mutex<Ledger>,
    /// The ledger changed.
    changed: Notify,
    /// Held by who asks the gateway.
    session: tokio::sync::Mutex<Option<Session>>,
    /// What was saved last.
    saved: tokio::sync::Mutex<Option<PullState>>,
}

/// A subscription, and a client that holds its token.
struct Session {
    subscription: String,
    client: AccountClient<Wazzapi>,
}

impl Poller {
    pub(super) fn new(account: AccountClient<Wazzapi>, store: Box<dyn PullStore>, passing: bool) -> Self {
        Self {
            account,
            store,
            passing,
            ledger: Mutex::default(),
            changed: Notify::new(),
            session: tokio::sync::Mutex::default(),
            saved: tokio::sync::Mutex::default(),
        }
    }

    pub(super) fn ledger(&self) -> MutexGuard<'_, Ledger> {
        // No code that holds the lock can panic half way.
        self.ledger.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Reads the store, and makes a subscription if it holds none.
    pub(super) async fn open(&self) -> Result<(), Error> {
        // A stream that asks has the session for as long as the gateway holds its request.
        if self.state().await?.subscription.is_some() {
            return Ok(());
        }
        self.ready(&mut *self.session.lock().await).await
    }

    /// Asks once without waiting, unless another stream does: a token or a lease that is refused shows at once.
    pub(super) async fn connect(&self) -> Result<(), Error> {
        match self.session.try_lock() {
            Ok(mut session) => {
                self.ready(&mut session).await?;
                if self.ledger().settled() == Settled::Yes {
                    self.poll(&mut session, Duration::ZERO).await?;
                }
                Ok(())
            }
            Err(_) => Ok(()),
        }
    }

    /// The next event of a stream; `None` when there is a gap to tell of first.
    pub(super) async fn next(&self, key: u64, hold: Duration) -> Result<Option<EventEnvelope>, Error> {
        loop {
            let changed = self.changed.notified();
            tokio::pin!(changed);
            changed.as_mut().enable();
            {
                let mut ledger = self.ledger();
                if ledger.has_gap(key) {
                    return Ok(None);
                }
                if let Some(envelope) = ledger.next(key) {
                    return Ok(Some(envelope));
                }
            }
            tokio::select! {
                () = changed => {}
                asked = self.ask(hold) => asked?,
            }
        }
    }

    /// A stream handled an event. What all have handled is stored before anything else is asked for.
    pub(super) async fn handled(&self, key: u64, id: &str) -> Result<(), Error> {
        self.ledger().handled(key, id);
        self.save().await?;
        self.changed.notify_waiters();
        Ok(())
    }

    pub(super) fn leave(&self, key: u64) {
        self.ledger().leave(key);
        self.changed.notify_waiters();
    }

    /// A stream left. Nobody hears of what fails here: it is handled again, or left behind at the gateway.
    pub(super) async fn close(&self) {
        if let Err(error) = self.save().await {
            tracing::warn!(%error, "how far the events are handled could not be stored");
        }
        if self.passing
            && !self.ledger().is_listened_to()
            && let Err(error) = self.delete().await
        {
            tracing::warn!(%error, "a pull subscription is left behind");
        }
    }

    /// Deletes the subscription.
    pub(super) async fn delete(&self) -> Result<(), Error> {
        // Queued before the stream that asks is woken, so that it lets go and comes after.
        let (mut session, ()) = tokio::join!(self.session.lock(), async { self.changed.notify_waiters() });
        let state = self.state().await?;
        if let Some((id, _)) = state.subscription {
            match self.account.call(DeletePull::new(id)).await {
                Ok(_) | Err(Error::NotFound(_)) => {}
                Err(error) => return Err(error),
            }
        }
        *session = None;
        self.ledger().begin(None, Vec::new());
        self.put(PullState::new(state.poller)).await
    }

    /// Asks for the next batch as soon as the one before is handled. Until then it looks for more from the first event that is not, which takes none
    /// for handled that is not: at most 100 events from there.
    async fn ask(&self, hold: Duration) -> Result<(), Error> {
        let mut session = self.session.lock().await;
        let look = Instant::now() + LOOK_AGAIN;
        loop {
            let changed = self.changed.notified();
            tokio::pin!(changed);
            changed.as_mut().enable();
            let settled = self.ledger().settled();
            let then = match settled {
                Settled::Yes => break,
                Settled::No => look,
                Settled::At(then) => then.min(look),
            };
            tokio::select! {
                () = changed => {}
                () = sleep_until(then) => {}
            }
            if Instant::now() >= look {
                self.ready(&mut session).await?;
                return self.poll(&mut session, Duration::ZERO).await;
            }
        }
        self.ready(&mut session).await?;
        let (asked, before) = (Instant::now(), self.ledger().offset());
        self.poll(&mut session, hold).await?;
        let stays = self.ledger().offset() == before && self.ledger().settled() == Settled::Yes;
        if stays && let Some(rest) = TOO_SOON.checked_sub(asked.elapsed()) {
            sleep(rest).await;
        }
        Ok(())
    }

    /// Asks for a batch and hands it out.
    async fn poll(&self, session: &mut Option<Session>, hold: Duration) -> Result<(), Error> {
        let Some(Session { subscription, client }) = session else { return Ok(()) };
        // The gateway takes what is before the offset for handled.
        self.save().await?;
        let offset = self.ledger().offset();
        let poll = PollEvents { subscription_id: subscription.clone(), offset, timeout: hold };
        match client.call(poll).await {
            Ok(polled) => self.take(offset, polled),
            // The subscription that this source made is gone, and what waited in it.
            Err(Error::NotFound(_)) => {
                *session = None;
                let state = self.state().await?;
                self.ledger().skip_to(None, state.saved_at.unwrap_or_else(SystemTime::now));
                self.put(PullState { subscription: None, offset: None, ..state }).await?;
            }
            Err(error) if error.status() == Some(StatusCode::GONE) => {
                let Some(from) = earliest(&error) else { return Err(error) };
                let since = self.state().await?.saved_at.unwrap_or_else(SystemTime::now);
                self.ledger().skip_to(Some(from), since);
            }
            Err(error) => return Err(error),
        }
        self.changed.notify_waiters();
        Ok(())
    }

    fn take(&self, offset: Option<u64>, polled: Polled) {
        let origin = EventOrigin::new(EventTransport::LongPoll);
        let batch = polled.events.into_iter().filter_map(|event| {
            let sequence = sequence_of(&event);
            let raw = Raw::from(String::from(Box::<str>::from(event)));
            // What is no object tells nothing.
            let mut envelope = Wazzapi::parse_event(raw, &origin).ok()?;
            envelope.id = envelope.id.or_else(|| sequence.map(|sequence| sequence.to_string()));
            Some(Arrived { envelope, sequence })
        });
        let batch = batch.collect();
        let mut ledger = self.ledger();
        // What was handled meanwhile may have settled the batch before: then this is no continuation of it.
        if ledger.settled() == Settled::Yes && ledger.offset() == offset {
            ledger.take(batch, polled.next_offset);
        } else {
            ledger.more(batch);
        }
    }

    /// The session, which is begun if there is none.
    async fn ready(&self, session: &mut Option<Session>) -> Result<(), Error> {
        if session.is_some() {
            return Ok(());
        }
        let mut state = self.state().await?;
        let (id, token) = match state.subscription.clone() {
            Some(known) => known,
            None => {
                let made = self.create().await?;
                state.subscription = Some(made.clone());
                if let Err(error) = self.put(state.clone()).await {
                    // Its token would be lost.
                    let _ = self.account.call(DeletePull::new(made.0)).await;
                    return Err(error);
                }
                made
            }
        };
        let poller = HeaderValue::from_str(&state.poller)
            .map_err(|_| Error::config("the store holds a poller id that no header can carry"))?;
        let client = self.account.with_authorizer(Arc::new(PullAuthorizer { token, poller }));
        self.ledger().begin(state.offset, state.devices);
        *session = Some(Session { subscription: id, client });
        Ok(())
    }

    async fn create(&self) -> Result<(String, PullToken), Error> {
        let mut create = CreatePull::new(events::names(|_| true));
        create.description = Some("wagate".to_owned());
        let answer = self.account.exchange(create).await?;
        let token = answer.value.token.as_ref().and_then(|token| PullToken::new(token.expose()).ok());
        let id = answer.value.id.clone();
        token.map(|token| (id, token)).ok_or_else(|| answer.lacking("token of the subscription"))
    }

    /// Saves how far all streams are and which devices are listened to, if that changed.
    async fn save(&self) -> Result<(), Error> {
        let mut saved = self.saved.lock().await;
        let Some(state) = saved.clone().filter(|state| state.subscription.is_some()) else { return Ok(()) };
        let (offset, devices) = {
            let ledger = self.ledger();
            (ledger.offset(), ledger.devices())
        };
        if (state.offset, &state.devices) == (offset, &devices) {
            return Ok(());
        }
        self.write(&mut saved, PullState { offset, devices, ..state }).await
    }

    /// What was saved last; of a store that is new, a poller that has nothing yet.
    async fn state(&self) -> Result<PullState, Error> {
        let mut saved = self.saved.lock().await;
        if let Some(state) = &*saved {
            return Ok(state.clone());
        }
        let state = self.store.load().await?.unwrap_or_else(|| PullState::new(poller_id()));
        *saved = Some(state.clone());
        Ok(state)
    }

    async fn put(&self, state: PullState) -> Result<(), Error> {
        self.write(&mut *self.saved.lock().await, state).await
    }

    async fn write(&self, saved: &mut Option<PullState>, mut state: PullState) -> Result<(), Error> {
        state.saved_at = Some(SystemTime::now());
        self.store.save(state.clone()).await?;
        *saved = Some(state);
        Ok(())
    }
}

/// The event's number in the subscription.
fn sequence_of(event: &RawValue) -> Option<u64> {
    #[derive(Deserialize)]
    struct Numbered {
        #[serde(default, deserialize_with = "wire::number")]
        sequence: Option<u64>,
    }
    let text = event.get();
    text.starts_with('{').then(|| serde_json::from_str::<Numbered>(text).ok())??.sequence
}

/// Where a gateway that no longer has what was asked for goes on.
fn earliest(error: &Error) -> Option<u64> {
    #[derive(Deserialize)]
    struct Refused {
        detail: Detail,
    }
    #[derive(Deserialize)]
    struct Detail {
        #[serde(default, deserialize_with = "wire::number")]
        earliest_offset: Option<u64>,
        #[serde(default, deserialize_with = "wire::number")]
        current_offset: Option<u64>,
    }
    let Refused { detail } = error.raw()?.json().ok()?;
    detail.earliest_offset.or(detail.current_offset)
}

/// A new id for a poller, in the form of a random UUID. It is no secret.
fn poller_id() -> String {
    let random = fastrand::u128(..);
    let [a, b, c, d, e] = [random >> 96, random >> 80, random >> 64, random >> 48, random];
    let (c, d) = ((c & 0x0fff) | 0x4000, (d & 0x3fff) | 0x8000);
    let (a, b, e) = (a & 0xffff_ffff, b & 0xffff, e & 0xffff_ffff_ffff);
    format!("{a:08x}-{b:04x}-{c:04x}-{d:04x}-{e:012x}")
}

/// A pull subscription's token, and who asks with it.
struct PullAuthorizer {
    token: PullToken,
    poller: HeaderValue,
}

impl Authorizer for PullAuthorizer {
    fn kind(&self) -> CredentialKind {
        CredentialKind::account("pull token")
    }

    fn authorize(&self, request: &mut OutgoingHeaders<'_>) -> Authorized {
        request.insert(AUTHORIZATION, self.token.header());
        request.insert(POLLER_ID.clone(), self.poller.clone());
        Authorized::Fixed
    }

    fn secrets(&self, see: &mut dyn FnMut(&str)) {
        see(self.token.expose());
    }
}

impl fmt::Debug for Poller {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Poller").field("passing", &self.passing).finish_non_exhaustive()
    }
}
