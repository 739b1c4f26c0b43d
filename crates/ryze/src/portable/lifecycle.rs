use wagate_sdk_core::adapter::Lifecycle;
use wagate_sdk_core::{
    ConnectionState, Done, Error, InstanceClient, Pairing, PairingCode, PhoneNumber, QrImage,
};

use super::instances::{named, state_of};
use crate::Ryze;
use crate::instances::{Connect, InstanceStatus, ListInstances, Logout, Reconnect};

impl Lifecycle for Ryze {
    async fn connect(client: &InstanceClient<Self>) -> Result<Pairing, Error> {
        let answer = client.exchange(Connect::new()).await?;
        let started = answer.value;
        if started.status == Some(InstanceStatus::Connected) {
            return Ok(Pairing::paired(answer.raw));
        }
        Ok(Pairing::new(answer.raw)
            .with_qr_text(started.qr_code)
            .with_qr_image(started.qr_code_base64.and_then(|image| QrImage::from_text(&image).ok()))
            .with_code(started.pairing_code.and_then(|code| code.parse().ok())))
    }

    async fn pairing_code(client: &InstanceClient<Self>, phone: PhoneNumber) -> Result<PairingCode, Error> {
        let answer = client.exchange(Connect::with_number(phone.digits())).await?;
        let started = &answer.value;
        match started.pairing_code.as_deref().map(str::parse) {
            Some(Ok(code)) => Ok(code),
            None if started.status == Some(InstanceStatus::Connected) => {
                Err(answer.conflict("the instance is paired already"))
            }
            _ => Err(answer.lacking("pairing code")),
        }
    }

    async fn status(client: &InstanceClient<Self>) -> Result<ConnectionState, Error> {
        let list = client.call(ListInstances::named(client.id())).await?;
        named(list.instances, client.id()).map(|row| state_of(row.value.state()))
    }

    /// Without a stored session the gateway refuses, so an answer of success says that there is one.
    async fn reconnect(client: &InstanceClient<Self>) -> Result<Pairing, Error> {
        client.exchange(Reconnect::new()).await.map(|answer| Pairing::paired(answer.raw))
    }

    async fn logout(client: &InstanceClient<Self>) -> Result<Done, Error> {
        client.exchange(Logout::new()).await.map(Done::from)
    }
}
