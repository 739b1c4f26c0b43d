//! A router for axum: one program that receives webhooks of many instances and several gateways.

mod events;
mod path;
mod receiver;
mod route;

use std::fmt;
use std::sync::Arc;
use std::time::Duration;

use axum::extract::DefaultBodyLimit;
use axum::routing::post;
use tokio::sync::mpsc;

pub use events::WebhookEvents;

use self::path::RoutePath;
use self::receiver::Receiver;
use self::route::{Door, Route};
use crate::adapter::Events;
use crate::error::Error;
use crate::webhook::SeenEvents;

/// Receives webhooks of many instances and several gateways: an [`axum::Router`] to serve, and a stream of what comes in.
///
/// ```
/// use std::collections::HashMap;
/// use std::sync::Arc;
///
/// use wagate_sdk_core::adapter::Events;
/// use wagate_sdk_core::{EventEnvelope, WebhookRouter, WebhookSecrets, WebhookSpec};
///
/// # async fn handle(event: &EventEnvelope) {}
/// // `A` and `B` are gateways, such as `Ryze` and `Vzaps`.
/// async fn serve<A, B>(
///     shop: WebhookSpec,
///     others: HashMap<String, Arc<WebhookSecrets>>,
/// ) -> Result<(), Box<dyn std::error::Error>>
/// where
///     A: Events,
///     B: Events<WebhookVerifier = WebhookSecrets>,
/// {
///     let (hooks, mut events) = WebhookRouter::new()
///         // One instance: the secret is that of the `WebhookSpec` by which it was set.
///         .route::<A>("/hooks/shop", A::webhook_verifier(&shop)?)
///         // Many, each with a secret of its own.
///         .route_each::<B>("/hooks/{provider}/{instance}", move |instance| others.get(instance).cloned())
///         .build()?;
///
///     tokio::spawn(async move {
///         while let Some(event) = events.next().await {
///             handle(&event).await;
///         }
///     });
///     let listener = tokio::net::TcpListener::bind("127.0.0.1:8080").await?;
///     axum::serve(listener, axum::Router::new().merge(hooks)).await?;
///     Ok(())
/// }
/// ```
///
/// # What it answers
///
/// | | |
/// | --- | --- |
/// | 200 | the program has handled the event, or had before; also one that this SDK does not know, which comes as [`Event::Unknown`](crate::Event::Unknown) |
/// | 400 | the body is not a JSON object |
/// | 401 | the request does not prove that it comes from the gateway; what its body says was not read |
/// | 405 | it is no POST |
/// | 413 | the body is too large: [`WebhookRouter::body_limit`] |
/// | 503 | ask again: the program is too busy, still at this very event, or takes none any more |
///
/// The program has handled an event when it asks for the next one, or calls [`WebhookEvents::ack`]: as with
/// [`EventStream`](crate::EventStream), one that was given and not handled comes again. So a gateway waits for as long as the program is busy with
/// an event, and a program that dies loses nothing that was answered with 200. One that would answer sooner stores events, or starts a task for each, and
/// asks for the next.
///
/// What a gateway delivers twice on a route is told once, even if both come at the same time.
///
/// # Secrets
///
/// Evolution API never delivers again what was answered with 400, 401, 403, 404 or 422. While a secret changes hold both:
/// [`WebhookSecrets::and_still`](crate::WebhookSecrets::and_still).
///
/// An envelope's instance is the one that the event names. Whoever knows a secret can name any, so gateways of owners that do not trust each other get a
/// router each.
#[must_use = "it does nothing until it is built and served"]
pub struct WebhookRouter {
    routes: Vec<(RoutePath, Arc<dyn Door>)>,
    /// The first path that cannot be served.
    wrong: Option<Error>,
    buffer: usize,
    remembered: usize,
    body_limit: usize,
    room_within: Duration,
    handled_within: Duration,
}

impl WebhookRouter {
    /// Without a route.
    pub fn new() -> Self {
        Self {
            routes: Vec::new(),
            wrong: None,
            buffer: 256,
            remembered: 50_000,
            body_limit: 32 << 20,
            room_within: Duration::from_secs(5),
            handled_within: Duration::from_secs(20),
        }
    }

    /// Webhooks of the gateway `P` at a path, all with the same secret.
    ///
    /// What follows the path is taken too: the secret that stands last in the URL (VZaps), and the event's name where a gateway was told to append it
    /// (`byEvents` of RyzeAPI and Evolution API).
    ///
    /// In the path, `{provider}` stands for the gateway's short name ([`Adapter::NAME`](crate::adapter::Adapter::NAME)), and `{instance}` for one segment that
    /// is the instance's name. It is told in [`EventEnvelope::instance`](crate::EventEnvelope::instance) where the event itself does not name one, as with
    /// VZaps.
    pub fn route<P: Events>(self, path: &str, verifier: P::WebhookVerifier) -> Self {
        let verifier = Arc::new(verifier);
        self.add::<P>(path, move |_| Some(verifier.clone()))
    }

    /// Webhooks of the gateway `P` at a path with `{instance}` in it, each instance with its own secret. It is asked for at each request, so instances may
    /// come and go while the program runs. For whom it finds none the answer is 401.
    ///
    /// Everything else is as with [`WebhookRouter::route`].
    pub fn route_each<P: Events>(
        mut self,
        path: &str,
        verifier: impl Fn(&str) -> Option<Arc<P::WebhookVerifier>> + Send + Sync + 'static,
    ) -> Self {
        if !path::names_instance(path) {
            let wrong = || Error::config("a webhook's path for each instance has no `{instance}`");
            self.wrong.get_or_insert_with(wrong);
        }
        self.add::<P>(path, move |instance| verifier(instance?))
    }

    /// How many events wait while the program is busy; at least one, and 256 unless set. When there is no room within 5 s, the answer is 503.
    pub fn buffer(mut self, events: usize) -> Self {
        self.buffer = events.clamp(1, tokio::sync::Semaphore::MAX_PERMITS);
        self
    }

    /// How long a request waits for room before it is answered with 503; 5 s unless set.
    pub fn room_within(mut self, time: Duration) -> Self {
        self.room_within = time;
        self
    }

    /// How long a request waits until the program has handled its event; 20 s unless set, so that Evolution API and WazzAPI, which wait for 30 s, have their
    /// answer. After that it is answered with 503, but the event stays where it is: when the gateway asks again and the program is done, the answer is 200.
    pub fn handled_within(mut self, time: Duration) -> Self {
        self.handled_within = time;
        self
    }

    /// How many events are remembered against what is delivered twice, over all routes; 50,000 unless set. Each takes about 100 bytes.
    pub fn remember(mut self, events: usize) -> Self {
        self.remembered = events;
        self
    }

    /// The longest body in bytes; 32 MiB unless set. A gateway that puts files into its events makes them a third longer (Base64). It is also what
    /// a stranger can make the program hold for a request, since a signature is over the whole body.
    pub fn body_limit(mut self, bytes: usize) -> Self {
        self.body_limit = bytes;
        self
    }

    /// The router, to be merged into the program's own, nested or served alone, and what comes in.
    ///
    /// A program whose router has a state `S` takes `router.with_state(())`, which is a `Router<S>`.
    ///
    /// # Errors
    /// [`Error::Config`] when a path cannot be served, or begins with another one.
    pub fn build(self) -> Result<(axum::Router, WebhookEvents), Error> {
        if let Some(wrong) = self.wrong {
            return Err(wrong);
        }
        path::check_apart(self.routes.iter().map(|(path, _)| path))?;
        let (sender, deliveries) = mpsc::channel(self.buffer);
        let receiver = Arc::new(Receiver {
            deliveries: sender,
            seen: SeenEvents::new(self.remembered),
            room_within: self.room_within,
            handled_within: self.handled_within,
        });
        let mut router = axum::Router::new();
        for (path, door) in self.routes {
            let posted =
                post(receiver::handler(receiver.clone(), door)).layer(DefaultBodyLimit::max(self.body_limit));
            for pattern in path.patterns() {
                router = router.route(&pattern, posted.clone());
            }
        }
        Ok((router, WebhookEvents::new(deliveries)))
    }

    fn add<P: Events>(
        mut self,
        path: &str,
        verifier: impl Fn(Option<&str>) -> Option<Arc<P::WebhookVerifier>> + Send + Sync + 'static,
    ) -> Self {
        match RoutePath::new(path, P::NAME) {
            Ok(path) => {
                let door = Route::<P>::new(path.to_string(), Box::new(verifier));
                self.routes.push((path, Arc::new(door)));
            }
            Err(wrong) => {
                self.wrong.get_or_insert(wrong);
            }
        }
        self
    }
}

impl Default for WebhookRouter {
    fn default() -> Self {
        Self::new()
    }
}

/// A path may hold a secret.
impl fmt::Debug for WebhookRouter {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("WebhookRouter").field("routes", &self.routes.len()).finish_non_exhaustive()
    }
}
