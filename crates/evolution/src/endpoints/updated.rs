//! The answer to many changes.

use serde::Deserialize;
use wagate_sdk_core::wire;

/// The answer to a change of a profile or a group.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
#[non_exhaustive]
pub struct Updated {
    /// `success`.
    #[serde(deserialize_with = "wire::text")]
    pub update: Option<String>,
}
