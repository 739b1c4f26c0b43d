//! Making an instance: the answer.

use serde::Deserialize;
use wagate_sdk_core::{InstanceToken, wire};

use super::{ChatwootRow, InstanceStatus, QrCode, SettingsRow, WebhookHeaders};
use crate::Integration;
use crate::auth::{self, SecretText};

/// The answer to [`CreateInstance`](super::CreateInstance).
#[derive(Debug, Clone, Deserialize)]
#[non_exhaustive]
pub struct InstanceCreated {
    /// The new instance.
    pub instance: NewRow,
    /// Its token.
    #[serde(default, deserialize_with = "wire::instance_token")]
    pub hash: Option<InstanceToken>,
    /// Its webhook; without members when there is none.
    #[serde(default)]
    pub webhook: Option<CreatedWebhook>,
    /// Whether events go out by Socket.IO.
    #[serde(default)]
    pub websocket: Option<Switch>,
    /// Whether events go to RabbitMQ.
    #[serde(default)]
    pub rabbitmq: Option<Switch>,
    /// Whether events go to NATS.
    #[serde(default)]
    pub nats: Option<Switch>,
    /// Whether events go to SQS.
    #[serde(default)]
    pub sqs: Option<Switch>,
    /// Its settings.
    #[serde(default)]
    pub settings: Option<SettingsRow>,
    /// The QR code, if one was asked for; the count alone when none came in time.
    #[serde(default)]
    pub qrcode: Option<QrCode>,
    /// Its link to Chatwoot, if one was asked for.
    #[serde(default)]
    pub chatwoot: Option<ChatwootRow>,
}

/// What [`InstanceCreated`] tells of the instance itself.
#[derive(Debug, Clone, Deserialize)]
#[serde(rename_all = "camelCase")]
#[non_exhaustive]
pub struct NewRow {
    /// Its name.
    pub instance_name: String,
    /// Its id in the server's database.
    #[serde(default, deserialize_with = "wire::text")]
    pub instance_id: Option<String>,
    /// Its channel.
    #[serde(default)]
    pub integration: Option<Integration>,
    /// The address that Meta has to call ([`Integration::Business`]).
    #[serde(default, deserialize_with = "wire::text")]
    pub webhook_wa_business: Option<String>,
    /// What Meta has to prove itself with at that address ([`Integration::Business`]).
    #[serde(default, deserialize_with = "auth::read_secret")]
    pub access_token_wa_business: Option<SecretText>,
    /// Whether it is connected.
    #[serde(default)]
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
