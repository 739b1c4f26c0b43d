//! What all faces of one emulator share.

use std::ops::{Deref, DerefMut};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use tokio::sync::watch;

use crate::credentials::Credentials;
use crate::fault::FaultPlan;
use crate::push::Hub;
use crate::requests::RequestLog;
use crate::ryze::RateLimits;
use crate::world::World;

/// The state of every handler.
pub(crate) type App = Arc<Shared>;

/// What was chosen when the emulator was built.
#[derive(Clone, Debug)]
pub(crate) struct Options {
    pub(crate) credentials: Credentials,
    pub(crate) auto_scan: bool,
    pub(crate) seed: u32,
    pub(crate) rate_limits: RateLimits,
    pub(crate) vzaps_jwt_lifetime: Duration,
}

impl Default for Options {
    fn default() -> Self {
        Self {
            credentials: Credentials::default(),
            auto_scan: false,
            seed: 0,
            rate_limits: RateLimits::default(),
            vzaps_jwt_lifetime: Duration::from_secs(3600),
        }
    }
}

/// One emulator's state.
#[derive(Debug)]
pub(crate) struct Shared {
    pub(crate) options: Options,
    world: Mutex<World>,
    faults: Mutex<FaultPlan>,
    requests: Mutex<RequestLog>,
    changes: watch::Sender<u64>,
    hub: Hub,
}

impl Shared {
    pub(crate) fn new(options: Options) -> Self {
        let world = World::new(options.auto_scan, options.seed);
        Self {
            options,
            world: Mutex::new(world),
            faults: Mutex::default(),
            requests: Mutex::default(),
            changes: watch::Sender::new(0),
            hub: Hub::default(),
        }
    }

    /// The account's credentials.
    pub(crate) fn credentials(&self) -> &Credentials {
        &self.options.credentials
    }

    /// The world. The guard must not be held across an await. What happens while it is held is told when it is let go.
    pub(crate) fn world(&self) -> Locked<'_> {
        Locked { world: lock(&self.world), hub: &self.hub }
    }

    /// Who is told what happens.
    pub(crate) fn hub(&self) -> &Hub {
        &self.hub
    }

    pub(crate) fn faults(&self) -> MutexGuard<'_, FaultPlan> {
        lock(&self.faults)
    }

    pub(crate) fn requests(&self) -> MutexGuard<'_, RequestLog> {
        lock(&self.requests)
    }

    /// Tells everyone who waits that something happened.
    pub(crate) fn changed(&self) {
        self.changes.send_modify(|changes| *changes += 1);
    }

    /// Changes with every request and its answer, and whenever a phone does something.
    pub(crate) fn changes(&self) -> watch::Receiver<u64> {
        self.changes.subscribe()
    }
}

/// The world, locked.
pub(crate) struct Locked<'a> {
    world: MutexGuard<'a, World>,
    hub: &'a Hub,
}

impl Deref for Locked<'_> {
    type Target = World;

    fn deref(&self) -> &World {
        &self.world
    }
}

impl DerefMut for Locked<'_> {
    fn deref_mut(&mut self) -> &mut World {
        &mut self.world
    }
}

impl Drop for Locked<'_> {
    // Before the lock is given back, so that everyone hears of everything in the order in which it happened.
    fn drop(&mut self) {
        self.hub.publish(&mut self.world);
    }
}

/// A panic while the lock was held is another task's failure; the state itself stays usable.
fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}
