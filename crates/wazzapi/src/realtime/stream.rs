//! One device's part of the organization's events.

use std::sync::Arc;
use std::time::{Duration, SystemTime};

use futures_util::future::BoxFuture;
use wagate_sdk_core::adapter::EventSource;
use wagate_sdk_core::{Error, EventEnvelope, EventOptions};

use super::poller::Poller;

/// The longest time that the gateway is asked to hold a request: the default of the official consumer.
const LONGEST_HOLD: Duration = Duration::from_secs(50);

pub(super) struct DeviceEvents {
    poller: Arc<Poller>,
    key: u64,
    /// How long the gateway holds a request while there are no events.
    hold: Duration,
    left: bool,
}

impl DeviceEvents {
    pub(super) fn new(poller: Arc<Poller>, device: &str, options: EventOptions) -> Self {
        let hold = options.ping_every.clamp(Duration::from_secs(1), LONGEST_HOLD);
        let key = poller.ledger().attach(device, options);
        Self { poller, key, hold, left: false }
    }

    fn leave(&mut self) {
        if !std::mem::replace(&mut self.left, true) {
            self.poller.leave(self.key);
        }
    }
}

impl EventSource for DeviceEvents {
    fn connect(&mut self) -> BoxFuture<'_, Result<(), Error>> {
        Box::pin(self.poller.connect())
    }

    fn next(&mut self) -> BoxFuture<'_, Result<Option<EventEnvelope>, Error>> {
        Box::pin(self.poller.next(self.key, self.hold))
    }

    fn acknowledge<'a>(&'a mut self, id: &'a str) -> BoxFuture<'a, Result<(), Error>> {
        Box::pin(self.poller.handled(self.key, id))
    }

    fn close(&mut self) -> BoxFuture<'_, ()> {
        self.leave();
        Box::pin(self.poller.close())
    }

    fn take_gap(&mut self) -> Option<SystemTime> {
        self.poller.ledger().take_gap(self.key)
    }

    fn replays(&self) -> bool {
        true
    }
}

impl Drop for DeviceEvents {
    fn drop(&mut self) {
        self.leave();
    }
}
