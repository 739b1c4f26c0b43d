//! Failures that a 2xx whose shape is not documented may carry inside.

use serde::Deserialize;
use wagate_sdk_core::{Raw, wire};

#[derive(Default, Deserialize)]
#[serde(default)]
struct Verdict {
    #[serde(deserialize_with = "wire::truth")]
    success: Option<bool>,
    #[serde(deserialize_with = "wire::text")]
    error: Option<String>,
}

/// Whether the members `success` and `error`, which the documents do not promise, tell of no failure. A body may be empty too.
pub(crate) fn raw_is_success(body: &Raw) -> bool {
    body.json::<Verdict>().map_or(true, |verdict| wire::is_success(verdict.success, verdict.error.as_ref()))
}
