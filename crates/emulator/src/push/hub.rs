//! Who is told.

use std::fmt;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use tokio::sync::mpsc::{UnboundedReceiver, UnboundedSender, unbounded_channel};

use super::fault::PushFaults;
use super::{Post, PushFault, PushFaultRule, PushedEvent, events, posts};
use crate::Gateway;
use crate::world::{Happening, World};

/// A happening, and what its gateway makes of it.
#[derive(Debug)]
pub(crate) struct News {
    pub(crate) happening: Happening,
    pub(crate) events: Vec<PushedEvent>,
}

/// What is told from now on, in order and without a gap. It ends when the emulator stops, when it is reset, and when a
/// test cuts the sockets.
pub(crate) type Subscription = UnboundedReceiver<Arc<News>>;

/// The subscribers of one emulator.
pub(crate) struct Hub {
    state: Mutex<State>,
    outbox: UnboundedSender<Outgoing>,
}

#[derive(Default)]
struct State {
    subscribers: Vec<Subscriber>,
    faults: PushFaults,
    /// The other end of the outbox, until the postman takes it.
    outgoing: Option<UnboundedReceiver<Outgoing>>,
}

/// A post, and the id of its [record](super::Deliveries).
#[derive(Debug)]
pub(super) struct Outgoing {
    pub(super) delivery: u64,
    pub(super) gateway: Gateway,
    pub(super) instance: String,
    pub(super) post: Post,
}

impl Default for Hub {
    fn default() -> Self {
        let (outbox, outgoing) = unbounded_channel();
        Self { state: Mutex::new(State { outgoing: Some(outgoing), ..State::default() }), outbox }
    }
}

struct Subscriber {
    gateway: Gateway,
    /// All of the gateway's where there is none.
    instance: Option<String>,
    to: UnboundedSender<Arc<News>>,
}

impl Subscriber {
    fn hears_of(&self, happening: &Happening) -> bool {
        let own = self.instance.as_ref().is_none_or(|instance| *instance == happening.instance);
        self.gateway == happening.gateway && own
    }
}

impl Hub {
    /// Tells everything that happens at a gateway, to one instance or to all. Subscribe with the world locked.
    pub(crate) fn subscribe(&self, gateway: Gateway, instance: Option<&str>) -> Subscription {
        let (to, subscription) = unbounded_channel();
        let instance = instance.map(str::to_owned);
        self.state().subscribers.push(Subscriber { gateway, instance, to });
        subscription
    }

    /// How many subscriptions a gateway has.
    pub(crate) fn subscriptions(&self, gateway: Gateway) -> usize {
        let state = self.state();
        let open = state.subscribers.iter().filter(|one| one.gateway == gateway && !one.to.is_closed());
        open.count()
    }

    /// Ends every subscription at a gateway, or at all of them.
    pub(crate) fn cut(&self, gateway: Option<Gateway>) {
        let cut = |one: &Subscriber| gateway.is_none_or(|gateway| gateway == one.gateway);
        self.state().subscribers.retain(|one| !cut(one));
    }

    /// Spoils what is pushed.
    pub(crate) fn add_fault(&self, gateway: Gateway, rule: PushFaultRule) {
        self.state().faults.add(gateway, rule);
    }

    pub(crate) fn clear_faults(&self) {
        self.state().faults.clear();
    }

    /// The fault that is due for the next event of this name, used up by one.
    pub(crate) fn take_fault(&self, gateway: Gateway, event: &str) -> Option<PushFault> {
        self.state().faults.take(gateway, event)
    }

    /// Tells what happened since the last time.
    pub(crate) fn publish(&self, world: &mut World) {
        for happening in world.settle() {
            let events = events(world, &happening);
            for event in &events {
                for post in posts(world, &happening, event) {
                    let delivery = world.deliveries.begin(world.ids.next(), &happening, &post);
                    // Nobody takes it when the emulator has stopped.
                    let _ = self.outbox.send(Outgoing {
                        delivery,
                        gateway: happening.gateway,
                        instance: happening.instance.clone(),
                        post,
                    });
                }
            }
            let news = Arc::new(News { happening, events });
            let mut state = self.state();
            state.subscribers.retain(|one| !one.to.is_closed());
            for one in state.subscribers.iter().filter(|one| one.hears_of(&news.happening)) {
                // A subscriber that has just gone away wants nothing more.
                let _ = one.to.send(Arc::clone(&news));
            }
        }
    }

    /// What is to be posted from now on. None the second time.
    pub(super) fn take_outgoing(&self) -> Option<UnboundedReceiver<Outgoing>> {
        self.state().outgoing.take()
    }

    /// Posts a delivery once more that was given up.
    pub(crate) fn post_again(&self, world: &mut World, id: u64) {
        let Some(delivery) = world.deliveries.get_mut(id) else { return };
        delivery.failed = false;
        let _ = self.outbox.send(Outgoing {
            delivery: id,
            gateway: delivery.gateway,
            instance: delivery.instance.clone(),
            post: delivery.post.clone(),
        });
    }

    fn state(&self) -> MutexGuard<'_, State> {
        // A panic while the lock was held is another task's failure; the state itself stays usable.
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl fmt::Debug for Hub {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Hub").finish_non_exhaustive()
    }
}
