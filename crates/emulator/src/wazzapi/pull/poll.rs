//! Long polling.

use std::time::{Duration, SystemTime};

use axum::Json;
use axum::extract::{Path, Query, State};
use http::{HeaderMap, StatusCode};
use serde_json::{Value, json};

use super::known;
use super::log::{Batch, Expired};
use crate::shared::App;
use crate::wazzapi::asked::Asked;
use crate::wazzapi::auth::bearer;
use crate::wazzapi::errors::Refusal;
use crate::wazzapi::up_to_date;
use crate::world::World;

/// Names the reader.
const POLLER: &str = "x-wazzapi-poller-id";
/// How much longer a lease lasts than the request that took it, for a reader that is not there to be answered.
// Guess: this long.
const GRACE: Duration = Duration::from_secs(10);

/// What a reader asks for.
struct Poll<'r> {
    token: &'r str,
    /// Without a name a reader is nobody in particular, and another one for every other reader.
    poller: &'r str,
    offset: Option<u64>,
    limit: usize,
}

/// Waits for an event, at most as long as is asked for, on the emulator's clock.
// Guess: 100 events and 60 seconds at most.
pub(in crate::wazzapi) async fn poll(
    State(app): State<App>,
    Path(id): Path<String>,
    Query(asked): Query<Asked>,
    headers: HeaderMap,
) -> Result<Json<Value>, Refusal> {
    let poll = Poll {
        token: bearer(&headers).unwrap_or_default(),
        poller: headers.get(POLLER).and_then(|poller| poller.to_str().ok()).unwrap_or_default(),
        offset: asked.given("offset", 0..=usize::MAX)?.map(|offset| offset as u64),
        limit: asked.given("limit", 1..=100)?.unwrap_or(100),
    };
    let wait = asked.given("timeout", 0..=60)?.unwrap_or(0);
    let mut changes = app.changes();
    let until = {
        let mut world = app.world();
        let until = world.clock.now() + Duration::from_secs(wait as u64);
        poll.take_lease(&mut world, &id, until)?;
        until
    };
    loop {
        let (batch, now) = poll.read(&app, &id)?;
        if !batch.events.is_empty() || now >= until {
            poll.give_back(&app, &id);
            let Batch { events, next, has_more } = batch;
            return Ok(Json(json!({ "events": events, "next_offset": next, "has_more": has_more })));
        }
        tokio::select! {
            // Its sender lives as long as the emulator.
            _ = changes.changed() => {}
            () = tokio::time::sleep(until.duration_since(now).unwrap_or_default()) => {}
        }
    }
}

impl Poll<'_> {
    /// Keeps all others from reading.
    // Guess: a subscription is looked for before the token is; a reader of the same name may take over at any time.
    fn take_lease(&self, world: &mut World, id: &str, until: SystemTime) -> Result<(), Refusal> {
        let now = world.clock.now();
        let subscription = known(world, id)?;
        if subscription.token != self.token {
            return Err(unauthorized());
        }
        let others = subscription
            .lease
            .as_ref()
            .filter(|(poller, until)| *until > now && (poller != self.poller || poller.is_empty()));
        if others.is_some() {
            let message = "Another poller holds the lease";
            return Err(Refusal::coded(StatusCode::CONFLICT, "poller_conflict", message, json!({})));
        }
        subscription.lease = Some((self.poller.to_owned(), until + GRACE));
        subscription.last_poll_at = Some(now);
        Ok(())
    }

    fn read(&self, app: &App, id: &str) -> Result<(Batch, SystemTime), Refusal> {
        let mut world = up_to_date(app);
        let now = world.clock.now();
        let subscription = known(&mut world, id)?;
        // It may have been rotated while the reader waited.
        if subscription.token != self.token {
            return Err(unauthorized());
        }
        let read = subscription.log.read(self.offset, self.limit);
        if read.is_err() {
            subscription.lease = None;
        }
        let batch = read.map_err(|Expired { earliest, current }| {
            let places = json!({ "earliest_offset": earliest, "current_offset": current });
            let message = "The offset is older than the retained events";
            Refusal::coded(StatusCode::GONE, "cursor_expired", message, places)
        })?;
        Ok((batch, now))
    }

    fn give_back(&self, app: &App, id: &str) {
        if let Ok(subscription) = known(&mut app.world(), id) {
            subscription.lease = subscription.lease.take().filter(|(poller, _)| poller != self.poller);
        }
    }
}

fn unauthorized() -> Refusal {
    Refusal::new(StatusCode::UNAUTHORIZED, "Unauthorized")
}
