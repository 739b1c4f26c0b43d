//! The WebSocket: events that are acknowledged, and come again until they are.

use std::convert::Infallible;
use std::time::{Duration, SystemTime};

use axum::extract::ws::WebSocketUpgrade;
use axum::extract::{FromRequestParts as _, Query, Request, State};
use axum::response::{IntoResponse as _, Response};
use http::HeaderMap;
use serde::Deserialize;
use serde_json::json;

use super::auth;
use super::errors::Refusal;
use super::events::Retained;
use super::instances::comma_separated;
use super::webhooks::{selects, subscribed};
use crate::Gateway;
use crate::clock::iso_millis;
use crate::push::{Gone, PING_EVERY, Socket, Subscription, until};
use crate::shared::App;
use crate::world::World;

/// After what time an event that was not acknowledged comes again.
// Guess: the documents only say that it can.
const AGAIN_AFTER: Duration = Duration::from_secs(30);

/// The members of the query. Those of credentials have headers of the same meaning.
#[derive(Deserialize)]
pub(super) struct Wanted {
    instance_id: Option<String>,
    events: Option<String>,
    last_event_id: Option<String>,
    access_token: Option<String>,
    client_token: Option<String>,
    instance_token: Option<String>,
}

/// What a socket was opened with.
struct Opened {
    instance: String,
    /// The events that the socket asked for itself.
    events: Option<Vec<String>>,
    missed: Vec<Retained>,
    news: Subscription,
}

pub(super) async fn connect(
    State(app): State<App>,
    Query(wanted): Query<Wanted>,
    request: Request,
) -> Response {
    let (mut parts, _) = request.into_parts();
    let opened = match open(&app, wanted, &parts.headers) {
        Ok(opened) => opened,
        Err(refusal) => return refusal.into_response(),
    };
    let Ok(upgrade) = WebSocketUpgrade::from_request_parts(&mut parts, &app).await else {
        return Refusal::bad_request("WebSocket upgrade required").into_response();
    };
    upgrade.on_upgrade(async move |socket| {
        let instance = opened.instance.clone();
        let socket = Socket::new(App::clone(&app), Gateway::Vzaps, socket);
        let Err(Gone) = Session { app, socket, unacknowledged: Vec::new() }.run(opened).await;
        tracing::debug!(instance, "a WebSocket of VZaps ended");
    })
}

fn open(app: &App, wanted: Wanted, headers: &HeaderMap) -> Result<Opened, Refusal> {
    let world = app.world();
    // Guess: the refusals' texts, here and for events that are not known.
    let instance = wanted.instance_id.clone().filter(|id| !id.is_empty());
    let instance = instance.ok_or_else(|| Refusal::bad_request("instance_id is required"))?;
    authorize(app, &world, headers, &wanted, &instance)?;
    let events = wanted.events.filter(|events| !events.is_empty());
    let events = events.map(|events| comma_separated(json!(events))).transpose()?;
    let events = events.map(|events| events.split(',').map(str::to_owned).collect());
    let last = wanted.last_event_id.filter(|id| !id.is_empty());
    let missed = last.map(|id| world.vzaps.retained.after(&instance, &id, world.clock.now()));
    let news = app.hub().subscribe(Gateway::Vzaps, Some(&instance));
    Ok(Opened { instance, events, missed: missed.unwrap_or_default(), news })
}

/// Lets in who has the instance's token, and with it the owner's JWT or client token.
// Guess: the JWT alone is not enough, and neither is needed beside the other; a JWT that is not good is refused whatever
// comes with it, as everywhere. A header goes before the query.
fn authorize(
    app: &App,
    world: &World,
    headers: &HeaderMap,
    wanted: &Wanted,
    instance: &str,
) -> Result<(), Refusal> {
    let given = |header: &str, query: &Option<String>| {
        let header = headers.get(header).and_then(|value| value.to_str().ok()).map(str::to_owned);
        header.or_else(|| query.clone()).filter(|value| !value.is_empty())
    };
    let token = given("x-instance-token", &wanted.instance_token).ok_or_else(Refusal::unauthorized)?;
    let bearer = wanted.access_token.as_ref().filter(|jwt| !jwt.is_empty());
    match given("authorization", &bearer.map(|jwt| format!("Bearer {jwt}"))) {
        Some(jwt) => auth::good_jwt(world, &jwt)?,
        None => {
            let client = given("x-client-token", &wanted.client_token);
            let good = |client: &String| {
                *client == app.credentials().vzaps_client_token && !world.is_revoked(client)
            };
            client.filter(good).ok_or_else(Refusal::unauthorized)?;
        }
    }
    match world.instance_by_token(Gateway::Vzaps, &token) {
        None => Err(Refusal::unauthorized()),
        Some(found) if found.key == instance && !found.foreign => Ok(()),
        Some(_) => Err(Refusal::forbidden()),
    }
}

/// One event on its way to the client.
struct Frame {
    id: String,
    name: String,
    text: String,
    again_at: SystemTime,
}

struct Session {
    app: App,
    socket: Socket,
    /// Oldest first.
    unacknowledged: Vec<Frame>,
}

impl Session {
    async fn run(mut self, opened: Opened) -> Result<Infallible, Gone> {
        let Opened { instance, events, missed, mut news } = opened;
        for kept in missed {
            if self.wants(&instance, events.as_deref(), &kept.event.name) {
                self.push(&instance, &kept).await?;
            }
        }
        let mut ping = tokio::time::interval(PING_EVERY);
        loop {
            let again = self.unacknowledged.iter().map(|frame| frame.again_at).min();
            tokio::select! {
                news = news.recv() => {
                    let news = news.ok_or(Gone)?;
                    for event in &news.events {
                        if self.wants(&instance, events.as_deref(), &event.name) {
                            let at = news.happening.at;
                            self.push(&instance, &Retained::new(&instance, event.clone(), at)).await?;
                        }
                    }
                }
                text = self.socket.receive() => {
                    let text = text?;
                    self.heard(&text);
                }
                () = due(&self.app, again) => self.push_again().await?,
                _ = ping.tick() => self.socket.ping().await?,
            }
        }
    }

    /// Whether the socket asked for an event, or else the instance is subscribed to it.
    fn wants(&self, instance: &str, events: Option<&[String]>, event: &str) -> bool {
        match events {
            Some(events) => selects(events, event),
            None => {
                let world = self.app.world();
                let instance = world.instance(Gateway::Vzaps, instance);
                instance.is_some_and(|instance| selects(&subscribed(instance), event))
            }
        }
    }

    async fn push(&mut self, instance: &str, kept: &Retained) -> Result<(), Gone> {
        let id = kept.event.id.clone().unwrap_or_default();
        let text = json!({
            "id": id,
            "type": kept.event.name,
            "instance_id": instance,
            "created_at": iso_millis(kept.at),
            "data": kept.event.body,
        })
        .to_string();
        let again_at = self.app.world().clock.now() + AGAIN_AFTER;
        let name = kept.event.name.clone();
        self.unacknowledged.push(Frame { id, name: name.clone(), text: text.clone(), again_at });
        self.socket.push(&name, text).await
    }

    /// What has waited long enough for its acknowledgement comes again.
    async fn push_again(&mut self) -> Result<(), Gone> {
        let now = self.app.world().clock.now();
        for frame in self.unacknowledged.iter_mut().filter(|frame| frame.again_at <= now) {
            frame.again_at = now + AGAIN_AFTER;
            self.socket.push(&frame.name, frame.text.clone()).await?;
        }
        Ok(())
    }

    /// What is not an acknowledgement is ignored.
    fn heard(&mut self, text: &str) {
        #[derive(Deserialize)]
        struct Heard {
            r#type: String,
            event_id: String,
        }
        if let Ok(Heard { r#type, event_id }) = serde_json::from_str(text)
            && r#type == "ack"
        {
            self.unacknowledged.retain(|frame| frame.id != event_id);
        }
    }
}

/// Waits for a time; for ever without one.
async fn due(app: &App, at: Option<SystemTime>) {
    match at {
        Some(at) => until(app, at).await,
        None => std::future::pending().await,
    }
}
