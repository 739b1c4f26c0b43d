use wagate_sdk_core::adapter::Lifecycle;
use wagate_sdk_core::{ConnectionState, Done, Error, InstanceClient, Pairing, PairingCode, PhoneNumber};

use crate::Vzaps;
use crate::instances::RestartInstance;
use crate::session::{Disconnect, GetPairingCode, GetQr, GetStatus};

impl Lifecycle for Vzaps {
    async fn connect(client: &InstanceClient<Self>) -> Result<Pairing, Error> {
        let answer = client.exchange(GetQr::new()).await?;
        let qr = answer.value.data;
        if qr.is_paired() {
            return Ok(Pairing::paired(answer.raw));
        }
        Ok(Pairing::new(answer.raw).with_qr_image(qr.qr_code))
    }

    async fn pairing_code(client: &InstanceClient<Self>, phone: PhoneNumber) -> Result<PairingCode, Error> {
        let answer = client.exchange(GetPairingCode::new(phone)).await?;
        let told = &answer.value.data;
        match &told.linking_code {
            Some(code) => Ok(code.clone()),
            None if told.is_paired() => {
                Err(answer.conflict("the number is paired already, so there is no code to type"))
            }
            None => Err(answer.lacking("pairing code")),
        }
    }

    async fn status(client: &InstanceClient<Self>) -> Result<ConnectionState, Error> {
        let session = client.call(GetStatus::new()).await?.data;
        Ok(if session.connected { ConnectionState::Online } else { ConnectionState::Disconnected })
    }

    async fn restart(client: &InstanceClient<Self>) -> Result<Done, Error> {
        client.exchange(RestartInstance::new()).await.map(Done::from)
    }

    async fn logout(client: &InstanceClient<Self>) -> Result<Done, Error> {
        client.exchange(Disconnect::new()).await.map(Done::from)
    }
}
