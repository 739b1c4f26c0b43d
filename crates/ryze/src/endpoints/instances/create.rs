//! Making an instance.

use serde::de::IgnoredAny;
use serde::{Deserialize, Serialize};
use wagate_sdk_core::adapter::{Body, Bucket};
use wagate_sdk_core::endpoint;
use wagate_sdk_core::wire::{self, Members};
use wagate_sdk_core::{Error, InstanceToken, SecretText};

use super::{InstanceStatus, ProxyProtocol};
use crate::Ryze;

/// Makes an instance, with its proxy, webhook, WebSocket, Chatwoot, settings and bucket if wanted.
///
/// `POST /api/instance/new`, [documented](https://docs.ryzeapi.cloud/en/api/instance/create). Not idempotent. It counts against a limit of
/// its own, 20 a minute.
///
/// A block that fails, such as the webhook's, does not make the creation fail: the answer then lacks it or says that it is not enabled.
/// Secrets are typed as such, so that `Debug` does not show them.
///
/// # Errors
/// [`Error::Conflict`] when the name is taken, [`Error::Quota`] when the account may have no more, [`Error::RateLimited`].
#[derive(Debug, Clone, Serialize)]
#[serde(rename_all = "camelCase")]
#[non_exhaustive]
pub struct CreateInstance {
    /// Its name, unique in the account. It is the instance's id everywhere.
    pub name: String,
    /// The instance's token, instead of one that the gateway makes. It must be unique in the account.
    #[serde(skip_serializing_if = "Option::is_none", serialize_with = "wire::write_token")]
    pub token: Option<InstanceToken>,
    /// Whether the instance reaches WhatsApp through a proxy.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub proxy_enabled: Option<bool>,
    /// The proxy's host.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub proxy_host: Option<String>,
    /// The proxy's port, as text.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub proxy_port: Option<String>,
    /// How the proxy is spoken to.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub proxy_protocol: Option<ProxyProtocol>,
    /// The user at the proxy.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub proxy_username: Option<String>,
    /// The password at the proxy. The gateway never shows it again.
    #[serde(skip_serializing_if = "Option::is_none", serialize_with = "wire::write_secret")]
    pub proxy_password: Option<SecretText>,
    /// Whether events are posted to [`webhook_url`](Self::webhook_url). This makes the webhook labelled `default`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub webhook_enabled: Option<bool>,
    /// Where events are posted to.
    #[serde(rename = "webhookURL", skip_serializing_if = "Option::is_none")]
    pub webhook_url: Option<String>,
    /// What every delivery carries as its `Authorization` header, word for word: the only proof that a delivery is the gateway's.
    #[serde(skip_serializing_if = "Option::is_none", serialize_with = "wire::write_secret")]
    pub webhook_authorization: Option<SecretText>,
    /// Whether the event's name is added to the URL as its last segment.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub webhook_by_events: Option<bool>,
    /// Which events are posted; none or an empty list means all.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub webhook_events: Option<Vec<EventName>>,
    /// Whether files stand in the events, in base64.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub webhook_media_base64: Option<bool>,
    /// Whether events are offered on the WebSocket.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub websocket_enabled: Option<bool>,
    /// Which events are offered there; none or an empty list means all.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub websocket_events: Option<Vec<EventName>>,
    /// Whether files stand in these events, in base64.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub websocket_media_base64: Option<bool>,
    /// Whether Chatwoot is connected.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub chatwoot_enabled: Option<bool>,
    /// Chatwoot's address.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub chatwoot_base_url: Option<String>,
    /// The account's number at Chatwoot.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub chatwoot_account_id: Option<u64>,
    /// The token for Chatwoot.
    #[serde(skip_serializing_if = "Option::is_none", serialize_with = "wire::write_secret")]
    pub chatwoot_api_token: Option<SecretText>,
    /// The inbox's name at Chatwoot.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub chatwoot_inbox_name: Option<String>,
    /// Whether messages are signed with the agent's name.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub chatwoot_sign_messages: Option<bool>,
    /// Whether groups are left out.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub chatwoot_ignore_groups: Option<bool>,
    /// Whether conversations begin as pending.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub chatwoot_start_as_pending: Option<bool>,
    /// Whether a resolved conversation is opened again.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub chatwoot_reopen_resolved: Option<bool>,
    /// Whether calls are rejected.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub auto_reject_calls: Option<bool>,
    /// The text that a rejected caller gets.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub call_reject_message: Option<String>,
    /// Whether messages of groups are ignored.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub ignore_group_messages: Option<bool>,
    /// Whether the number is always shown as online.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub keep_online_status: Option<bool>,
    /// Whether messages are marked as read when they come in.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub auto_read_messages: Option<bool>,
    /// Whether the history is not taken over when the number is paired; the gateway's default is true.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub disable_history_sync: Option<bool>,
    /// Whether status updates (stories) are ignored.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub ignore_status: Option<bool>,
    /// Whether files are kept in a bucket of S3.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub s3_enabled: Option<bool>,
    /// The bucket's region.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub s3_region: Option<String>,
    /// The bucket.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub s3_bucket: Option<String>,
    /// The access key.
    #[serde(skip_serializing_if = "Option::is_none", serialize_with = "wire::write_secret")]
    pub s3_access_key: Option<SecretText>,
    /// The secret key.
    #[serde(skip_serializing_if = "Option::is_none", serialize_with = "wire::write_secret")]
    pub s3_secret_key: Option<SecretText>,
    /// The address of a service like S3; empty for AWS.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub s3_endpoint: Option<String>,
    /// What stands before the files' names.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub s3_path_prefix: Option<String>,
    /// Members that this type does not have, in the gateway's words. One that is set here and above is an error.
    #[serde(skip)]
    pub extra: Members,
}

/// A kind of event that the gateway can push.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize)]
#[non_exhaustive]
pub enum EventName {
    /// A message came in or went out.
    #[serde(rename = "message.exchange")]
    MessageExchange,
    /// A message was delivered, read or played.
    #[serde(rename = "message.status")]
    MessageStatus,
    /// A call began or ended.
    #[serde(rename = "call.update")]
    CallUpdate,
    /// Something changed in a group.
    #[serde(rename = "group.flow")]
    GroupFlow,
    /// The connection changed.
    #[serde(rename = "instance.state")]
    InstanceState,
    /// A label changed.
    #[serde(rename = "label.update")]
    LabelUpdate,
}

impl CreateInstance {
    /// An instance with this name and the gateway's defaults.
    pub fn new(name: impl Into<String>) -> Self {
        Self {
            name: name.into(),
            token: None,
            proxy_enabled: None,
            proxy_host: None,
            proxy_port: None,
            proxy_protocol: None,
            proxy_username: None,
            proxy_password: None,
            webhook_enabled: None,
            webhook_url: None,
            webhook_authorization: None,
            webhook_by_events: None,
            webhook_events: None,
            webhook_media_base64: None,
            websocket_enabled: None,
            websocket_events: None,
            websocket_media_base64: None,
            chatwoot_enabled: None,
            chatwoot_base_url: None,
            chatwoot_account_id: None,
            chatwoot_api_token: None,
            chatwoot_inbox_name: None,
            chatwoot_sign_messages: None,
            chatwoot_ignore_groups: None,
            chatwoot_start_as_pending: None,
            chatwoot_reopen_resolved: None,
            auto_reject_calls: None,
            call_reject_message: None,
            ignore_group_messages: None,
            keep_online_status: None,
            auto_read_messages: None,
            disable_history_sync: None,
            ignore_status: None,
            s3_enabled: None,
            s3_region: None,
            s3_bucket: None,
            s3_access_key: None,
            s3_secret_key: None,
            s3_endpoint: None,
            s3_path_prefix: None,
            extra: Members::new(),
        }
    }
}

endpoint! {
    Ryze: CreateInstance => InstanceCreated, "instance.create", AccountOnly, AtMostOnce,
    POST("/api/instance/new"), |response| wire::is_success(response.success, response.error.as_ref());

    const BUCKET: Bucket = Bucket::Creation;

    fn body(&self) -> Result<Body, Error> {
        self.extra.body_with(self)
    }
}

/// The answer to [`CreateInstance`]. Whatever in it is not as documented is `None`: the instance exists all the same.
#[derive(Debug, Clone, Deserialize)]
#[non_exhaustive]
pub struct InstanceCreated {
    /// `false` for a failure that came with a status of success; the call is then an error.
    #[serde(default, deserialize_with = "wire::truth")]
    pub success: Option<bool>,
    /// The instance, with its token.
    #[serde(default, deserialize_with = "wire::lenient")]
    pub instance: Option<CreatedRow>,
    /// Where one page of the documents says that the token is. [`InstanceCreated::token`] looks at both places.
    #[serde(default, deserialize_with = "wire::lenient")]
    pub data: Option<CreatedData>,
    /// How connecting Chatwoot went.
    #[serde(default, deserialize_with = "wire::lenient")]
    pub chatwoot: Option<ChatwootOutcome>,
    #[serde(default)]
    error: Option<IgnoredAny>,
}

impl InstanceCreated {
    /// The new instance's token: `instance.token`, else `data.token`.
    pub fn token(&self) -> Option<&InstanceToken> {
        let of_instance = self.instance.as_ref().and_then(|instance| instance.token.as_ref());
        of_instance.or_else(|| self.data.as_ref()?.token.as_ref())
    }
}

/// The new instance.
#[derive(Debug, Clone, Deserialize)]
#[non_exhaustive]
pub struct CreatedRow {
    /// The gateway's own id of it. Nothing takes it: an instance is addressed by its name.
    #[serde(default, deserialize_with = "wire::text")]
    pub id: Option<String>,
    /// Its name.
    #[serde(default, deserialize_with = "wire::text")]
    pub name: Option<String>,
    /// Its token.
    #[serde(default, deserialize_with = "wire::instance_token")]
    pub token: Option<InstanceToken>,
    /// Its state; `disconnected` at first.
    #[serde(default, deserialize_with = "wire::word")]
    pub status: Option<InstanceStatus>,
}

/// The other place of a new instance's token.
#[derive(Debug, Clone, Deserialize)]
#[non_exhaustive]
pub struct CreatedData {
    /// Its token.
    #[serde(default, deserialize_with = "wire::instance_token")]
    pub token: Option<InstanceToken>,
}

/// How connecting Chatwoot went.
#[derive(Debug, Clone, Deserialize)]
#[non_exhaustive]
pub struct ChatwootOutcome {
    /// `error` when it failed.
    #[serde(default, deserialize_with = "wire::text")]
    pub status: Option<String>,
    /// Why it failed.
    #[serde(default, deserialize_with = "wire::text")]
    pub error: Option<String>,
}
