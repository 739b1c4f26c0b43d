use serde::Deserialize;
use wagate_sdk_core::wire;

/// The frame `{code, success, data}` around most answers of an instance's routes. The account's routes answer
/// without it.
#[derive(Debug, Clone, Deserialize)]
#[non_exhaustive]
pub struct Envelope<T> {
    /// Repeats the HTTP status.
    #[serde(default, deserialize_with = "wire::number")]
    pub code: Option<u64>,
    /// Whether it worked.
    #[serde(default, deserialize_with = "wire::truth")]
    pub success: Option<bool>,
    /// The answer itself.
    pub data: T,
}

impl<T> Envelope<T> {
    /// Whether neither `success` nor `code` tells of a failure.
    pub(crate) fn is_good(&self) -> bool {
        self.success != Some(false) && self.code.is_none_or(|code| code < 400)
    }
}
