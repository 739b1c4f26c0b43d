//! WazzAPI. An instance is a device there.

mod asked;
mod auth;
mod contacts;
mod conversations;
mod devices;
mod errors;
pub(crate) mod events;
mod fields;
mod groups;
mod limits;
mod messages;
mod pull;
mod routes;
mod templates;
pub(crate) mod webhooks;

pub(crate) use routes::face;

use crate::shared::{App, Locked};

/// What only WazzAPI has.
#[derive(Debug, Default)]
pub(crate) struct WazzapiState {
    minutes: limits::Minutes,
    archive: messages::Archive,
    /// The ids of the messages whose time is yet to come.
    scheduled: Vec<String>,
    book: contacts::Book,
    inbox: conversations::Inbox,
    templates: Vec<templates::Template>,
    webhooks: Vec<webhooks::WebhookSubscription>,
    pull: Vec<pull::PullSubscription>,
    /// Whether events tell what is documented and no more.
    pub(crate) documented_events: bool,
}

/// The world, after the gateway has looked what became due and what happened on the phones.
fn up_to_date(app: &App) -> Locked<'_> {
    let mut world = app.world();
    messages::run_due(&mut world);
    messages::take_in(&mut world);
    contacts::take_in(&mut world);
    conversations::take_in(&mut world);
    world
}
