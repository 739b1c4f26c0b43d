//! How the gateways tell what happens: events, in each gateway's own layout, by webhook and by socket.
//!
//! The world [settles](World::settle) whenever its lock is given back. Each [`Happening`] then goes to the module
//! `events` of its gateway, which makes that gateway's [events](PushedEvent) of it, and to its module `webhooks`, which
//! says where they are posted. All this is done under the lock: a subscription that is made under the lock misses
//! nothing that comes after it, and gets nothing that came before.

mod fault;
mod hub;
mod post;
mod postman;
pub(crate) mod sign;
mod socket;
mod wait;

pub use fault::{PushFault, PushFaultRule};
pub(crate) use hub::{Hub, News, Subscription};
pub use post::WebhookDelivery;
pub(crate) use post::{Deliveries, Post, Retries};
pub(crate) use postman::{doubling, post_all, send};
pub(crate) use socket::{Gone, PING_EVERY, Socket};
pub(crate) use wait::until;

use serde_json::Value;

use crate::Gateway;
use crate::world::{Happening, World};

/// One event as a gateway pushes it.
#[derive(Clone, Debug)]
pub(crate) struct PushedEvent {
    /// The gateway's word, as its subscriptions have it.
    pub(crate) name: String,
    /// What is pushed, in the layout of the gateway's webhooks.
    pub(crate) body: Value,
    /// The id of the event, at a gateway whose events have one.
    pub(crate) id: Option<String>,
}

/// What a gateway makes of a happening; none where it has no event for it.
fn events(world: &mut World, happening: &Happening) -> Vec<PushedEvent> {
    match happening.gateway {
        Gateway::Ryze => crate::ryze::events::events(world, happening),
        Gateway::Evolution => crate::evolution::events::events(world, happening),
        Gateway::Vzaps => crate::vzaps::events::events(world, happening),
        Gateway::Wazzapi => crate::wazzapi::events::events(world, happening),
    }
}

/// Where an event is posted, by the webhooks that the instance or its account has.
fn posts(world: &mut World, happening: &Happening, event: &PushedEvent) -> Vec<Post> {
    match happening.gateway {
        Gateway::Ryze => crate::ryze::webhooks::posts(world, happening, event),
        Gateway::Evolution => crate::evolution::webhooks::posts(world, happening, event),
        Gateway::Vzaps => crate::vzaps::webhooks::posts(world, happening, event),
        Gateway::Wazzapi => crate::wazzapi::webhooks::posts(world, happening, event),
    }
}
