//! Webhook subscriptions: they belong to the organization, and post the events of all its devices.
//!
//! Source of all: the official SDKs (Python `wazzapi` 0.6.0 `resources/webhook_subscriptions.py`, wazzapi-node
//! `src/resources/webhookSubscriptions.ts`).

mod change;
mod deliveries;
mod listing;

pub use change::{CreateWebhook, DeleteWebhook, UpdateWebhook};
pub use deliveries::{Deliveries, Delivery, ListDeliveries, PingWebhook, Pinged};
pub use listing::{GetWebhook, ListWebhooks, WebhookList, WebhookSubscription};
