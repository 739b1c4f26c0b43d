//! Listing instances.

use std::time::SystemTime;

use serde::{Deserialize, Serialize};
use wagate_sdk_core::adapter::Path;
use wagate_sdk_core::endpoint;
use wagate_sdk_core::{InstanceToken, PhoneNumber, SecretText, wire};

use super::InstanceStatus;
use crate::{Evolution, Integration};

/// Lists instances. `GET /instance/fetchInstances`
///
/// With the global key all of them, with an instance's token those that have this token. The list comes whole, as a bare array, also when
/// it is filtered.
///
/// Source: `evolution-foundation/evolution-api` 2.3.7, `src/api/controllers/instance.controller.ts`,
/// `src/api/services/monitor.service.ts`; observed on a running server. It changes nothing.
///
/// # Errors
/// [`Error::NotFound`](wagate_sdk_core::Error::NotFound) when a filter finds nothing;
/// [`Error::Unauthorized`](wagate_sdk_core::Error::Unauthorized) when an instance's token asks for another instance's name.
#[derive(Debug, Clone, Default, Serialize)]
#[serde(rename_all = "camelCase")]
#[non_exhaustive]
pub struct FetchInstances {
    /// Only the one with this name.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub instance_name: Option<String>,
    /// Only the one with this id of the server's database (a UUID). Meant for the global key; with a token it is one more filter.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub instance_id: Option<String>,
    /// Only the one with this number; with the global key only.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub number: Option<String>,
}

impl FetchInstances {
    /// All instances.
    pub fn new() -> Self {
        Self::default()
    }

    /// The instance with this name.
    pub fn named(instance_name: impl Into<String>) -> Self {
        Self { instance_name: Some(instance_name.into()), ..Self::default() }
    }
}

/// One row of [`FetchInstances`].
#[derive(Debug, Clone, Deserialize)]
#[serde(rename_all = "camelCase")]
#[non_exhaustive]
pub struct InstanceRow {
    /// Its id in the server's database, a UUID.
    #[serde(default, deserialize_with = "wire::text")]
    pub id: Option<String>,
    /// Its name, by which all routes address it.
    #[serde(deserialize_with = "wire::required_text")]
    pub name: String,
    /// Whether it is connected, as the database has it. It can lag behind [`GetConnectionState`](super::GetConnectionState).
    #[serde(default, deserialize_with = "wire::word")]
    pub connection_status: Option<InstanceStatus>,
    /// The JID of its own number, once it was paired.
    #[serde(default, deserialize_with = "wire::text")]
    pub owner_jid: Option<String>,
    /// The name in its WhatsApp profile.
    #[serde(default, deserialize_with = "wire::text")]
    pub profile_name: Option<String>,
    /// The picture in its WhatsApp profile.
    #[serde(default, deserialize_with = "wire::text")]
    pub profile_pic_url: Option<String>,
    /// Its channel.
    #[serde(default, deserialize_with = "wire::word")]
    pub integration: Option<Integration>,
    /// The number that it was made with: a phone number, or Meta's `phone_number_id`.
    #[serde(default, deserialize_with = "wire::text")]
    pub number: Option<String>,
    /// The account's id at Meta.
    #[serde(default, deserialize_with = "wire::text")]
    pub business_id: Option<String>,
    /// Its token, unless the server hides tokens (`AUTHENTICATION_EXPOSE_IN_FETCH_INSTANCES`).
    #[serde(default, deserialize_with = "wire::instance_token")]
    pub token: Option<InstanceToken>,
    /// The server's own name.
    #[serde(default, deserialize_with = "wire::text")]
    pub client_name: Option<String>,
    /// Why it was last disconnected, in Baileys' numbers.
    #[serde(default, deserialize_with = "wire::number")]
    pub disconnection_reason_code: Option<u64>,
    /// The same in full, as JSON in a text.
    #[serde(default, deserialize_with = "wire::text")]
    pub disconnection_object: Option<String>,
    /// When it was last disconnected.
    #[serde(default, deserialize_with = "wire::time")]
    pub disconnection_at: Option<SystemTime>,
    /// When it was made.
    #[serde(default, deserialize_with = "wire::time")]
    pub created_at: Option<SystemTime>,
    /// When it was last changed.
    #[serde(default, deserialize_with = "wire::time")]
    pub updated_at: Option<SystemTime>,
    /// Its link to Chatwoot.
    #[serde(default, rename = "Chatwoot", deserialize_with = "wire::lenient")]
    pub chatwoot: Option<ChatwootRow>,
    /// Its proxy.
    #[serde(default, rename = "Proxy", deserialize_with = "wire::lenient")]
    pub proxy: Option<ProxyRow>,
    /// Its events to RabbitMQ.
    #[serde(default, rename = "Rabbitmq", deserialize_with = "wire::lenient")]
    pub rabbitmq: Option<EventChannelRow>,
    /// Its events to NATS.
    #[serde(default, rename = "Nats", deserialize_with = "wire::lenient")]
    pub nats: Option<EventChannelRow>,
    /// Its events to SQS.
    #[serde(default, rename = "Sqs", deserialize_with = "wire::lenient")]
    pub sqs: Option<EventChannelRow>,
    /// Its events by Socket.IO.
    #[serde(default, rename = "Websocket", deserialize_with = "wire::lenient")]
    pub websocket: Option<EventChannelRow>,
    /// Its settings.
    #[serde(default, rename = "Setting", deserialize_with = "wire::lenient")]
    pub setting: Option<SettingsRow>,
    /// How much the server stores of it.
    #[serde(default, rename = "_count", deserialize_with = "wire::lenient")]
    pub count: Option<Counts>,
}

impl InstanceRow {
    /// The phone number that it is paired with.
    pub fn phone(&self) -> Option<PhoneNumber> {
        wire::phone_of(self.owner_jid.as_deref()?)
    }
}

/// An instance's settings.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default, rename_all = "camelCase")]
#[non_exhaustive]
pub struct SettingsRow {
    /// Whether calls are rejected.
    #[serde(deserialize_with = "wire::truth")]
    pub reject_call: Option<bool>,
    /// What is written to somebody whose call was rejected.
    #[serde(deserialize_with = "wire::text")]
    pub msg_call: Option<String>,
    /// Whether groups are ignored.
    #[serde(deserialize_with = "wire::truth")]
    pub groups_ignore: Option<bool>,
    /// Whether the number shows as always online.
    #[serde(deserialize_with = "wire::truth")]
    pub always_online: Option<bool>,
    /// Whether incoming messages are marked as read.
    #[serde(deserialize_with = "wire::truth")]
    pub read_messages: Option<bool>,
    /// Whether statuses are marked as read.
    #[serde(deserialize_with = "wire::truth")]
    pub read_status: Option<bool>,
    /// Whether the whole history is fetched.
    #[serde(deserialize_with = "wire::truth")]
    pub sync_full_history: Option<bool>,
    /// The token of the voice service Wavoip.
    #[serde(deserialize_with = "wire::read_secret")]
    pub wavoip_token: Option<SecretText>,
}

/// Which events of an instance go by Socket.IO or to a queue.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
#[non_exhaustive]
pub struct EventChannelRow {
    /// Whether it is on.
    #[serde(deserialize_with = "wire::truth")]
    pub enabled: Option<bool>,
    /// Which events.
    #[serde(deserialize_with = "wire::lenient")]
    pub events: Option<Vec<String>>,
}

/// An instance's proxy.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default, rename_all = "camelCase")]
#[non_exhaustive]
pub struct ProxyRow {
    /// Its id in the server's database.
    #[serde(deserialize_with = "wire::text")]
    pub id: Option<String>,
    /// Whether it is used.
    #[serde(deserialize_with = "wire::truth")]
    pub enabled: Option<bool>,
    /// Its host.
    #[serde(deserialize_with = "wire::text")]
    pub host: Option<String>,
    /// Its port.
    #[serde(deserialize_with = "wire::text")]
    pub port: Option<String>,
    /// Its protocol.
    #[serde(deserialize_with = "wire::text")]
    pub protocol: Option<String>,
    /// The user.
    #[serde(deserialize_with = "wire::text")]
    pub username: Option<String>,
    /// The user's password.
    #[serde(deserialize_with = "wire::read_secret")]
    pub password: Option<SecretText>,
    /// When it was stored.
    #[serde(deserialize_with = "wire::time")]
    pub created_at: Option<SystemTime>,
    /// When it was last changed.
    #[serde(deserialize_with = "wire::time")]
    pub updated_at: Option<SystemTime>,
    /// The instance's id in the server's database.
    #[serde(deserialize_with = "wire::text")]
    pub instance_id: Option<String>,
}

/// An instance's link to Chatwoot. What else the server stores of it is in the answer's JSON.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default, rename_all = "camelCase")]
#[non_exhaustive]
pub struct ChatwootRow {
    /// Whether it is on.
    #[serde(deserialize_with = "wire::truth")]
    pub enabled: Option<bool>,
    /// Chatwoot's account.
    #[serde(deserialize_with = "wire::text")]
    pub account_id: Option<String>,
    /// Chatwoot's token.
    #[serde(deserialize_with = "wire::read_secret")]
    pub token: Option<SecretText>,
    /// Chatwoot's address.
    #[serde(deserialize_with = "wire::text")]
    pub url: Option<String>,
    /// The name of the inbox.
    #[serde(deserialize_with = "wire::text")]
    pub name_inbox: Option<String>,
    /// Whether agents sign their messages.
    #[serde(deserialize_with = "wire::truth")]
    pub sign_msg: Option<bool>,
    /// Whether a conversation is opened again.
    #[serde(deserialize_with = "wire::truth")]
    pub reopen_conversation: Option<bool>,
    /// Whether conversations begin as pending.
    #[serde(deserialize_with = "wire::truth")]
    pub conversation_pending: Option<bool>,
    /// The address that Chatwoot has to call, in the answer to a creation.
    #[serde(deserialize_with = "wire::text")]
    pub webhook_url: Option<String>,
}

/// How much the server stores of an instance.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
#[non_exhaustive]
pub struct Counts {
    /// Messages.
    #[serde(rename = "Message", deserialize_with = "wire::number")]
    pub messages: Option<u64>,
    /// Contacts.
    #[serde(rename = "Contact", deserialize_with = "wire::number")]
    pub contacts: Option<u64>,
    /// Chats.
    #[serde(rename = "Chat", deserialize_with = "wire::number")]
    pub chats: Option<u64>,
}

endpoint! {
    Evolution: FetchInstances => Vec<wire::WithRaw<InstanceRow>>, "instance.fetch", Shared, ReadOnly,
    GET;

    fn path(&self, _instance: &str, path: &mut Path) {
        path.literal("/instance/fetchInstances")
            .query_opt("instanceName", self.instance_name.as_deref())
            .query_opt("instanceId", self.instance_id.as_deref())
            .query_opt("number", self.number.as_deref());
    }
}
