//! An instance's session with WhatsApp: its state, pairing, unlinking.

use std::collections::BTreeMap;

use serde::{Deserialize, Deserializer, Serialize};
use wagate_sdk_core::adapter::{Path, TimeoutClass};
use wagate_sdk_core::endpoint;
use wagate_sdk_core::{PairingCode, PhoneNumber, QrImage, wire};

use super::Envelope;
use super::instances::InstanceAction;
use crate::Vzaps;

/// Whether the instance is logged in to WhatsApp, and the number's profile when it is. `GET
/// /instances/{id}/session/status`
///
/// Source: <https://docs.vzaps.com/api-reference/session/check-whatsapp-connection> (documented). It only
/// reads.
#[derive(Debug, Clone, Default, Serialize)]
#[non_exhaustive]
pub struct GetStatus {}

impl GetStatus {
    /// The client's instance.
    pub fn new() -> Self {
        Self::default()
    }
}

endpoint! {
    Vzaps: GetStatus => Envelope<SessionStatus>, "session.status", InstanceOnly, ReadOnly,
    GET("/instances/", instance, "/session/status"), |answer| answer.is_good()
}

/// The answer to [`GetStatus`]. All but `connected` is there only when it is connected, and what is empty is
/// left out.
#[derive(Debug, Clone, Deserialize)]
#[non_exhaustive]
pub struct SessionStatus {
    /// Whether it is logged in. When it is not, the gateway does not say whether the number is still paired.
    pub connected: bool,
    /// The number.
    #[serde(default, deserialize_with = "wire::phone")]
    pub phone: Option<PhoneNumber>,
    /// Its JID.
    #[serde(default, deserialize_with = "wire::text")]
    pub whatsapp_jid: Option<String>,
    /// The name that it shows.
    #[serde(default, deserialize_with = "wire::text")]
    pub push_name: Option<String>,
    /// The business's name.
    #[serde(default, deserialize_with = "wire::text")]
    pub business_name: Option<String>,
    /// The business's profile.
    #[serde(default)]
    pub business_profile: Option<BusinessProfile>,
    /// The profile picture's id.
    #[serde(default, deserialize_with = "wire::text")]
    pub profile_picture_id: Option<String>,
    /// Where the profile picture is.
    #[serde(default, deserialize_with = "wire::text")]
    pub profile_picture_url: Option<String>,
    /// The number's `wa.me` link.
    #[serde(default, deserialize_with = "wire::text")]
    pub profile_url: Option<String>,
    /// The verified name.
    #[serde(default, deserialize_with = "wire::text")]
    pub verified_name: Option<String>,
    /// The text about it.
    #[serde(default, deserialize_with = "wire::text")]
    pub about: Option<String>,
    /// The website.
    #[serde(default, deserialize_with = "wire::text")]
    pub website: Option<String>,
}

/// What WhatsApp shows of a business.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
#[non_exhaustive]
pub struct BusinessProfile {
    /// The time zone of its hours, such as `America/Sao_Paulo`.
    #[serde(deserialize_with = "wire::text")]
    pub business_hours_timezone: Option<String>,
    /// Its categories.
    pub categories: Option<Vec<BusinessCategory>>,
    /// Options of the profile, such as `cart_enabled`.
    pub profile_options: Option<BTreeMap<String, String>>,
    /// Its address.
    #[serde(deserialize_with = "wire::text")]
    pub address: Option<String>,
    /// Its mail address.
    #[serde(deserialize_with = "wire::text")]
    pub email: Option<String>,
}

/// One category of a business.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
#[non_exhaustive]
pub struct BusinessCategory {
    /// Its id.
    #[serde(deserialize_with = "wire::text")]
    pub id: Option<String>,
    /// Its name.
    #[serde(deserialize_with = "wire::text")]
    pub name: Option<String>,
}

/// Starts pairing and reads the QR code; poll it until the number is paired. `GET /instances/{id}/session/qr`
///
/// There is no separate call that connects: this one starts the session.
///
/// Source: <https://docs.vzaps.com/en/sdk/python/session> and
/// <https://docs.vzaps.com/en/getting-started/first-instance-flow> (documented). Idempotent.
#[derive(Debug, Clone, Default, Serialize)]
#[non_exhaustive]
pub struct GetQr {}

impl GetQr {
    /// The client's instance.
    pub fn new() -> Self {
        Self::default()
    }
}

endpoint! {
    Vzaps: GetQr => Envelope<Qr>, "session.qr", InstanceOnly, Idempotent,
    GET("/instances/", instance, "/session/qr"), |answer| answer.is_good();

    const TIMEOUT: TimeoutClass = TimeoutClass::Pairing;
}

/// The answer to [`GetQr`]: an image, or what tells that the number is paired.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(from = "QrWire")]
#[non_exhaustive]
pub struct Qr {
    /// The QR code, while the number is not paired. Both spellings are read, `qr_code` and `QRCode`.
    pub qr_code: Option<QrImage>,
    /// A word; its values are not documented.
    pub status: Option<String>,
    /// The number, when it is paired already.
    pub phone: Option<PhoneNumber>,
}

impl Qr {
    /// Whether the number is paired: the documents have `status` and `phone` in place of the QR code then. The words of `status` are not
    /// documented, so that without a number only `connected`, as [`SessionStatus`] names it, says so: another may say that no code is
    /// ready yet.
    pub fn is_paired(&self) -> bool {
        self.qr_code.is_none() && tells_paired(self.status.as_deref(), self.phone.as_ref())
    }
}

fn tells_paired(status: Option<&str>, phone: Option<&PhoneNumber>) -> bool {
    phone.is_some() || status.is_some_and(|word| word.trim().eq_ignore_ascii_case("connected"))
}

#[derive(Default, Deserialize)]
#[serde(default)]
struct QrWire {
    #[serde(deserialize_with = "qr_image")]
    qr_code: Option<QrImage>,
    #[serde(rename = "QRCode", deserialize_with = "qr_image")]
    qr_code_upper: Option<QrImage>,
    #[serde(deserialize_with = "wire::text")]
    status: Option<String>,
    #[serde(deserialize_with = "wire::phone")]
    phone: Option<PhoneNumber>,
}

impl From<QrWire> for Qr {
    fn from(wire: QrWire) -> Self {
        Self { qr_code: wire.qr_code.or(wire.qr_code_upper), status: wire.status, phone: wire.phone }
    }
}

fn qr_image<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<QrImage>, D::Error> {
    Ok(wire::text(deserializer)?.and_then(|text| QrImage::from_text(&text).ok()))
}

/// Asks for the code that is typed on the phone with a number. `GET /instances/{id}/session/paircode/{phone}`
///
/// Source: <https://docs.vzaps.com/api-reference/session/generate-phone-pairing-code> (documented).
/// Idempotent: asking again gives another code.
#[derive(Debug, Clone, Serialize)]
#[non_exhaustive]
pub struct GetPairingCode {
    /// The number; its digits go into the path.
    #[serde(skip)]
    pub phone: PhoneNumber,
}

impl GetPairingCode {
    /// For the phone with this number.
    pub fn new(phone: PhoneNumber) -> Self {
        Self { phone }
    }
}

endpoint! {
    Vzaps: GetPairingCode => Envelope<LinkingCode>, "session.paircode", InstanceOnly, Idempotent,
    GET, |answer| answer.is_good();

    const TIMEOUT: TimeoutClass = TimeoutClass::Pairing;

    fn path(&self, instance: &str, path: &mut Path) {
        path.literal("/instances/")
            .segment(instance)
            .literal("/session/paircode/")
            .segment(self.phone.digits());
    }
}

/// The answer to [`GetPairingCode`].
#[derive(Debug, Clone, Deserialize)]
#[serde(try_from = "LinkingCodeWire")]
#[non_exhaustive]
pub struct LinkingCode {
    /// The code. Both spellings are read, `LinkingCode` and `linking_code`.
    pub linking_code: Option<PairingCode>,
    /// A word. The documents have it only in the answer to [`GetQr`], when the number is paired already.
    pub status: Option<String>,
    /// The number, likewise.
    pub phone: Option<PhoneNumber>,
}

impl LinkingCode {
    /// Whether the number is paired, so that there is no code: as [`Qr::is_paired`].
    pub fn is_paired(&self) -> bool {
        self.linking_code.is_none() && tells_paired(self.status.as_deref(), self.phone.as_ref())
    }
}

#[derive(Default, Deserialize)]
#[serde(default)]
struct LinkingCodeWire {
    #[serde(rename = "LinkingCode", deserialize_with = "pairing_code")]
    reference: Option<PairingCode>,
    #[serde(deserialize_with = "pairing_code")]
    linking_code: Option<PairingCode>,
    #[serde(deserialize_with = "wire::text")]
    status: Option<String>,
    #[serde(deserialize_with = "wire::phone")]
    phone: Option<PhoneNumber>,
}

impl TryFrom<LinkingCodeWire> for LinkingCode {
    type Error = &'static str;

    fn try_from(wire: LinkingCodeWire) -> Result<Self, Self::Error> {
        let linking_code = wire.reference.or(wire.linking_code);
        if linking_code.is_none() && wire.status.is_none() && wire.phone.is_none() {
            return Err("no pairing code");
        }
        Ok(Self { linking_code, status: wire.status, phone: wire.phone })
    }
}

fn pairing_code<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<PairingCode>, D::Error> {
    Ok(wire::text(deserializer)?.and_then(|text| text.parse().ok()))
}

/// Logs the session out: the number is unlinked. `POST /instances/{id}/session/disconnect`
///
/// Source: <https://docs.vzaps.com/en/sdk/python/session> (documented). The answer has no envelope.
/// Idempotent.
#[derive(Debug, Clone, Default, Serialize)]
#[non_exhaustive]
pub struct Disconnect {}

impl Disconnect {
    /// The client's instance.
    pub fn new() -> Self {
        Self::default()
    }
}

endpoint! {
    Vzaps: Disconnect => InstanceAction, "session.disconnect", InstanceOnly, Idempotent,
    POST("/instances/", instance, "/session/disconnect"), |answer| answer.is_good()
}
