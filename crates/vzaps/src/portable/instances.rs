use wagate_sdk_core::adapter::{Instances, NewlyCreated};
use wagate_sdk_core::wire::{self, WithRaw};
use wagate_sdk_core::{
    AccountClient, ConnectionState, Done, Error, InstanceInfo, NewInstance, Page, PageToken, Raw, Verified,
};

use crate::instances::{
    CreateInstance, DeleteInstance, GetInstance, Instance, InstanceFilter, ListInstances,
};
use crate::{Vzaps, auth};

/// What the gateway's own clients ask for; the most is not documented.
const PAGE_SIZE: u64 = 20;

impl Instances for Vzaps {
    /// With client credentials, the list is preceded by `POST /token` unless the client holds a good JWT.
    async fn verify(client: &AccountClient<Self>) -> Result<Verified, Error> {
        let answer = client.exchange(page(1, 1)).await?;
        Ok(Verified::new(client.authorizer().kind(), answer.raw).with_instances(answer.value.total))
    }

    async fn create_instance(client: &AccountClient<Self>, spec: NewInstance) -> Result<NewlyCreated, Error> {
        if spec.token.is_some() {
            return Err(Error::unsupported("VZaps makes the instance's token itself"));
        }
        if spec.channel.is_some() {
            return Err(Error::unsupported("VZaps has one channel only"));
        }
        let mut endpoint = CreateInstance::new(spec.name);
        endpoint.extra = spec.extra;
        let answer = client.exchange(endpoint).await?;
        let state = match answer.value.connected {
            Some(true) => ConnectionState::Online,
            _ => ConnectionState::Created,
        };
        let info = info(answer.value, state, answer.raw);
        let account = client.authorizer();
        let credential = info.token.clone().and_then(|token| auth::of_new_instance(&*account, token));
        Ok(NewlyCreated::new(info).with_credential(credential))
    }

    async fn list_instances(
        client: &AccountClient<Self>,
        token: Option<PageToken>,
    ) -> Result<Page<InstanceInfo>, Error> {
        let number = token.map_or(1, |token| token.position());
        let answer = client.call(page(number, PAGE_SIZE)).await?;
        // The gateway may show fewer on a page than were asked for: a short page proves nothing, an empty one does.
        let shown = answer.content.len() as u64;
        let size = answer.size.filter(|size| *size > 0).unwrap_or(shown);
        let more = match (answer.total_pages, answer.total) {
            (Some(pages), _) => number < pages,
            _ if shown == 0 => false,
            (None, Some(total)) => (number - 1).saturating_mul(size).saturating_add(shown) < total,
            (None, None) => true,
        };
        let items = answer.content.into_iter().map(|WithRaw { value, raw }| row(value, raw)).collect();
        Ok(Page::new(items, more.then(|| PageToken::new(number + 1))))
    }

    async fn get_instance(client: &AccountClient<Self>, id: String) -> Result<InstanceInfo, Error> {
        let answer = client.exchange(GetInstance::new(id)).await?;
        Ok(row(answer.value, answer.raw))
    }

    async fn delete_instance(client: &AccountClient<Self>, id: String) -> Result<Done, Error> {
        client.instance(id)?.exchange(DeleteInstance::new()).await.map(Done::from)
    }
}

fn page(number: u64, size: u64) -> ListInstances {
    let mut endpoint = ListInstances::new();
    endpoint.page = Some(number);
    endpoint.size = Some(size);
    endpoint.filter = Some(InstanceFilter::all());
    endpoint
}

fn row(instance: Instance, raw: Raw) -> InstanceInfo {
    let state = state_of(&instance);
    info(instance, state, raw)
}

/// The state of an instance that exists for a while. `connected: null` tells nothing, so neither does this.
fn state_of(instance: &Instance) -> ConnectionState {
    match instance.connected {
        Some(true) => ConnectionState::Online,
        Some(false) => ConnectionState::Disconnected,
        None => instance.status.clone().map_or_else(ConnectionState::untold, ConnectionState::Other),
    }
}

fn info(instance: Instance, state: ConnectionState, raw: Raw) -> InstanceInfo {
    InstanceInfo::new(instance.id, instance.name.unwrap_or_default(), state, raw)
        .with_phone(instance.whatsapp_jid.as_deref().and_then(wire::phone_of))
        .with_token(instance.token)
}
