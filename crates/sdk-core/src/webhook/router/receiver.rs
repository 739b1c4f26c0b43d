use std::sync::Arc;
use std::time::Duration;

use axum::body::Bytes;
use axum::extract::RawPathParams;
use axum::extract::rejection::{BytesRejection, RawPathParamsRejection};
use futures_util::future::BoxFuture;
use http::{HeaderMap, StatusCode, Uri};
use tokio::sync::{mpsc, oneshot};
use tokio::time::timeout;

use super::events::{Delivery, Handing};
use super::path::INSTANCE;
use super::route::Door;
use crate::event::EventEnvelope;
use crate::webhook::{Reservation, Reserved, SeenEvents, WebhookError};

/// Takes what comes in on all routes, and answers when the program has handled it.
pub(super) struct Receiver {
    pub(super) deliveries: mpsc::Sender<Delivery>,
    pub(super) seen: SeenEvents,
    pub(super) room_within: Duration,
    pub(super) handled_within: Duration,
}

type Params = Result<RawPathParams, RawPathParamsRejection>;
type Body = Result<Bytes, BytesRejection>;

/// What axum calls for each request to one route.
pub(super) fn handler(
    receiver: Arc<Receiver>,
    door: Arc<dyn Door>,
) -> impl Fn(Params, Uri, HeaderMap, Body) -> BoxFuture<'static, StatusCode> + Clone + Send + Sync + 'static {
    move |params, uri, headers, body| {
        let (receiver, door) = (receiver.clone(), door.clone());
        Box::pin(async move {
            let provider = door.provider();
            let answer = receiver.receive(&*door, params, &uri, &headers, body).await;
            match answer {
                Ok(()) => StatusCode::OK,
                Err(refused) => {
                    // Neither the path nor what came: both may hold a secret.
                    tracing::warn!(provider, status = refused.status.as_u16(), "a webhook: {}", refused.why);
                    refused.status
                }
            }
        })
    }
}

/// Why a request is not answered with 200.
struct Refused {
    status: StatusCode,
    why: &'static str,
}

impl Refused {
    /// The gateway shall ask again.
    fn later(why: &'static str) -> Self {
        Self { status: StatusCode::SERVICE_UNAVAILABLE, why }
    }
}

impl From<WebhookError> for Refused {
    fn from(error: WebhookError) -> Self {
        match error {
            WebhookError::Unverified => Self {
                status: StatusCode::UNAUTHORIZED,
                why: "a request does not prove that it comes from the gateway",
            },
            WebhookError::NotAnEvent(_) => {
                Self { status: StatusCode::BAD_REQUEST, why: "a body is not a JSON object" }
            }
        }
    }
}

impl From<BytesRejection> for Refused {
    fn from(rejection: BytesRejection) -> Self {
        match rejection.status() {
            status @ StatusCode::PAYLOAD_TOO_LARGE => Self { status, why: "a body is too large" },
            // Not 400, after which one gateway never delivers again: the event may be good, and only its way was not.
            _ => Self::later("a body broke off"),
        }
    }
}

impl Receiver {
    async fn receive(
        &self,
        door: &dyn Door,
        params: Params,
        uri: &Uri,
        headers: &HeaderMap,
        body: Body,
    ) -> Result<(), Refused> {
        // What is not text is no instance's name.
        let params = params.ok();
        let instance = params.iter().flatten().find_map(|(name, value)| (name == INSTANCE).then_some(value));
        let (envelope, key) = door.read(uri.path(), headers, body?, instance)?;
        match self.seen.reserve(key) {
            Reserved::New(reservation) => self.hand_on(envelope, reservation).await,
            Reserved::UnderWay => Err(Refused::later("the program is still at this event")),
            Reserved::Done => Ok(()),
        }
    }

    /// Whatever ends this before the event is in the queue, be it that the request is dropped, releases the event. From then on the queue has it: it
    /// is handled even if nobody waits for the answer any more.
    async fn hand_on(&self, envelope: EventEnvelope, reservation: Reservation) -> Result<(), Refused> {
        const GONE: &str = "the program takes no events any more";
        let room = match timeout(self.room_within, self.deliveries.reserve()).await {
            Ok(Ok(room)) => room,
            Ok(Err(_)) => return Err(Refused::later(GONE)),
            Err(_) => return Err(Refused::later("the program is too busy to take an event")),
        };
        let (handled, answer) = oneshot::channel();
        room.send(Delivery { envelope, handing: Handing { reservation, handled } });
        match timeout(self.handled_within, answer).await {
            Ok(Ok(())) => Ok(()),
            Ok(Err(_)) => Err(Refused::later(GONE)),
            Err(_) => Err(Refused::later("the program takes long for an event")),
        }
    }
}
