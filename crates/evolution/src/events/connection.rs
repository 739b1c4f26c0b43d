//! The instance's connection to WhatsApp, and how it is made.

use std::time::SystemTime;

use serde::Deserialize;
use wagate_sdk_core::{
    ConnectionChanged, ConnectionState, Event, Pairing, PairingCode, PhoneNumber, QrImage, wire,
};

use super::{Data, Happened, Read};
use crate::instances::InstanceStatus;
use crate::portable::state_of;

/// WhatsApp's number for an instance that was unlinked.
const LOGGED_OUT: &str = "401";

#[derive(Default, Deserialize)]
#[serde(default, rename_all = "camelCase")]
struct Update {
    #[serde(deserialize_with = "wire::word")]
    state: Option<InstanceStatus>,
    #[serde(deserialize_with = "wire::text")]
    status_reason: Option<String>,
    #[serde(deserialize_with = "wire::phone")]
    wuid: Option<PhoneNumber>,
}

pub(super) fn update(data: &Data<'_>) -> Read {
    let Update { state: Some(state), status_reason: reason, wuid } = data.object()? else { return Ok(None) };
    let state = match state {
        InstanceStatus::Close => closed(reason.as_deref()),
        // Nobody scanned a code in time, and the server gave up.
        InstanceStatus::Other(word) if word == "refused" => ConnectionState::Disconnected,
        state => state_of(Some(state)),
    };
    let mut changed = ConnectionChanged::new(state);
    (changed.phone, changed.reason) = (wuid, reason);
    Ok(Some(Event::Connection(Box::new(changed)).into()))
}

fn closed(reason: Option<&str>) -> ConnectionState {
    match reason {
        Some(LOGGED_OUT) => ConnectionState::LoggedOut,
        _ => ConnectionState::Disconnected,
    }
}

#[derive(Default, Deserialize)]
#[serde(default, rename_all = "camelCase")]
struct Status {
    #[serde(deserialize_with = "wire::text")]
    status: Option<String>,
    #[serde(deserialize_with = "wire::time")]
    disconnection_at: Option<SystemTime>,
    #[serde(deserialize_with = "wire::text")]
    disconnection_reason_code: Option<String>,
}

/// It comes beside `connection.update`, and tells when.
pub(super) fn status(data: &Data<'_>) -> Read {
    let status: Status = data.object()?;
    let reason = status.disconnection_reason_code;
    let state = match status.status {
        Some(word) if word == "closed" => closed(reason.as_deref()),
        Some(word) => ConnectionState::Other(word),
        None => return Ok(None),
    };
    let mut changed = ConnectionChanged::new(state);
    changed.reason = reason;
    Ok(Some(Happened { event: Event::Connection(Box::new(changed)), at: status.disconnection_at }))
}

/// It has no data.
pub(super) fn logout() -> Happened {
    Event::Connection(Box::new(ConnectionChanged::new(ConnectionState::LoggedOut))).into()
}

#[derive(Default, Deserialize)]
#[serde(default)]
struct QrCodeUpdated {
    #[serde(deserialize_with = "wire::lenient")]
    qrcode: Option<Code>,
}

#[derive(Default, Deserialize)]
#[serde(default, rename_all = "camelCase")]
struct Code {
    #[serde(deserialize_with = "wire::text")]
    pairing_code: Option<String>,
    #[serde(deserialize_with = "wire::text")]
    code: Option<String>,
    #[serde(deserialize_with = "wire::text")]
    base64: Option<String>,
}

/// Once nobody scanned any of the codes, the same event holds a message instead, and `connection.update` follows.
pub(super) fn qr_code(data: &Data<'_>) -> Read {
    let Some(code) = data.object::<QrCodeUpdated>()?.qrcode else { return Ok(None) };
    let pairing: Option<PairingCode> = code.pairing_code.and_then(|code| code.parse().ok());
    let image = code.base64.as_deref().and_then(|text| QrImage::from_text(text).ok());
    let event = match (code.code, image, pairing) {
        (None, None, None) => return Ok(None),
        (None, None, Some(pairing)) => Event::PairingCode(pairing),
        (text, image, pairing) => {
            let code = Pairing::new(data.raw()).with_qr_text(text).with_qr_image(image).with_code(pairing);
            Event::QrCode(Box::new(code))
        }
    };
    Ok(Some(event.into()))
}
