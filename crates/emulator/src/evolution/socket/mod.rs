//! The server's Socket.IO: events as they happen.
//!
//! An instance's namespace comes into being with the first event that its configuration asks for; before that nobody can
//! join it. The root namespace is always there: it hears everything of all instances where the server is told to say it,
//! and nothing otherwise.

mod content;
mod member;

use std::collections::HashMap;
use std::fmt;
use std::sync::{Arc, Mutex, Weak};

use axum::body::Body;
use axum::extract::{Query, Request, State};
use axum::response::{IntoResponse, Response};
use axum::{Json, Router};
use http::StatusCode;
use http::header::UPGRADE;
use serde::Deserialize;
use serde_json::{Value, json};
use socketioxide::SocketIo;
use socketioxide::extract::SocketRef;
use socketioxide::handler::ConnectHandler as _;
use tower::ServiceExt as _;

use super::call::auth;
use super::errors::unknown_route;
use crate::Gateway;
use crate::push::{PushedEvent, Subscription};
use crate::shared::{App, Shared};
use crate::world::Instance;

use member::Member;

/// The Socket.IO server of one emulator.
pub(crate) struct Sockets {
    io: SocketIo,
    router: Router,
    /// What the instances whose namespaces are there want to hear, as it was with the last event.
    namespaces: HashMap<String, Value>,
    app: Weak<Shared>,
}

impl fmt::Debug for Sockets {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Sockets").field("namespaces", &self.namespaces.len()).finish_non_exhaustive()
    }
}

/// What a client hears that has joined a namespace.
#[derive(Clone, Debug)]
enum Hears {
    /// In the root namespace.
    Everything,
    /// In the namespace of this instance.
    Instance(String),
}

impl Sockets {
    pub(crate) fn new(app: &App) -> Self {
        let (layer, io) = SocketIo::builder().build_layer();
        let sockets = Self {
            io,
            router: Router::new().layer(layer),
            namespaces: HashMap::new(),
            app: Arc::downgrade(app),
        };
        sockets.open("/", Hears::Everything);
        sockets
    }

    /// An event is about to be told: the instance's namespace is there from now on if it asks for the event.
    pub(super) fn open_for(&mut self, instance: &Instance, event: &str) {
        let row = instance.settings.get("Websocket").cloned().unwrap_or_default();
        let known = self.namespaces.contains_key(&instance.name);
        if known || asks(&row, event) {
            self.namespaces.insert(instance.name.clone(), row);
        }
        if !known && self.namespaces.contains_key(&instance.name) {
            self.open(&format!("/{}", instance.name), Hears::Instance(instance.name.clone()));
        }
    }

    /// No instance has a namespace any longer.
    pub(super) fn forget(&mut self) {
        for (name, _) in self.namespaces.drain() {
            self.io.delete_ns(format!("/{name}"));
        }
    }

    fn open(&self, namespace: &str, hears: Hears) {
        let app = Weak::clone(&self.app);
        // The client is told that it has joined between the two, and is to miss nothing from then on.
        let before = {
            let (app, hears) = (Weak::clone(&app), hears.clone());
            async move |socket: SocketRef| -> Result<(), Stopped> {
                let app = app.upgrade().ok_or(Stopped)?;
                let of = match &hears {
                    Hears::Everything => None,
                    Hears::Instance(name) => Some(name.as_str()),
                };
                let news = {
                    let _locked = app.world();
                    app.hub().subscribe(Gateway::Evolution, of)
                };
                socket.extensions.insert(Reserved(Arc::new(Mutex::new(Some(news)))));
                // Who waits for a socket is not told by the request that opened the connection below.
                app.changed();
                Ok(())
            }
        };
        let after = async move |socket: SocketRef| {
            let news = socket.extensions.get::<Reserved>().and_then(|reserved| reserved.take());
            if let (Some(app), Some(news)) = (app.upgrade(), news) {
                Member::new(app, socket, hears).tell(news).await;
            }
        };
        self.io.ns(namespace.to_owned(), after.with(before));
    }
}

/// The emulator is no longer there.
#[derive(Debug)]
struct Stopped;

impl fmt::Display for Stopped {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("the emulator has stopped")
    }
}

/// What a client is told that is about to join.
#[derive(Clone)]
struct Reserved(Arc<Mutex<Option<Subscription>>>);

impl Reserved {
    fn take(&self) -> Option<Subscription> {
        self.0.lock().ok()?.take()
    }
}

impl Hears {
    fn wants(&self, app: &App, event: &PushedEvent) -> bool {
        let world = app.world();
        match self {
            Self::Everything => world.evolution.websocket_global,
            Self::Instance(name) => {
                let sockets = world.evolution.sockets.as_ref();
                sockets
                    .and_then(|sockets| sockets.namespaces.get(name))
                    .is_some_and(|row| asks(row, &event.name))
            }
        }
    }
}

/// Whether a configuration asks for an event.
fn asks(row: &Value, event: &str) -> bool {
    let events = row.get("events").and_then(Value::as_array);
    row["enabled"] == true && events.is_some_and(|events| events.iter().any(|one| one == event))
}

#[derive(Deserialize)]
pub(super) struct Key {
    apikey: Option<String>,
}

/// A request of the transport below Socket.IO.
pub(super) async fn transport(
    State(app): State<App>,
    Query(Key { apikey }): Query<Key>,
    request: Request,
) -> Response {
    match admitted(&app, apikey, &request) {
        Ok(router) => router.oneshot(request).await.unwrap_or_else(|never| match never {}),
        Err(Some(refused)) => refusal(refused, request.headers().contains_key(UPGRADE)),
        Err(None) => unknown_route(request.method().clone(), request.uri().clone()).await.into_response(),
    }
}

/// What answers the request, or why it is refused; nothing where there is no such transport.
///
/// The first request of a client needs a key: any of the server's opens all namespaces.
// Guess: hosts that need no key are none.
fn admitted(app: &App, apikey: Option<String>, request: &Request) -> Result<Router, Option<&'static str>> {
    let world = app.world();
    let sockets = world.evolution.sockets.as_ref().filter(|_| !world.evolution.websocket_off).ok_or(None)?;
    let begun = request.uri().query().unwrap_or_default().split('&').any(|pair| pair.starts_with("sid="));
    let header = request.headers().get("apikey").and_then(|key| key.to_str().ok()).map(str::to_owned);
    match apikey.or(header) {
        Some(key) if !begun && !auth::opens_anything(app, &world, &key) => Err(Some("Invalid global token")),
        None if !begun => Err(Some("apiKey is required")),
        _ => Ok(sockets.router.clone()),
    }
}

/// A client that polls is told in JSON, one that wants a WebSocket at once in plain text.
fn refusal(message: &str, websocket: bool) -> Response {
    if websocket {
        let mut answer = Response::new(Body::from(message.to_owned()));
        *answer.status_mut() = StatusCode::BAD_REQUEST;
        return answer;
    }
    (StatusCode::FORBIDDEN, Json(json!({ "code": 4, "message": message }))).into_response()
}
