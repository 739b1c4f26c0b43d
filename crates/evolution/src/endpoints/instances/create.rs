//! Making an instance: the request.

use std::collections::BTreeMap;
use std::fmt;

use serde::{Deserialize, Serialize};
use wagate_sdk_core::adapter::{Body, TimeoutClass};
use wagate_sdk_core::endpoint;
use wagate_sdk_core::wire::{self, Members};
use wagate_sdk_core::{Error, InstanceToken, SecretText};

use super::InstanceCreated;
use crate::{Evolution, Integration};

/// Makes an instance. `POST /instance/create`
///
/// Whether the name is taken is told (403) before the key is checked. A failure after the instance was written removes it again, some
/// time later: list the instances before creating it again. With [`qrcode`](Self::qrcode) the call takes 5 s or more.
///
/// Source: `evolution-foundation/evolution-api` 2.3.7, `src/api/routes/instance.router.ts`,
/// `src/api/controllers/instance.controller.ts`, `src/validate/instance.schema.ts`; observed on a running server. It is sent at most
/// once.
///
/// # Errors
/// [`Error::Conflict`] when the name is taken; [`Error::Unauthorized`] for every key but the global one. Before anything leaves,
/// [`Error::InvalidRequest`] when the name is empty (the server would take it, and could never address nor delete the instance), or
/// when [`Integration::Business`] lacks its token or number.
#[derive(Debug, Clone, Serialize)]
#[serde(rename_all = "camelCase")]
#[non_exhaustive]
pub struct CreateInstance {
    /// Its unique name, by which all routes address it.
    pub instance_name: String,
    /// Its channel. The server demands it, although its schema does not say so.
    pub integration: Integration,
    /// The token that it shall have. Without one the server makes an upper-case UUID. The server does not check that no other instance has
    /// it. On [`Integration::Business`] it is mandatory, and is Meta's access token.
    #[serde(skip_serializing_if = "Option::is_none", serialize_with = "wire::write_token")]
    pub token: Option<InstanceToken>,
    /// Whether to connect at once and answer with a QR code ([`Integration::Baileys`] only).
    #[serde(skip_serializing_if = "Option::is_none")]
    pub qrcode: Option<bool>,
    /// [`Integration::Baileys`]: the phone number, in digits, for a pairing code. [`Integration::Business`]: Meta's
    /// `phone_number_id`, mandatory. Digits first, at least two characters.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub number: Option<String>,
    /// The account's id at Meta ([`Integration::Business`]).
    #[serde(skip_serializing_if = "Option::is_none")]
    pub business_id: Option<String>,
    /// Whether to reject calls.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub reject_call: Option<bool>,
    /// What to write to somebody whose call was rejected.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub msg_call: Option<String>,
    /// Whether to ignore groups.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub groups_ignore: Option<bool>,
    /// Whether to show the number as always online.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub always_online: Option<bool>,
    /// Whether to mark incoming messages as read.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub read_messages: Option<bool>,
    /// Whether to mark statuses as read.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub read_status: Option<bool>,
    /// Whether to fetch the whole history when the number is paired.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub sync_full_history: Option<bool>,
    /// The token of the voice service Wavoip.
    #[serde(skip_serializing_if = "Option::is_none", serialize_with = "wire::write_secret")]
    pub wavoip_token: Option<SecretText>,
    /// A proxy's host. With host, port and protocol given, the server tests the proxy against a service on the internet.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub proxy_host: Option<String>,
    /// The proxy's port, as text.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub proxy_port: Option<String>,
    /// The proxy's protocol, such as `http`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub proxy_protocol: Option<String>,
    /// The user at the proxy.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub proxy_username: Option<String>,
    /// The user's password at the proxy.
    #[serde(skip_serializing_if = "Option::is_none", serialize_with = "wire::write_secret")]
    pub proxy_password: Option<SecretText>,
    /// A webhook.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub webhook: Option<NewWebhook>,
    /// Which events go out by Socket.IO; ignored unless the server has it switched on.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub websocket: Option<EventList>,
    /// Which events go to RabbitMQ.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub rabbitmq: Option<EventList>,
    /// Which events go to NATS.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub nats: Option<EventList>,
    /// Which events go to SQS.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub sqs: Option<EventList>,
    /// Which events go to Kafka.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub kafka: Option<EventList>,
    /// Where and which events go by Pusher.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub pusher: Option<NewPusher>,
    /// Chatwoot's account. With account, token and URL given, the instance is joined to Chatwoot, and no QR code is answered.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub chatwoot_account_id: Option<String>,
    /// Chatwoot's token.
    #[serde(skip_serializing_if = "Option::is_none", serialize_with = "wire::write_secret")]
    pub chatwoot_token: Option<SecretText>,
    /// Chatwoot's address.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub chatwoot_url: Option<String>,
    /// Whether agents sign their messages; mandatory with Chatwoot.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub chatwoot_sign_msg: Option<bool>,
    /// Whether a conversation is opened again; mandatory with Chatwoot.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub chatwoot_reopen_conversation: Option<bool>,
    /// Whether conversations begin as pending; mandatory with Chatwoot.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub chatwoot_conversation_pending: Option<bool>,
    /// Whether contacts are imported; `true` unless set.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub chatwoot_import_contacts: Option<bool>,
    /// The name of the inbox.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub chatwoot_name_inbox: Option<String>,
    /// Whether Brazilian numbers with and without their ninth digit are one contact; `false` unless set.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub chatwoot_merge_brazil_contacts: Option<bool>,
    /// Whether messages are imported; `true` unless set.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub chatwoot_import_messages: Option<bool>,
    /// How many days back messages are imported; 60 unless set.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub chatwoot_days_limit_import_messages: Option<u32>,
    /// The organization's name.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub chatwoot_organization: Option<String>,
    /// The address of a logo.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub chatwoot_logo: Option<String>,
    /// Whether the inbox is made; `true` unless set.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub chatwoot_auto_create: Option<bool>,
    /// Further members of the body, for what a newer server takes. A name that a field above has written is refused.
    #[serde(skip)]
    pub extra: Members,
}

impl CreateInstance {
    /// An instance with a name, on a channel.
    pub fn new(instance_name: impl Into<String>, integration: Integration) -> Self {
        Self {
            instance_name: instance_name.into(),
            integration,
            token: None,
            qrcode: None,
            number: None,
            business_id: None,
            reject_call: None,
            msg_call: None,
            groups_ignore: None,
            always_online: None,
            read_messages: None,
            read_status: None,
            sync_full_history: None,
            wavoip_token: None,
            proxy_host: None,
            proxy_port: None,
            proxy_protocol: None,
            proxy_username: None,
            proxy_password: None,
            webhook: None,
            websocket: None,
            rabbitmq: None,
            nats: None,
            sqs: None,
            kafka: None,
            pusher: None,
            chatwoot_account_id: None,
            chatwoot_token: None,
            chatwoot_url: None,
            chatwoot_sign_msg: None,
            chatwoot_reopen_conversation: None,
            chatwoot_conversation_pending: None,
            chatwoot_import_contacts: None,
            chatwoot_name_inbox: None,
            chatwoot_merge_brazil_contacts: None,
            chatwoot_import_messages: None,
            chatwoot_days_limit_import_messages: None,
            chatwoot_organization: None,
            chatwoot_logo: None,
            chatwoot_auto_create: None,
            extra: Members::default(),
        }
    }

    fn check(&self) -> Result<(), Error> {
        if matches!(self.instance_name.trim(), "" | "." | "..") {
            return Err(Error::invalid(
                "an instance named with nothing, `.` or `..` could never be addressed",
            ));
        }
        if self.integration == Integration::Business {
            if self.token.is_none() && !self.extra.contains("token") {
                return Err(Error::invalid(
                    "WHATSAPP-BUSINESS needs Meta's access token as the instance's token",
                ));
            }
            if self.number.is_none() && !self.extra.contains("number") {
                return Err(Error::invalid("WHATSAPP-BUSINESS needs Meta's phone_number_id as `number`"));
            }
        }
        Ok(())
    }
}

/// A webhook of a new instance.
#[derive(Debug, Clone, Serialize)]
#[serde(rename_all = "camelCase")]
#[non_exhaustive]
pub struct NewWebhook {
    /// Where the events go.
    pub url: String,
    /// Which events; none at all means all. The member must be there: without it the server breaks off half-way.
    pub events: Vec<String>,
    /// The server stores `true` whatever this says.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub enabled: Option<bool>,
    /// Whether the event's name, with dashes, is added to the URL.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub by_events: Option<bool>,
    /// Whether media are put into the event as base64.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub base64: Option<bool>,
    /// Headers of every delivery. The name `jwt_key` is special: its value is not sent but signs an `Authorization: Bearer` JWT.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub headers: Option<WebhookHeaders>,
}

impl NewWebhook {
    /// All events to this URL.
    pub fn new(url: impl Into<String>) -> Self {
        Self {
            url: url.into(),
            events: Vec::new(),
            enabled: None,
            by_events: None,
            base64: None,
            headers: None,
        }
    }
}

/// Headers of a webhook's deliveries, by name. `Debug` shows the names only.
#[derive(Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct WebhookHeaders(pub BTreeMap<String, String>);

impl fmt::Debug for WebhookHeaders {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_list().entries(self.0.keys()).finish()
    }
}

/// Which events a new instance sends by Socket.IO or a queue.
#[derive(Debug, Clone, Default, Serialize)]
#[non_exhaustive]
pub struct EventList {
    /// Which events; none at all means all.
    pub events: Vec<String>,
    /// Whether it is on.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub enabled: Option<bool>,
}

impl EventList {
    /// All events.
    pub fn all() -> Self {
        Self::default()
    }

    /// These events, such as `MESSAGES_UPSERT`.
    pub fn of<T: Into<String>>(events: impl IntoIterator<Item = T>) -> Self {
        Self { events: events.into_iter().map(Into::into).collect(), enabled: None }
    }
}

/// Where a new instance's events go by Pusher.
#[derive(Debug, Clone, Serialize)]
#[serde(rename_all = "camelCase")]
#[non_exhaustive]
pub struct NewPusher {
    /// The app's id.
    pub app_id: String,
    /// The app's key.
    pub key: String,
    /// The app's secret.
    #[serde(skip_serializing_if = "Option::is_none", serialize_with = "wire::write_secret")]
    pub secret: Option<SecretText>,
    /// The cluster, such as `eu`.
    pub cluster: String,
    /// Whether TLS is used.
    #[serde(rename = "useTLS")]
    pub use_tls: bool,
    /// Which events; none at all means all.
    pub events: Vec<String>,
}

impl NewPusher {
    /// All events to this app, over TLS.
    pub fn new(
        app_id: impl Into<String>,
        key: impl Into<String>,
        secret: impl Into<SecretText>,
        cluster: impl Into<String>,
    ) -> Self {
        Self {
            app_id: app_id.into(),
            key: key.into(),
            secret: Some(secret.into()),
            cluster: cluster.into(),
            use_tls: true,
            events: Vec::new(),
        }
    }
}

endpoint! {
    Evolution: CreateInstance => InstanceCreated, "instance.create", AccountOnly, AtMostOnce,
    POST("/instance/create");

    const TIMEOUT: TimeoutClass = TimeoutClass::Pairing;

    fn body(&self) -> Result<Body, Error> {
        self.check()?;
        self.extra.body_with(self)
    }
}
