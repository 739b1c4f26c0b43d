//! Listing instances, which is also how the gateway is asked for one's state.

use serde::Deserialize;
use serde::de::IgnoredAny;
use wagate_sdk_core::InstanceToken;
use wagate_sdk_core::adapter::Path;
use wagate_sdk_core::endpoint;
use wagate_sdk_core::wire::{self, WithRaw};

use super::InstanceStatus;
use crate::Ryze;

/// Lists the instances that the token can see, with their state, profile and integrations: all of the account's with its token, its own
/// with an instance's.
///
/// `GET /api/instance/list`, [documented](https://docs.ryzeapi.cloud/en/api/instance/list). Reads only. There are no pages: the list comes
/// whole.
///
/// # Errors
/// [`Error::NotFound`](wagate_sdk_core::Error::NotFound) when a single name was asked for and is unknown.
#[derive(Debug, Clone, Default)]
#[non_exhaustive]
pub struct ListInstances {
    /// Only the instances of these names; unknown ones are left out. Empty means all. An instance's token ignores it.
    ///
    /// The gateway separates names by commas, so a name that holds one cannot be asked for: it would be taken for two.
    pub names: Vec<String>,
}

impl ListInstances {
    /// All of them.
    pub fn new() -> Self {
        Self::default()
    }

    /// The one of this name. A name that holds a comma cannot be asked for, so then it lists all.
    pub fn named(name: impl Into<String>) -> Self {
        let name = name.into();
        let names = if name.contains(',') { Vec::new() } else { vec![name] };
        Self { names }
    }
}

endpoint! {
    Ryze: ListInstances => InstanceList, "instance.list", Shared, ReadOnly,
    GET, |response| wire::is_success(response.success, response.error.as_ref());

    fn path(&self, _instance: &str, path: &mut Path) {
        path.literal("/api/instance/list");
        // Never empty: an empty value is said to list the whole account.
        let names = self.names.join(",");
        path.query_opt("instanceName", Some(names.as_str()).filter(|names| !names.is_empty()));
    }
}

/// The answer to [`ListInstances`].
#[derive(Debug, Clone, Deserialize)]
#[non_exhaustive]
pub struct InstanceList {
    /// `false` for a failure that came with a status of success; the call is then an error.
    #[serde(default, deserialize_with = "wire::truth")]
    pub success: Option<bool>,
    /// The instances, each with its JSON.
    #[serde(deserialize_with = "wire::list")]
    pub instances: Vec<WithRaw<InstanceRow>>,
    /// What the gateway says of the list.
    #[serde(default, deserialize_with = "wire::lenient")]
    pub meta: Option<ListMeta>,
    #[serde(default)]
    error: Option<IgnoredAny>,
}

/// What the gateway says of a list.
#[derive(Debug, Clone, Deserialize)]
#[non_exhaustive]
pub struct ListMeta {
    /// How many instances there are.
    #[serde(default, deserialize_with = "wire::number")]
    pub total: Option<u64>,
}

/// One instance of the list. Its settings are not modelled here: they are in the JSON beside it.
#[derive(Debug, Clone, Deserialize)]
#[non_exhaustive]
pub struct InstanceRow {
    /// The gateway's own id of it. Nothing takes it: an instance is addressed by its name.
    #[serde(default, deserialize_with = "wire::text")]
    pub id: Option<String>,
    /// Its name.
    #[serde(deserialize_with = "wire::required_text")]
    pub name: String,
    /// Its token, where the gateway shows it.
    #[serde(default, deserialize_with = "wire::instance_token")]
    pub token: Option<InstanceToken>,
    /// Its state, in short.
    #[serde(default, deserialize_with = "wire::word")]
    pub status: Option<InstanceStatus>,
    /// Its connection to WhatsApp.
    #[serde(default, deserialize_with = "wire::lenient")]
    pub connection: Option<InstanceConnection>,
    /// The number's profile at WhatsApp.
    #[serde(default, deserialize_with = "wire::lenient")]
    pub profile: Option<InstanceProfile>,
    /// The webhook labelled `default`.
    #[serde(default, deserialize_with = "wire::lenient")]
    pub webhook: Option<BlockSummary>,
    /// The WebSocket.
    #[serde(default, deserialize_with = "wire::lenient")]
    pub websocket: Option<BlockSummary>,
    /// The connection to Chatwoot.
    #[serde(default, deserialize_with = "wire::lenient")]
    pub chatwoot: Option<BlockSummary>,
    /// The proxy.
    #[serde(default, deserialize_with = "wire::lenient")]
    pub proxy: Option<BlockSummary>,
    /// The bucket for files.
    #[serde(default, deserialize_with = "wire::lenient")]
    pub s3: Option<BlockSummary>,
}

impl InstanceRow {
    /// Its state: the connection's, else the one in short.
    pub fn state(&self) -> Option<&InstanceStatus> {
        let of_connection = self.connection.as_ref().and_then(|connection| connection.state.as_ref());
        of_connection.or(self.status.as_ref())
    }
}

/// An instance's connection to WhatsApp.
#[derive(Debug, Clone, Deserialize)]
#[serde(rename_all = "camelCase")]
#[non_exhaustive]
pub struct InstanceConnection {
    /// Its state.
    #[serde(default, deserialize_with = "wire::word")]
    pub state: Option<InstanceStatus>,
    /// The JID of the paired number.
    #[serde(default, deserialize_with = "wire::text")]
    pub number_jid: Option<String>,
    /// What others see it do: `available`, `unavailable`, `composing` and others.
    #[serde(default, deserialize_with = "wire::text")]
    pub presence_status: Option<String>,
    /// A word for people.
    #[serde(default, deserialize_with = "wire::text")]
    pub display_status: Option<String>,
}

/// A number's profile at WhatsApp.
#[derive(Debug, Clone, Deserialize)]
#[serde(rename_all = "camelCase")]
#[non_exhaustive]
pub struct InstanceProfile {
    /// Its name.
    #[serde(default, deserialize_with = "wire::text")]
    pub name: Option<String>,
    /// Its picture.
    #[serde(default, deserialize_with = "wire::text")]
    pub picture_url: Option<String>,
    /// Whether it is a business.
    #[serde(default, deserialize_with = "wire::truth")]
    pub is_business: Option<bool>,
    /// The business's name.
    #[serde(default, deserialize_with = "wire::text")]
    pub business_name: Option<String>,
}

/// One of an instance's integrations, in short.
#[derive(Debug, Clone, Deserialize)]
#[serde(rename_all = "camelCase")]
#[non_exhaustive]
pub struct BlockSummary {
    /// Whether it is on.
    #[serde(default, deserialize_with = "wire::truth")]
    pub enabled: Option<bool>,
    /// Which events it gets.
    #[serde(default, deserialize_with = "wire::lenient")]
    pub events: Option<Vec<String>>,
    /// Whether files stand in its events, in base64.
    #[serde(default, deserialize_with = "wire::truth")]
    pub media_base64: Option<bool>,
}
