//! Events that the gateway posts to a URL.

use super::InstanceClient;
use crate::adapter::Provider;
use crate::capabilities::Operation;
use crate::done::Done;
use crate::error::Error;
use crate::webhook::{Webhook, WebhookSpec};

impl<P: Provider> InstanceClient<P> {
    /// Lets the gateway post this instance's events to a URL.
    ///
    /// RyzeAPI `events.webhook.set`, Evolution API `webhook.set`, VZaps `webhook.set` (the secret becomes a segment of the path), WazzAPI
    /// `webhook.create` (its webhooks belong to the organization: one that was made for another URL is left alone, and the receiver gets the other
    /// devices' events too).
    ///
    /// # Errors
    /// [`Error::InvalidRequest`] before anything leaves, for what the gateway cannot be asked.
    pub async fn set_webhook(&self, spec: WebhookSpec) -> Result<Done, Error> {
        let check = spec.check();
        let secret = spec.secret.clone();
        let done = self.run_if(Operation::SetWebhook, check, P::set_webhook(self, spec)).await;
        // Should the gateway repeat it, the error must not show it.
        done.map_err(|error| secret.iter().fold(error, |error, secret| error.hiding(secret.expose())))
    }

    /// The webhooks through which this instance's events go.
    ///
    /// RyzeAPI `events.webhook.get`, Evolution API `webhook.find`, VZaps `webhook.get`, WazzAPI `webhook.list`.
    ///
    /// # Errors
    /// As the gateway's answer says.
    pub async fn webhooks(&self) -> Result<Vec<Webhook>, Error> {
        self.run(Operation::Webhooks, P::webhooks(self)).await
    }

    /// Lets the gateway post nothing more of this instance's.
    ///
    /// On RyzeAPI and Evolution API they stay there, turned off.
    ///
    /// # Errors
    /// [`Error::Unsupported`] on VZaps, which cannot; there, set another URL.
    pub async fn remove_webhook(&self) -> Result<Done, Error> {
        self.run(Operation::RemoveWebhook, P::remove_webhook(self)).await
    }
}
