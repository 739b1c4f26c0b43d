//! Unlinking and deleting.

use serde::{Deserialize, Serialize};
use wagate_sdk_core::endpoint;
use wagate_sdk_core::wire;

use crate::Evolution;

/// Unlinks the number. `DELETE /instance/logout/{instance}`
///
/// Source: `evolution-foundation/evolution-api` 2.3.7, `src/api/controllers/instance.controller.ts`; observed on a running server.
/// Doing it again leaves the same state.
///
/// # Errors
/// [`Error::InstanceOffline`](wagate_sdk_core::Error::InstanceOffline) when the instance is closed; from 2.4.0 on that is a success.
#[derive(Debug, Clone, Default, Serialize)]
#[non_exhaustive]
pub struct Logout {}

impl Logout {
    /// There is nothing to set.
    pub fn new() -> Self {
        Self {}
    }
}

/// Deletes an instance and all that the server stores of it. `DELETE /instance/delete/{instance}`
///
/// It is removed some time after the answer: its name may still be found for a moment.
///
/// Source: `evolution-foundation/evolution-api` 2.3.7, `src/api/controllers/instance.controller.ts`; observed on a running server.
/// Doing it again leaves the same state, and is answered with 404.
#[derive(Debug, Clone, Serialize)]
#[non_exhaustive]
pub struct DeleteInstance {
    /// The instance's name; it stands in the path.
    #[serde(skip)]
    pub instance_name: String,
}

impl DeleteInstance {
    /// The instance with this name.
    pub fn new(instance_name: impl Into<String>) -> Self {
        Self { instance_name: instance_name.into() }
    }
}

/// The answer to [`Logout`] and [`DeleteInstance`].
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
#[non_exhaustive]
pub struct Done {
    /// `SUCCESS`.
    #[serde(deserialize_with = "wire::text")]
    pub status: Option<String>,
    /// Whether it failed.
    #[serde(deserialize_with = "wire::truth")]
    pub error: Option<bool>,
    /// What was done.
    pub response: Option<DoneMessage>,
}

/// The sentence in [`Done`].
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
#[non_exhaustive]
pub struct DoneMessage {
    /// Such as "Instance deleted".
    #[serde(deserialize_with = "wire::text")]
    pub message: Option<String>,
}

endpoint! {
    Evolution: Logout => Done, "instance.logout", InstanceOnly, Idempotent,
    DELETE("/instance/logout/", instance), |done| done.error != Some(true)
}

endpoint! {
    Evolution: DeleteInstance => Done, "instance.delete", Shared, Idempotent,
    DELETE("/instance/delete/", instance_name), |done| done.error != Some(true)
}
