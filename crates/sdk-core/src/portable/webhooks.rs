use super::derive::portable;
use crate::client::InstanceClient;
use crate::done::Done;
use crate::error::Error;
use crate::webhook::{Webhook, WebhookSpec};

portable! {
    /// Where the gateway posts events.
    trait Webhooks for InstanceClient, mirrored by WebhooksMirror {
        /// Posts events there. What was asked was checked. A webhook that this instance has at the same URL is replaced; one that belongs to
        /// another instance is left alone.
        fn set_webhook(spec: WebhookSpec) -> Done;
        /// The webhooks through which this instance's events go.
        fn webhooks() -> Vec<Webhook>;
        /// Posts nothing more to this instance's webhooks.
        fn remove_webhook() -> Done;
    }
}
