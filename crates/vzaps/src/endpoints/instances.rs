//! Instances. What is about one instance by its path is called on that instance's client:
//! `account.instance(id)?.call(DeleteInstance::new())`.

mod one;

pub use one::{DeleteInstance, InstanceAction, RestartInstance, UpdateInstance};

use std::time::SystemTime;

use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};
use wagate_sdk_core::adapter::Body;
use wagate_sdk_core::endpoint;
use wagate_sdk_core::wire::{self, Members, WithRaw};
use wagate_sdk_core::{Error, InstanceToken, Raw, SecretText};

use super::verdict::raw_is_success;
use crate::Vzaps;

/// Makes an instance. `PUT /instances/create`
///
/// The answer holds the instance's token: store it.
///
/// Source: <https://docs.vzaps.com/api-reference/instancias/criar-instancia> (documented). It takes a JWT
/// only. It is sent at most once: nothing says that names must be unique, so a second call may make a second
/// instance.
///
/// # Errors
/// [`Error::InvalidRequest`] before anything leaves when the name has fewer than 3 or more than 255
/// characters.
#[derive(Debug, Clone, Serialize)]
#[non_exhaustive]
pub struct CreateInstance {
    /// The name, 3 to 255 characters.
    pub name: String,
    /// Where the gateway posts events. Its secret path is all that tells a delivery from a forged one, so `Debug` does not show it.
    #[serde(skip_serializing_if = "Option::is_none", serialize_with = "wire::write_secret")]
    pub webhook: Option<SecretText>,
    /// The events to post, such as `Message`, `ReadReceipt`, `Connected`; `All` selects every one. It goes
    /// out as a list; the answer has it comma-separated.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub events_subscribe: Option<Vec<String>>,
    /// Whether calls are rejected; `false` unless set.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub reject_calls: Option<bool>,
    /// Whether incoming messages are marked as read; `false` unless set.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub auto_read_messages: Option<bool>,
    /// Labels. What they hold is not documented.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub labels: Option<Map<String, Value>>,
    /// Members that go into the request as they are. One that is set here and above is an error.
    #[serde(skip)]
    pub extra: Members,
}

impl CreateInstance {
    /// An instance with a name.
    pub fn new(name: impl Into<String>) -> Self {
        Self {
            name: name.into(),
            webhook: None,
            events_subscribe: None,
            reject_calls: None,
            auto_read_messages: None,
            labels: None,
            extra: Members::new(),
        }
    }
}

endpoint! {
    Vzaps: CreateInstance => Instance, "instances.create", AccountOnly, AtMostOnce,
    PUT("/instances/create"), |answer| wire::is_success(answer.success, answer.error.as_ref());

    fn body(&self) -> Result<Body, Error> {
        check_name(&self.name)?;
        self.extra.body_with(self)
    }
}

fn check_name(name: &str) -> Result<(), Error> {
    match name.chars().count() {
        3..=255 => Ok(()),
        _ => Err(Error::invalid("the instance's name must have 3 to 255 characters")),
    }
}

/// An instance, as creations, lists and single reads show it. None of these answers has an envelope.
#[derive(Debug, Clone, Deserialize)]
#[non_exhaustive]
pub struct Instance {
    /// Its id: `VZ` and upper-case letters and digits.
    #[serde(deserialize_with = "wire::required_text")]
    pub id: String,
    /// Its name.
    #[serde(default, deserialize_with = "wire::text")]
    pub name: Option<String>,
    /// Its token.
    #[serde(default, deserialize_with = "wire::instance_token")]
    pub token: Option<InstanceToken>,
    /// Its page in the web app.
    #[serde(default, deserialize_with = "wire::text")]
    pub url: Option<String>,
    /// Where its events are posted.
    #[serde(default, deserialize_with = "wire::read_secret")]
    pub webhook: Option<SecretText>,
    /// The events that are posted, comma-separated.
    #[serde(default, deserialize_with = "wire::text")]
    pub events_subscribe: Option<String>,
    /// Whether calls are rejected.
    #[serde(default, deserialize_with = "wire::truth")]
    pub reject_calls: Option<bool>,
    /// Whether incoming messages are marked as read.
    #[serde(default, deserialize_with = "wire::truth")]
    pub auto_read_messages: Option<bool>,
    /// Whether it is connected to WhatsApp; the gateway also answers `null`.
    #[serde(default, deserialize_with = "wire::truth")]
    pub connected: Option<bool>,
    /// Since when.
    #[serde(default, deserialize_with = "wire::time")]
    pub connected_at: Option<SystemTime>,
    /// The name that the number shows on WhatsApp.
    #[serde(default, deserialize_with = "wire::text")]
    pub whatsapp_push_name: Option<String>,
    /// The number's JID.
    #[serde(default, deserialize_with = "wire::text")]
    pub whatsapp_jid: Option<String>,
    /// A word that the client libraries' documents name without its values.
    #[serde(default, deserialize_with = "wire::text")]
    pub status: Option<String>,
    /// The state of its subscription. `TRIALING` was seen; the other words are not documented.
    #[serde(default, deserialize_with = "wire::text")]
    pub billing_status: Option<String>,
    /// When it was made.
    #[serde(default, deserialize_with = "wire::time")]
    pub created_at: Option<SystemTime>,
    /// When it was last changed.
    #[serde(default, deserialize_with = "wire::time")]
    pub updated_at: Option<SystemTime>,
    /// When a cancellation takes effect.
    #[serde(default, deserialize_with = "wire::time")]
    pub cancel_at: Option<SystemTime>,
    /// When it expired.
    #[serde(default, deserialize_with = "wire::time")]
    pub expired_at: Option<SystemTime>,
    #[serde(default, deserialize_with = "wire::truth")]
    success: Option<bool>,
    #[serde(default, deserialize_with = "wire::text")]
    error: Option<String>,
}

impl Instance {
    pub(crate) fn is_good(&self) -> bool {
        wire::is_success(self.success, self.error.as_ref())
    }
}

/// One page of the account's instances. `POST /instances/list`
///
/// Source: <https://docs.vzaps.com/en/sdk/python/instances-and-billing> (documented). It takes a JWT only. It
/// only reads.
#[derive(Debug, Clone, Default, Serialize)]
#[non_exhaustive]
pub struct ListInstances {
    /// The page, from 1; the first unless set.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub page: Option<u64>,
    /// How many on a page; 20 in the gateway's own clients. The most is not documented.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub size: Option<u64>,
    /// Which; an empty one selects all.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub filter: Option<InstanceFilter>,
    /// The field to sort by, such as `createdAt`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub sort: Option<String>,
    /// Whether the greatest comes first. The gateway's own clients spell it `sort_desc`; the documents, and
    /// this, `sortDesc`.
    #[serde(rename = "sortDesc", skip_serializing_if = "Option::is_none")]
    pub sort_desc: Option<bool>,
}

/// Which instances [`ListInstances`] lists.
#[derive(Debug, Clone, Default, Serialize)]
#[non_exhaustive]
pub struct InstanceFilter {
    /// Free text.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub query: Option<String>,
}

impl InstanceFilter {
    /// All instances.
    pub fn all() -> Self {
        Self::default()
    }

    /// Those that a free text finds.
    pub fn query(text: impl Into<String>) -> Self {
        Self { query: Some(text.into()) }
    }
}

impl ListInstances {
    /// The first page, as the gateway has it.
    pub fn new() -> Self {
        Self::default()
    }
}

endpoint! {
    Vzaps: ListInstances => InstancePage, "instances.list", AccountOnly, ReadOnly,
    POST("/instances/list"), json
}

/// The answer to [`ListInstances`], without an envelope. Its `summary` is not described anywhere; it stays in
/// the raw answer.
#[derive(Debug, Clone, Deserialize)]
#[non_exhaustive]
pub struct InstancePage {
    /// The page, from 1.
    #[serde(default, deserialize_with = "wire::number")]
    pub page: Option<u64>,
    /// How many fit on a page.
    #[serde(default, deserialize_with = "wire::number")]
    pub size: Option<u64>,
    /// How many instances there are.
    #[serde(default, deserialize_with = "wire::number")]
    pub total: Option<u64>,
    /// How many pages there are.
    #[serde(default, deserialize_with = "wire::number")]
    pub total_pages: Option<u64>,
    /// The instances, each with its own JSON.
    #[serde(deserialize_with = "wire::list")]
    pub content: Vec<WithRaw<Instance>>,
}

/// Reads one instance by its id, which goes into the body. `POST /instances/get`
///
/// Source: <https://docs.vzaps.com/en/sdk/python/instances-and-billing> and the source of the official Python
/// client (no page of the reference shows it). That it takes a JWT only is inferred. It only reads.
#[derive(Debug, Clone, Serialize)]
#[non_exhaustive]
pub struct GetInstance {
    /// The instance.
    pub id: String,
}

impl GetInstance {
    /// This one.
    pub fn new(id: impl Into<String>) -> Self {
        Self { id: id.into() }
    }
}

endpoint! {
    Vzaps: GetInstance => Instance, "instances.get", AccountOnly, ReadOnly,
    POST("/instances/get"), json, |answer| wire::is_success(answer.success, answer.error.as_ref())
}

/// Searches instances. `POST /instances/search`
///
/// Source: the official Python client; it is on no page of the documents, so neither the members of the
/// request nor the answer are known. That it takes a JWT only is inferred. [`ListInstances`] with a filter is
/// the documented way. It only reads.
#[derive(Debug, Clone, Default, Serialize)]
#[serde(transparent)]
#[non_exhaustive]
pub struct SearchInstances {
    /// The body's members.
    pub criteria: Map<String, Value>,
}

impl SearchInstances {
    /// With these members.
    pub fn new(criteria: Map<String, Value>) -> Self {
        Self { criteria }
    }
}

endpoint! {
    Vzaps: SearchInstances => Raw, "instances.search", AccountOnly, ReadOnly,
    POST("/instances/search"), json, |answer| raw_is_success(answer)
}

/// Provisions an instance, a variant of [`CreateInstance`]. `PUT /instances/provision`
///
/// Source: the official Python and Go clients; it is on no page of the documents, so what sets it apart and
/// what it answers are not known. That it takes a JWT only is inferred. It is sent at most once. The answer
/// may hold a token; read it with [`Raw::json`](wagate_sdk_core::Raw::json).
///
/// # Errors
/// As [`CreateInstance`].
#[derive(Debug, Clone, Serialize)]
#[non_exhaustive]
pub struct ProvisionInstance {
    /// The name, as for a creation.
    pub name: String,
    /// Where the gateway posts events. Its secret path is all that tells a delivery from a forged one, so `Debug` does not show it.
    #[serde(skip_serializing_if = "Option::is_none", serialize_with = "wire::write_secret")]
    pub webhook: Option<SecretText>,
    /// The events to post.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub events_subscribe: Option<Vec<String>>,
}

impl ProvisionInstance {
    /// An instance with a name.
    pub fn new(name: impl Into<String>) -> Self {
        Self { name: name.into(), webhook: None, events_subscribe: None }
    }
}

endpoint! {
    Vzaps: ProvisionInstance => Raw, "instances.provision", AccountOnly, AtMostOnce,
    PUT("/instances/provision"), |answer| raw_is_success(answer);

    fn body(&self) -> Result<Body, Error> {
        check_name(&self.name)?;
        Body::json(self)
    }
}
