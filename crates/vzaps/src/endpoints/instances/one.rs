//! Changing, restarting and deleting one instance.

use serde::{Deserialize, Serialize};
use wagate_sdk_core::endpoint;
use wagate_sdk_core::{Raw, SecretText, wire};

use super::super::verdict::raw_is_success;
use super::Instance;
use crate::Vzaps;

/// Changes an instance's settings. `PATCH /instances/{id}`
///
/// What is `None` stays as it is.
///
/// Source: the official clients, whose request is untyped: the members are inferred from the creation.
/// Whether the two tokens are enough for it is not documented; a JWT is. Idempotent.
#[derive(Debug, Clone, Default, Serialize)]
#[non_exhaustive]
pub struct UpdateInstance {
    /// The name.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
    /// Where the gateway posts events. Its secret path is all that tells a delivery from a forged one, so `Debug` does not show it.
    #[serde(skip_serializing_if = "Option::is_none", serialize_with = "wire::write_secret")]
    pub webhook: Option<SecretText>,
    /// The events to post.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub events_subscribe: Option<Vec<String>>,
    /// Whether calls are rejected.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub reject_calls: Option<bool>,
    /// Whether incoming messages are marked as read.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub auto_read_messages: Option<bool>,
}

impl UpdateInstance {
    /// Changes nothing yet.
    pub fn new() -> Self {
        Self::default()
    }
}

endpoint! {
    Vzaps: UpdateInstance => Instance, "instances.update", InstanceOnly, Idempotent,
    PATCH("/instances/", instance), json, |answer| wire::is_success(answer.success, answer.error.as_ref())
}

/// Restarts an instance's runtime. `POST /instances/{id}/restart`
///
/// Source: <https://docs.vzaps.com/en/sdk/typescript/instances-and-billing> and the official clients. Whether
/// the two tokens are enough for it is not documented; a JWT is. Idempotent: restarting twice leaves it
/// running.
#[derive(Debug, Clone, Default, Serialize)]
#[non_exhaustive]
pub struct RestartInstance {}

impl RestartInstance {
    /// The client's instance.
    pub fn new() -> Self {
        Self::default()
    }
}

endpoint! {
    Vzaps: RestartInstance => InstanceAction, "instances.restart", InstanceOnly, Idempotent,
    POST("/instances/", instance, "/restart"), |answer| answer.is_good()
}

/// The answer to [`RestartInstance`] and to [`Disconnect`](crate::session::Disconnect), without an envelope.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
#[non_exhaustive]
pub struct InstanceAction {
    /// The instance.
    #[serde(deserialize_with = "wire::text")]
    pub instance_id: Option<String>,
    /// A word; its values are not documented.
    #[serde(deserialize_with = "wire::text")]
    pub status: Option<String>,
    /// More of it.
    #[serde(deserialize_with = "wire::text")]
    pub details: Option<String>,
    #[serde(deserialize_with = "wire::truth")]
    success: Option<bool>,
    #[serde(deserialize_with = "wire::text")]
    error: Option<String>,
}

impl InstanceAction {
    pub(crate) fn is_good(&self) -> bool {
        wire::is_success(self.success, self.error.as_ref())
    }
}

/// Deletes an instance. `DELETE /instances/{id}`
///
/// Source: <https://docs.vzaps.com/en/sdk/typescript/instances-and-billing> and the official clients. Whether
/// the two tokens are enough for it is not documented; a JWT is. The answer is empty. Idempotent.
#[derive(Debug, Clone, Default, Serialize)]
#[non_exhaustive]
pub struct DeleteInstance {}

impl DeleteInstance {
    /// The client's instance.
    pub fn new() -> Self {
        Self::default()
    }
}

endpoint! {
    Vzaps: DeleteInstance => Raw, "instances.delete", InstanceOnly, Idempotent,
    DELETE("/instances/", instance), |answer| raw_is_success(answer)
}
