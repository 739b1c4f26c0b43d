use serde::Serialize;
use wagate_sdk_core::adapter::Settings;
use wagate_sdk_core::{Done, Error, InstanceClient, InstanceSettings, SettingsChange, endpoint};

use crate::Vzaps;
use crate::instances::{GetInstance, Instance, UpdateInstance};

impl Settings for Vzaps {
    async fn settings(client: &InstanceClient<Self>) -> Result<InstanceSettings, Error> {
        let answer = client.exchange(OwnInstance::of(client)).await?;
        let mut settings = InstanceSettings::new(answer.raw);
        settings.reject_calls = answer.value.reject_calls;
        settings.read_messages = answer.value.auto_read_messages;
        Ok(settings)
    }

    async fn update_settings(client: &InstanceClient<Self>, change: SettingsChange) -> Result<Done, Error> {
        let mut update = UpdateInstance::new();
        update.reject_calls = change.reject_calls;
        update.auto_read_messages = change.read_messages;
        client.exchange(update).await.map(Done::from)
    }
}

/// Reads the client's own instance. The route takes a JWT only, so it is the account's; the capabilities let it be called here where the
/// instance's client acts with one.
#[derive(Debug, Serialize)]
pub(crate) struct OwnInstance(GetInstance);

impl OwnInstance {
    pub(crate) fn of(client: &InstanceClient<Vzaps>) -> Self {
        Self(GetInstance::new(client.id()))
    }
}

endpoint! {
    Vzaps: OwnInstance => Instance, "instances.get", InstanceOnly, ReadOnly,
    POST("/instances/get"), json, |answer| answer.is_good()
}
