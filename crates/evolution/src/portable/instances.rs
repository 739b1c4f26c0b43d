//! Operations on the account's instances.

use wagate_sdk_core::adapter::{Instances, NewlyCreated};
use wagate_sdk_core::wire::WithRaw;
use wagate_sdk_core::{AccountClient, Done, Error, InstanceInfo, NewInstance, Page, PageToken, Verified};

use super::state_of;
use crate::instances::{CreateInstance, DeleteInstance, FetchInstances, InstanceRow};
use crate::server::VerifyCreds;
use crate::{Evolution, Integration, KnownChannel, auth};

impl Instances for Evolution {
    async fn verify(client: &AccountClient<Self>) -> Result<Verified, Error> {
        let answer = client.exchange(VerifyCreds::new()).await?;
        Ok(Verified::new(auth::GLOBAL_KEY, answer.raw))
    }

    async fn create_instance(client: &AccountClient<Self>, spec: NewInstance) -> Result<NewlyCreated, Error> {
        let integration = spec.channel.map_or(Integration::Baileys, Integration::from);
        let mut request = CreateInstance::new(spec.name.clone(), integration.clone());
        request.token = spec.token.clone();
        request.extra = spec.extra;
        let answer = client.exchange(request).await?;
        if answer.value.instance.is_none() && answer.value.hash.is_none() {
            return Err(answer.lacking("instance"));
        }

        let token = answer.value.hash.or(spec.token);
        // The instance exists under the name that was asked for, whether or not the answer can be read that far.
        let (name, status, told) = match answer.value.instance {
            Some(row) => (row.instance_name.unwrap_or(spec.name), row.status, row.integration),
            None => (spec.name, None, None),
        };
        let state = state_of(status);
        let channel = KnownChannel::new(told.unwrap_or(integration));
        let credential = token.as_ref().map(auth::instance_token);
        let info = InstanceInfo::new(name.clone(), name, state, answer.raw).with_token(token);
        Ok(NewlyCreated::new(info).with_credential(credential).with_state::<Self>(channel))
    }

    /// The list comes whole, so there is one page.
    async fn list_instances(
        client: &AccountClient<Self>,
        _page: Option<PageToken>,
    ) -> Result<Page<InstanceInfo>, Error> {
        let rows = client.call(FetchInstances::new()).await?;
        Ok(Page::last(rows.into_iter().map(info).collect()))
    }

    async fn get_instance(client: &AccountClient<Self>, id: String) -> Result<InstanceInfo, Error> {
        let rows = client.call(FetchInstances::named(&*id)).await?;
        rows.into_iter()
            .find(|row| row.value.name == id)
            .map(info)
            .ok_or_else(|| Error::not_found("the server has no instance with this name"))
    }

    async fn delete_instance(client: &AccountClient<Self>, id: String) -> Result<Done, Error> {
        client.exchange(DeleteInstance::new(id)).await.map(Done::from)
    }
}

fn info(WithRaw { value: row, raw }: WithRaw<InstanceRow>) -> InstanceInfo {
    let phone = row.phone();
    InstanceInfo::new(row.name.clone(), row.name, state_of(row.connection_status), raw)
        .with_phone(phone)
        .with_token(row.token)
}
