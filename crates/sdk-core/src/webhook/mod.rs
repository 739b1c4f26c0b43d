//! Webhooks: events that a gateway posts to a URL of the program's. Where they go, how they are verified, how they are received.

mod receive;
mod secret;
mod seen;
mod spec;
mod verify;

pub use receive::{WebhookError, parse_webhook};
pub use secret::{WebhookSecret, WebhookSecrets};
pub use seen::{Reservation, Reserved, SeenEvents};
pub use spec::{Webhook, WebhookSpec};
pub use verify::{WebhookRequest, verify_jwt, verify_signature};
