//! Webhooks: events that a gateway posts to a URL of the program's. Where they go, how they are verified, how they are received.

#[cfg(feature = "webhooks")]
mod receive;
#[cfg(feature = "axum")]
mod router;
mod secret;
#[cfg(feature = "webhooks")]
mod secrets;
#[cfg(feature = "webhooks")]
mod seen;
mod spec;
#[cfg(feature = "webhooks")]
mod verify;

#[cfg(feature = "webhooks")]
pub use receive::{WebhookError, parse_webhook};
#[cfg(feature = "axum")]
pub use router::{WebhookEvents, WebhookRouter};
pub use secret::WebhookSecret;
#[cfg(feature = "webhooks")]
pub use secrets::WebhookSecrets;
#[cfg(feature = "webhooks")]
pub use seen::{Reservation, Reserved, SeenEvents};
pub use spec::{Webhook, WebhookSpec};
#[cfg(feature = "webhooks")]
pub use verify::{WebhookRequest, verify_jwt, verify_signature};
