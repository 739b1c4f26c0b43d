//! Pairing a device, and whether it is connected.

use wagate_sdk_core::adapter::Lifecycle;
use wagate_sdk_core::{
    ConnectionState, Done, Error, InstanceClient, Pairing, PairingCode, PhoneNumber, QrImage,
};

use crate::Wazzapi;
use crate::instances::{
    DeviceQr, DisconnectDevice, GetDevice, GetQr, PairPhone, PhonePairing, ReconnectDevice,
};

impl Lifecycle for Wazzapi {
    async fn connect(client: &InstanceClient<Self>) -> Result<Pairing, Error> {
        let answer = match client.exchange(GetQr::new(client.id())).await {
            Ok(answer) => answer,
            // How a device that is connected answers is not published: it may well refuse.
            Err(refused) => return paired_all_the_same(client, refused).await,
        };
        let qr = &answer.value;
        let found = Found::of(qr).or(qr.data.as_deref().map(Found::of));
        let status = qr.status.as_deref().or_else(|| qr.data.as_deref()?.status.as_deref());
        if found.is_nothing() && state_of(status).is_online() {
            return Ok(Pairing::paired(answer.raw));
        }
        Ok(Pairing::new(answer.raw).with_qr_text(found.text).with_qr_image(found.image))
    }

    async fn pairing_code(client: &InstanceClient<Self>, phone: PhoneNumber) -> Result<PairingCode, Error> {
        let answer = client.exchange(PairPhone::new(client.id(), phone.digits())).await?;
        let outer = pairing_code(&answer.value);
        outer
            .or_else(|| pairing_code(answer.value.data.as_deref()?))
            .ok_or_else(|| answer.lacking("pairing code"))
    }

    async fn status(client: &InstanceClient<Self>) -> Result<ConnectionState, Error> {
        let device = client.call(GetDevice::new(client.id())).await?;
        Ok(state_of(device.status.as_deref()))
    }

    async fn reconnect(client: &InstanceClient<Self>) -> Result<Pairing, Error> {
        let answer = client.exchange(ReconnectDevice::new(client.id())).await?;
        let state = state_of(answer.value.status.as_deref());
        // The gateway connects from what it keeps of the pairing, unless it says that there is none.
        if matches!(state, ConnectionState::AwaitingScan | ConnectionState::LoggedOut) {
            return Ok(Pairing::new(answer.raw));
        }
        Ok(Pairing::paired(answer.raw))
    }

    async fn disconnect(client: &InstanceClient<Self>) -> Result<Done, Error> {
        client.exchange(DisconnectDevice::new(client.id())).await.map(Done::from)
    }
}

/// The device is connected, so there is nothing to pair; else the refusal stands.
async fn paired_all_the_same(client: &InstanceClient<Wazzapi>, refused: Error) -> Result<Pairing, Error> {
    let is_a_no = refused.status().is_some_and(|status| matches!(status.as_u16(), 400 | 409 | 422));
    if !is_a_no {
        return Err(refused);
    }
    match client.exchange(GetDevice::new(client.id())).await {
        Ok(device) if state_of(device.value.status.as_deref()).is_online() => Ok(Pairing::paired(device.raw)),
        // What went wrong with this question is not what the caller asked for.
        _ => Err(refused),
    }
}

/// The state that a device's status means. The gateway publishes no list of words; `connected` is the one that is known, and nothing is read out
/// of a part of a word: `not_paired_qr_expired` waits for no scan.
pub(crate) fn state_of(status: Option<&str>) -> ConnectionState {
    let Some(status) = status.map(str::trim).filter(|status| !status.is_empty()) else {
        return ConnectionState::untold();
    };
    match status.to_ascii_lowercase().replace(['-', ' '], "_").as_str() {
        "connected" => ConnectionState::Online,
        "disconnected" => ConnectionState::Disconnected,
        "connecting" | "reconnecting" => ConnectionState::Connecting,
        "logged_out" | "loggedout" => ConnectionState::LoggedOut,
        "qr" | "qr_code" | "qr_ready" | "awaiting_qr" | "awaiting_scan" | "waiting_for_scan" | "pairing"
        | "pairing_code" => ConnectionState::AwaitingScan,
        _ => ConnectionState::Other(status.to_owned()),
    }
}

/// A QR code in an answer: as text, as image, or both.
#[derive(Default)]
struct Found {
    text: Option<String>,
    image: Option<QrImage>,
}

impl Found {
    fn of(qr: &DeviceQr) -> Self {
        let mut found = Self::default();
        for value in [&qr.qr, &qr.qr_code, &qr.qrcode, &qr.code].into_iter().flatten() {
            match QrImage::from_text(value) {
                Ok(image) => found.image = found.image.or(Some(image)),
                Err(_) if value.starts_with("data:") => {}
                Err(_) => found.text = found.text.or_else(|| Some(value.clone())),
            }
        }
        // A name that promises an image is never taken for a text: it may be a link to one.
        let images = [&qr.qr_image, &qr.image, &qr.base64].into_iter().flatten();
        found.image =
            found.image.or_else(|| images.filter_map(|value| QrImage::from_text(value).ok()).next());
        found
    }

    /// What is missing here, from there.
    fn or(self, other: Option<Self>) -> Self {
        let other = other.unwrap_or_default();
        Self { text: self.text.or(other.text), image: self.image.or(other.image) }
    }

    fn is_nothing(&self) -> bool {
        self.text.is_none() && self.image.is_none()
    }
}

fn pairing_code(answer: &PhonePairing) -> Option<PairingCode> {
    let names = [&answer.pairing_code, &answer.linking_code, &answer.code];
    names.into_iter().flatten().find_map(|text| text.parse().ok())
}
