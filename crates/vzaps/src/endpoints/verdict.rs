//! Failures that a 2xx whose shape is not documented may carry inside.

use serde::Deserialize;
use wagate_sdk_core::{Raw, wire};

/// The members `success`, `code` and `error`, which the documents do not promise there.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
pub(super) struct Verdict {
    #[serde(deserialize_with = "wire::truth")]
    success: Option<bool>,
    #[serde(deserialize_with = "wire::number")]
    code: Option<u64>,
    #[serde(deserialize_with = "wire::text")]
    error: Option<String>,
}

impl Verdict {
    /// Of a body, which may be empty too, or no object.
    pub(super) fn of(body: &str) -> Self {
        serde_json::from_str(body).unwrap_or_default()
    }

    /// Whether they tell of no failure.
    pub(super) fn is_good(&self) -> bool {
        wire::is_success(self.success, self.error.as_ref()) && self.code.is_none_or(|code| code < 400)
    }
}

/// Whether nothing in the body tells of a failure.
pub(crate) fn raw_is_success(body: &Raw) -> bool {
    Verdict::of(body.expose()).is_good()
}
