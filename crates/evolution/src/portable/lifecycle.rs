//! An instance's life.

use wagate_sdk_core::adapter::Lifecycle;
use wagate_sdk_core::{
    Answer, ConnectionState, Done, Error, ErrorContext, InstanceClient, Outcome, Pairing, PairingCode,
    PhoneNumber, QrImage,
};

use super::state_of;
use crate::Evolution;
use crate::instances::{Connect, ConnectAnswer, GetConnectionState, InstanceStatus, Logout, Restart};

impl Lifecycle for Evolution {
    async fn connect(client: &InstanceClient<Self>) -> Result<Pairing, Error> {
        let answer = client.exchange(Connect::new()).await?;
        if is_open(&answer.value) {
            return Ok(Pairing::paired(answer.raw));
        }
        let image = answer.value.base64.as_deref().and_then(|text| QrImage::from_text(text).ok());
        let code = answer.value.pairing_code.as_deref().and_then(|code| code.parse().ok());
        Ok(Pairing::new(answer.raw).with_qr_text(answer.value.code).with_qr_image(image).with_code(code))
    }

    async fn pairing_code(client: &InstanceClient<Self>, phone: PhoneNumber) -> Result<PairingCode, Error> {
        let answer = client.exchange(Connect::with_number(phone.digits())).await?;
        if let Some(code) = answer.value.pairing_code.as_deref().and_then(|code| code.parse().ok()) {
            return Ok(code);
        }
        Err(without_code(&answer))
    }

    async fn status(client: &InstanceClient<Self>) -> Result<ConnectionState, Error> {
        let answer = client.call(GetConnectionState::new()).await?;
        Ok(state_of(answer.instance.state))
    }

    /// The server has one call for both: it resumes the stored session of an instance that is down, or begins a pairing where there is none.
    async fn reconnect(client: &InstanceClient<Self>) -> Result<Pairing, Error> {
        Self::connect(client).await
    }

    async fn restart(client: &InstanceClient<Self>) -> Result<Done, Error> {
        client.exchange(Restart::new()).await.map(Done::from)
    }

    async fn logout(client: &InstanceClient<Self>) -> Result<Done, Error> {
        client.exchange(Logout::new()).await.map(Done::from)
    }
}

fn is_open(answer: &ConnectAnswer) -> bool {
    answer.instance.as_ref().is_some_and(|instance| instance.state == Some(InstanceStatus::Open))
}

/// Why an answer of success holds no pairing code.
fn without_code(answer: &Answer<ConnectAnswer>) -> Error {
    if is_open(&answer.value) {
        return answer.conflict("the instance is paired already");
    }
    if answer.value.code.is_some() {
        return answer.conflict(
            "a pairing by QR code is under way, and the server makes a pairing code only when it starts a pairing: restart or log out first",
        );
    }
    let context = ErrorContext::before_io("the server has no pairing code yet")
        .with_outcome(Outcome::Unknown)
        .with_raw(answer.raw.clone())
        .with_hint("pairing has begun: ask again after a few seconds");
    Error::Timeout(Box::new(context))
}
