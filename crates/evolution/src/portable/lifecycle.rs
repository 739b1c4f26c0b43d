//! An instance's life.

use wagate_sdk_core::adapter::Lifecycle;
use wagate_sdk_core::{
    ConnectionState, Error, ErrorContext, InstanceClient, Outcome, Pairing, PairingCode, PhoneNumber, QrImage,
};

use super::connection_state;
use crate::Evolution;
use crate::instances::{Connect, ConnectAnswer, GetConnectionState, InstanceStatus, Logout};

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
        let answer = client.call(Connect::with_number(phone.digits())).await?;
        if let Some(code) = answer.pairing_code.as_deref().and_then(|code| code.parse().ok()) {
            return Ok(code);
        }
        Err(without_code(&answer))
    }

    async fn status(client: &InstanceClient<Self>) -> Result<ConnectionState, Error> {
        let answer = client.call(GetConnectionState::new()).await?;
        Ok(connection_state(answer.instance.state))
    }

    async fn logout(client: &InstanceClient<Self>) -> Result<(), Error> {
        client.call(Logout::new()).await.map(drop)
    }
}

fn is_open(answer: &ConnectAnswer) -> bool {
    answer.instance.as_ref().is_some_and(|instance| instance.state == Some(InstanceStatus::Open))
}

/// Why an answer of success holds no pairing code.
fn without_code(answer: &ConnectAnswer) -> Error {
    let context = |message: &str, outcome| ErrorContext::before_io(message).with_outcome(outcome);
    if is_open(answer) {
        let context = context("the instance is paired already", Outcome::Refused);
        Error::Conflict(Box::new(context))
    } else if answer.code.is_some() {
        let context = context("a pairing by QR code is under way", Outcome::Refused).with_hint(
            "the server makes a pairing code only when it starts a pairing: restart or log out first",
        );
        Error::Conflict(Box::new(context))
    } else {
        let context = context("the server has no pairing code yet", Outcome::Unknown)
            .with_hint("pairing has begun: ask again after a few seconds");
        Error::Timeout(Box::new(context))
    }
}
