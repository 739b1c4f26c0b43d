use wagate_sdk_core::adapter::Webhooks;
use wagate_sdk_core::{Done, Error, InstanceClient, Webhook, WebhookSpec};

use crate::Vzaps;
use crate::events::names;
use crate::webhooks::{GetWebhook, SetWebhook};

/// An instance has one webhook, and no route removes it.
impl Webhooks for Vzaps {
    async fn set_webhook(client: &InstanceClient<Self>, spec: WebhookSpec) -> Result<Done, Error> {
        let events = names(&spec.events)?;
        let mut set = SetWebhook::new(String::from(spec.url_with_secret()));
        set.events = Some(events);
        client.exchange(set).await.map(Done::from)
    }

    async fn webhooks(client: &InstanceClient<Self>) -> Result<Vec<Webhook>, Error> {
        let answer = client.exchange(GetWebhook::new()).await?;
        let told = answer.value.data;
        let Some(url) = told.webhook else { return Ok(Vec::new()) };
        let mut webhook = Webhook::new(Some(url.expose().to_owned()), answer.raw);
        webhook.events = told.subscribe;
        Ok(vec![webhook])
    }
}
