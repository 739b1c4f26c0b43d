//! Making an instance: the answer.

use serde::Deserialize;
use wagate_sdk_core::{InstanceToken, SecretText, wire};

use super::{ChatwootRow, InstanceStatus, QrCode, SettingsRow, WebhookHeaders};
use crate::Integration;

/// The answer to [`CreateInstance`](super::CreateInstance). Whatever in it is not as expected is `None`: the instance exists all the same, and its
/// token is told once.
#[derive(Debug, Clone, Deserialize)]
#[non_exhaustive]
pub struct InstanceCreated {
    /// The new instance.
    #[serde(default, deserialize_with = "wire::lenient")]
    pub instance: Option<NewRow>,
    /// Its token.
    #[serde(default, deserialize_with = "wire::instance_token")]
    pub hash: Option<InstanceToken>,
    /// Its webhook; without members when there is none.
    #[serde(default, deserialize_with = "wire::lenient")]
    pub webhook: Option<CreatedWebhook>,
    /// Whether events go out by Socket.IO.
    #[serde(default, deserialize_with = "wire::lenient")]
    pub websocket: Option<Switch>,
    /// Whether events go to RabbitMQ.
    #[serde(default, deserialize_with = "wire::lenient")]
    pub rabbitmq: Option<Switch>,
    /// Whether events go to NATS.
    #[serde(default, deserialize_with = "wire::lenient")]
    pub nats: Option<Switch>,
    /// Whether events go to SQS.
    #[serde(default, deserialize_with = "wire::lenient")]
    pub sqs: Option<Switch>,
    /// Its settings.
    #[serde(default, deserialize_with = "wire::lenient")]
    pub settings: Option<SettingsRow>,
    /// The QR code, if one was asked for; the count alone when none came in time.
    #[serde(default, deserialize_with = "wire::lenient")]
    pub qrcode: Option<QrCode>,
    /// Its link to Chatwoot, if one was asked for.
    #[serde(default, deserialize_with = "wire::lenient")]
    pub chatwoot: Option<ChatwootRow>,
}

/// What [`InstanceCreated`] tells of the instance itself.
#[derive(Debug, Clone, Deserialize)]
#[serde(rename_all = "camelCase")]
#[non_exhaustive]
pub struct NewRow {
    /// Its name.
    #[serde(default, deserialize_with = "wire::text")]
    pub instance_name: Option<String>,
    /// Its id in the server's database.
    #[serde(default, deserialize_with = "wire::text")]
    pub instance_id: Option<String>,
    /// Its channel.
    #[serde(default, deserialize_with = "wire::word")]
    pub integration: Option<Integration>,
    /// The address that Meta has to call ([`Integration::Business`]).
    #[serde(default, deserialize_with = "wire::text")]
    pub webhook_wa_business: Option<String>,
    /// What Meta has to prove itself with at that address ([`Integration::Business`]).
    #[serde(default, deserialize_with = "wire::read_secret")]
    pub access_token_wa_business: Option<SecretText>,
    /// Whether it is connected.
    #[serde(default, deserialize_with = "wire::word")]
    pub status: Option<InstanceStatus>,
}

/// The webhook of a new instance.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default, rename_all = "camelCase")]
#[non_exhaustive]
pub struct CreatedWebhook {
    /// Where the events go.
    #[serde(deserialize_with = "wire::text")]
    pub webhook_url: Option<String>,
    /// Headers of every delivery.
    #[serde(deserialize_with = "wire::lenient")]
    pub webhook_headers: Option<WebhookHeaders>,
    /// Whether the event's name is added to the URL.
    #[serde(deserialize_with = "wire::truth")]
    pub webhook_by_events: Option<bool>,
    /// Whether media are put into the event.
    #[serde(deserialize_with = "wire::truth")]
    pub webhook_base64: Option<bool>,
}

/// Whether a way for events is on; without members when it was not asked for.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
#[non_exhaustive]
pub struct Switch {
    /// Whether it is on.
    #[serde(deserialize_with = "wire::truth")]
    pub enabled: Option<bool>,
}
