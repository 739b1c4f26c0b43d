//! Failures that a 2xx without an envelope may carry inside.

use serde::Deserialize;
use wagate_sdk_core::{Raw, wire};

/// Whether the members `success` and `error`, which the documents do not promise here, tell of no failure.
pub(crate) fn told_no_failure(success: Option<bool>, error: Option<&str>) -> bool {
    success != Some(false) && error.is_none()
}

#[derive(Default, Deserialize)]
#[serde(default)]
struct Verdict {
    #[serde(deserialize_with = "wire::truth")]
    success: Option<bool>,
    #[serde(deserialize_with = "wire::text")]
    error: Option<String>,
}

/// The same of a body whose shape is not documented, or that is empty.
pub(crate) fn raw_tells_no_failure(body: &Raw) -> bool {
    body.json::<Verdict>().map_or(true, |verdict| told_no_failure(verdict.success, verdict.error.as_deref()))
}
