use std::fmt;
use std::pin::Pin;
use std::task::{Context, Poll};

use futures_core::Stream;
use tokio::sync::{mpsc, oneshot};

use crate::event::EventEnvelope;
use crate::webhook::Reservation;

/// An event on its way from a request to the program.
pub(super) struct Delivery {
    pub(super) envelope: EventEnvelope,
    pub(super) handing: Handing,
}

/// What an event's request waits for. Dropping it releases the event, and the request is answered so that the gateway asks again.
pub(super) struct Handing {
    pub(super) reservation: Reservation,
    pub(super) handled: oneshot::Sender<()>,
}

impl Handing {
    fn done(self) {
        // Before the answer leaves: whoever asks again after it must find the event done.
        self.reservation.commit();
        // Nobody waits when the gateway has given up. It asks again, and the event is known.
        let _ = self.handled.send(());
    }
}

/// What comes in on the routes of a [`WebhookRouter`](super::WebhookRouter): a [`Stream`] of [`EventEnvelope`], each of which tells its gateway and instance.
///
/// An event counts as handled when the next one is asked for, or when [`WebhookEvents::ack`] is called; then its request is answered with 200. Take
/// events in another task than the one that serves, and take them all the time: requests wait for it.
///
/// Dropping the stream gives back what was not handled: the gateways are answered with 503 from then on. It ends when the router is gone.
#[must_use = "requests are answered only while events are taken"]
pub struct WebhookEvents {
    deliveries: mpsc::Receiver<Delivery>,
    /// Of the event that was given last and is not acknowledged yet.
    held: Option<Handing>,
}

impl WebhookEvents {
    pub(super) fn new(deliveries: mpsc::Receiver<Delivery>) -> Self {
        Self { deliveries, held: None }
    }

    /// The next event; `None` when the router is gone. Asking for it acknowledges the one before. Dropping the future loses nothing.
    pub async fn next(&mut self) -> Option<EventEnvelope> {
        std::future::poll_fn(|context| Pin::new(&mut *self).poll_next(context)).await
    }

    /// The event that was given last is handled: answers its request now instead of when the next one is asked for.
    pub fn ack(&mut self) {
        if let Some(handing) = self.held.take() {
            handing.done();
        }
    }
}

impl Stream for WebhookEvents {
    type Item = EventEnvelope;

    fn poll_next(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<EventEnvelope>> {
        self.ack();
        self.deliveries.poll_recv(context).map(|delivery| {
            let Delivery { envelope, handing } = delivery?;
            self.held = Some(handing);
            Some(envelope)
        })
    }
}

impl fmt::Debug for WebhookEvents {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("WebhookEvents").field("waiting", &self.deliveries.len()).finish_non_exhaustive()
    }
}
