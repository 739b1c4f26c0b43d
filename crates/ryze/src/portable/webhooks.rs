use url::Url;
use wagate_sdk_core::adapter::Webhooks;
use wagate_sdk_core::wire::WithRaw;
use wagate_sdk_core::{
    Done, Error, EventKind, InstanceClient, SecretText, Webhook, WebhookSecret, WebhookSpec,
};

use crate::Ryze;
use crate::events::SCHEME;
use crate::webhooks::{self, EventName, ListWebhooks, SetWebhook};

impl Webhooks for Ryze {
    /// A webhook at the same URL is replaced under its own label; otherwise it is the one that the gateway calls `default`.
    async fn set_webhook(client: &InstanceClient<Self>, spec: WebhookSpec) -> Result<Done, Error> {
        let mut set = SetWebhook::new(spec.url.as_str());
        set.events = names(&spec.events)?;
        set.authorization = spec.secret.as_ref().map(authorization);
        let there = client.call(ListWebhooks::new()).await?.webhooks;
        let same = there.into_iter().find(|row| posts_to(&row.value, &spec.url));
        set.label = same.and_then(|row| row.value.label).or(set.label);
        client.exchange(set).await.map(Done::from)
    }

    async fn webhooks(client: &InstanceClient<Self>) -> Result<Vec<Webhook>, Error> {
        let list = client.call(ListWebhooks::new()).await?;
        Ok(list.webhooks.into_iter().map(told).collect())
    }

    async fn remove_webhook(client: &InstanceClient<Self>) -> Result<Done, Error> {
        let answer = client.exchange(ListWebhooks::new()).await?;
        let on =
            answer.value.webhooks.into_iter().map(|row| row.value).filter(|row| row.enabled != Some(false));
        let labels: Vec<_> = on.filter_map(|row| row.label).collect();
        let (all, mut done) = (labels.len(), Done::new(answer.raw));
        for (before, label) in labels.into_iter().enumerate() {
            let off = client.exchange(SetWebhook::off(label)).await;
            done = Done::from(off.map_err(|error| error.after(before, all))?);
        }
        Ok(done)
    }
}

fn authorization(secret: &WebhookSecret) -> SecretText {
    SecretText::from(format!("{SCHEME}{}", secret.expose()))
}

fn posts_to(row: &webhooks::Webhook, url: &Url) -> bool {
    row.url.as_deref().and_then(|told| Url::parse(told).ok()).as_ref() == Some(url)
}

fn told(row: WithRaw<webhooks::Webhook>) -> Webhook {
    let WithRaw { value: row, raw } = row;
    let mut webhook = Webhook::new(row.url, raw);
    webhook.id = row.label;
    webhook.enabled = row.enabled;
    webhook.events = row.events.unwrap_or_default().iter().map(|name| name.as_str().to_owned()).collect();
    webhook
}

/// The gateway's names for these kinds, each once; none for all that it has. Kinds that it does not tell are left out, unless nothing would be left,
/// which would be all.
pub(crate) fn names(kinds: &[EventKind]) -> Result<Vec<EventName>, Error> {
    let mut names = Vec::new();
    for name in kinds.iter().filter_map(|kind| name(*kind)) {
        if !names.contains(&name) {
            names.push(name);
        }
    }
    if names.is_empty() && !kinds.is_empty() {
        return Err(Error::invalid("this gateway tells none of these events"));
    }
    Ok(names)
}

fn name(kind: EventKind) -> Option<EventName> {
    Some(match kind {
        EventKind::Message | EventKind::MessageEdited | EventKind::MessageDeleted | EventKind::Reaction => {
            EventName::Message
        }
        EventKind::MessageStatus => EventName::MessageStatus,
        EventKind::Call => EventName::Call,
        EventKind::GroupsUpdated | EventKind::GroupParticipants => EventName::Group,
        EventKind::Connection => EventName::Instance,
        EventKind::LabelEdited | EventKind::LabelAssigned => EventName::Label,
        _ => return None,
    })
}
