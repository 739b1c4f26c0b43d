//! Webhooks: subscriptions of the organization, each marked with the device that it was made for.

use wagate_sdk_core::adapter::Webhooks;
use wagate_sdk_core::wire::WithRaw;
use wagate_sdk_core::{Done, Error, ErrorContext, InstanceClient, Raw, SecretText, Webhook, WebhookSpec};

use url::Url;

use crate::Wazzapi;
use crate::events;
use crate::webhooks::{CreateWebhook, DeleteWebhook, ListWebhooks, WebhookSubscription};

/// Subscriptions on one page. The greatest limit is not published; 50 is the default of the documented lists.
const PAGE: u64 = 50;

/// How the description of a webhook begins that this SDK made; the device's id follows. A webhook has no member of its own for a device.
const MARK: &str = "wagate, for the device ";

impl Webhooks for Wazzapi {
    async fn set_webhook(client: &InstanceClient<Self>, spec: WebhookSpec) -> Result<Done, Error> {
        if let Some(kind) = spec.events.iter().find(|kind| !events::has(**kind)) {
            return Err(Error::unsupported(format!("WazzAPI has no events of the kind {kind:?}")));
        }
        let there = all(client).await.map_err(Error::into_not_sent)?.0;
        let same: Vec<_> = there.into_iter().filter(|row| posts_to(&row.value, &spec.url)).collect();
        if same.iter().any(|row| owner(&row.value).is_some_and(|device| device != client.id())) {
            let context = ErrorContext::before_io("another device's webhook has this URL").with_hint(
                "a webhook of WazzAPI's brings the events of all devices: that one brings this device's too",
            );
            return Err(Error::Conflict(Box::new(context)));
        }

        let mut create = CreateWebhook::new(spec.url.as_str(), events::names(|kind| spec.wants(kind)));
        create.secret = spec.secret.as_ref().map(|secret| SecretText::from(secret.expose()));
        create.description = Some([MARK, client.id()].concat());
        // The secret of one that is there cannot be changed.
        let (replaced, steps) = (same.len(), same.len() + 1);
        delete(client, same, steps).await?;
        client.exchange(create).await.map(Done::from).map_err(|error| error.after(replaced, steps))
    }

    async fn webhooks(client: &InstanceClient<Self>) -> Result<Vec<Webhook>, Error> {
        let (all, _) = all(client).await?;
        Ok(all.into_iter().map(|row| webhook(row.value, row.raw)).collect())
    }

    async fn remove_webhook(client: &InstanceClient<Self>) -> Result<Done, Error> {
        let (all, list) = all(client).await.map_err(Error::into_not_sent)?;
        let own: Vec<_> = all.into_iter().filter(|row| owner(&row.value) == Some(client.id())).collect();
        let steps = own.len();
        Ok(delete(client, own, steps).await?.unwrap_or_else(|| Done::new(list)))
    }
}

/// The organization's webhooks, and the answer that held the last of them.
async fn all(client: &InstanceClient<Wazzapi>) -> Result<(Vec<WithRaw<WebhookSubscription>>, Raw), Error> {
    let (mut all, mut offset) = (Vec::new(), 0);
    loop {
        let mut list = ListWebhooks::new();
        list.limit = Some(PAGE);
        list.offset = Some(offset);
        let answer = client.exchange(list).await?;
        let next = answer.value.next_offset(offset, PAGE);
        all.extend(answer.value.webhooks);
        match next {
            Some(next) => offset = next,
            None => return Ok((all, answer.raw)),
        }
    }
}

/// Deletes these, the first of so many steps. One that somebody else deleted meanwhile is gone too.
async fn delete(
    client: &InstanceClient<Wazzapi>,
    webhooks: Vec<WithRaw<WebhookSubscription>>,
    steps: usize,
) -> Result<Option<Done>, Error> {
    let mut done = None;
    for (before, webhook) in webhooks.into_iter().enumerate() {
        match client.exchange(DeleteWebhook::new(webhook.value.id)).await {
            Ok(answer) => done = Some(Done::from(answer)),
            Err(Error::NotFound(_)) => {}
            Err(error) => return Err(error.after(before, steps)),
        }
    }
    Ok(done)
}

fn posts_to(webhook: &WebhookSubscription, url: &Url) -> bool {
    webhook.url.as_deref().and_then(|posts_to| Url::parse(posts_to).ok()).as_ref() == Some(url)
}

/// The device that this SDK made a webhook for.
fn owner(webhook: &WebhookSubscription) -> Option<&str> {
    webhook.description.as_deref()?.strip_prefix(MARK)
}

fn webhook(subscription: WebhookSubscription, raw: Raw) -> Webhook {
    let mut webhook = Webhook::new(subscription.url, raw);
    webhook.id = Some(subscription.id);
    webhook.enabled = subscription.is_active;
    webhook.events = subscription.subscribed_events.unwrap_or_default();
    webhook
}
