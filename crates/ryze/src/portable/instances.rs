use std::sync::Arc;

use wagate_sdk_core::adapter::{Authorizer, Instances, NewlyCreated};
use wagate_sdk_core::wire::{WithRaw, phone_of};
use wagate_sdk_core::{
    AccountClient, ConnectionState, Done, Error, InstanceInfo, NewInstance, Page, PageToken, Verified,
};

use crate::Ryze;
use crate::auth::TokenAuthorizer;
use crate::instances::{CreateInstance, DeleteInstance, InstanceRow, InstanceStatus, ListInstances};

impl Instances for Ryze {
    async fn verify(client: &AccountClient<Self>) -> Result<Verified, Error> {
        let answer = client.exchange(ListInstances::new()).await?;
        let told = answer.value.meta.as_ref().and_then(|meta| meta.total);
        let count = told.or_else(|| u64::try_from(answer.value.instances.len()).ok());
        Ok(Verified::new(client.authorizer().kind(), answer.raw).with_instances(count))
    }

    async fn create_instance(client: &AccountClient<Self>, spec: NewInstance) -> Result<NewlyCreated, Error> {
        if spec.channel.is_some() {
            return Err(Error::unsupported("this gateway has no channels to choose from"));
        }
        let mut create = CreateInstance::new(spec.name);
        create.token = spec.token;
        create.extra = spec.extra;
        let (name, chosen) = (create.name.clone(), create.token.clone());

        let answer = client.exchange(create).await?;
        // A token that the caller chose is the instance's, whether or not the answer repeats it.
        let token = answer.value.token().cloned().or(chosen);
        let (name, status) = match answer.value.instance {
            Some(row) => (row.name.unwrap_or(name), row.status),
            None => (name, None),
        };
        // The documents: a new instance begins disconnected.
        let state = state_of(Some(status.as_ref().unwrap_or(&InstanceStatus::Disconnected)));
        let credential = token.clone().map(|token| {
            let made: Arc<dyn Authorizer> = Arc::new(TokenAuthorizer::made_by(&*client.authorizer(), token));
            made
        });
        let info = InstanceInfo::new(name.clone(), name, state, answer.raw).with_token(token);
        Ok(NewlyCreated::new(info).with_credential(credential))
    }

    async fn list_instances(
        client: &AccountClient<Self>,
        _page: Option<PageToken>,
    ) -> Result<Page<InstanceInfo>, Error> {
        let list = client.call(ListInstances::new()).await?;
        Ok(Page::last(list.instances.into_iter().map(info).collect()))
    }

    async fn get_instance(client: &AccountClient<Self>, id: String) -> Result<InstanceInfo, Error> {
        let list = client.call(ListInstances::named(id.as_str())).await?;
        named(list.instances, &id).map(info)
    }

    async fn delete_instance(client: &AccountClient<Self>, id: String) -> Result<Done, Error> {
        client.exchange(DeleteInstance::new(id)).await.map(Done::from)
    }
}

/// The row of exactly this name. The gateway leaves out names that it does not know, and ignores the filter with an instance's token.
pub(super) fn named(rows: Vec<WithRaw<InstanceRow>>, name: &str) -> Result<WithRaw<InstanceRow>, Error> {
    rows.into_iter()
        .find(|row| row.value.name == name)
        .ok_or_else(|| Error::not_found("this token sees no instance of that name"))
}

fn info(row: WithRaw<InstanceRow>) -> InstanceInfo {
    let WithRaw { value: row, raw } = row;
    let state = state_of(row.state());
    let phone = row.connection.and_then(|connection| phone_of(&connection.number_jid?));
    InstanceInfo::new(row.name.clone(), row.name, state, raw).with_phone(phone).with_token(row.token)
}

/// The state that a word of the gateway means.
pub(crate) fn state_of(status: Option<&InstanceStatus>) -> ConnectionState {
    let Some(status) = status else { return ConnectionState::untold() };
    match status {
        InstanceStatus::Connected => ConnectionState::Online,
        InstanceStatus::Connecting => ConnectionState::Connecting,
        InstanceStatus::Disconnected | InstanceStatus::Closed => ConnectionState::Disconnected,
        InstanceStatus::LoggedOut => ConnectionState::LoggedOut,
        InstanceStatus::Qr => ConnectionState::AwaitingScan,
        InstanceStatus::Banned => ConnectionState::Restricted,
        InstanceStatus::Deleted => ConnectionState::Deleted,
        InstanceStatus::Other(word) => ConnectionState::Other(word.clone()),
    }
}
