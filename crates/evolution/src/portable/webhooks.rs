//! Where the server posts events.

use wagate_sdk_core::adapter::Webhooks;
use wagate_sdk_core::{Done, Error, InstanceClient, Webhook, WebhookSpec};

use crate::Evolution;
use crate::events::names;
use crate::instances::WebhookHeaders;
use crate::webhooks::{FindWebhook, SetWebhook};

/// The header whose value the server does not send: it signs with it the token of every delivery.
const SIGNING_KEY: &str = "jwt_key";

impl Webhooks for Evolution {
    /// The secret signs a token of ten minutes in each delivery, which proves more than a header that is always the same: it does not travel
    /// itself. All headers are replaced, so that an old secret is gone, and the URL is that of all events.
    async fn set_webhook(client: &InstanceClient<Self>, spec: WebhookSpec) -> Result<Done, Error> {
        let mut headers = WebhookHeaders::default();
        if let Some(secret) = &spec.secret {
            headers.0.insert(SIGNING_KEY.to_owned(), secret.expose().to_owned());
        }
        let mut set = SetWebhook::new(spec.url);
        set.webhook.headers = Some(headers);
        set.webhook.by_events = Some(false);
        set.webhook.events = Some(names::chosen(&spec.events));
        client.exchange(set).await.map(Done::from)
    }

    async fn webhooks(client: &InstanceClient<Self>) -> Result<Vec<Webhook>, Error> {
        let answer = client.exchange(FindWebhook::new()).await?;
        let Some(row) = answer.value else { return Ok(Vec::new()) };
        let mut webhook = Webhook::new(row.url, answer.raw);
        (webhook.id, webhook.enabled, webhook.events) = (row.id, row.enabled, row.events.unwrap_or_default());
        Ok(vec![webhook])
    }

    /// It stays there, turned off. The server wants its URL again, so it is asked for first; whatever goes wrong with that, nothing was changed.
    async fn remove_webhook(client: &InstanceClient<Self>) -> Result<Done, Error> {
        let found = client.exchange(FindWebhook::new()).await.map_err(Error::into_not_sent)?;
        match &found.value {
            None => Ok(Done::from(found)),
            Some(row) if row.enabled == Some(false) => Ok(Done::from(found)),
            Some(row) => match row.url.clone() {
                Some(url) => client.exchange(SetWebhook::off(url)).await.map(Done::from),
                None => Err(found.lacking("URL of the webhook").into_not_sent()),
            },
        }
    }
}
