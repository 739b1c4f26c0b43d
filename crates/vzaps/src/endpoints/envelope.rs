use serde::de::{Deserializer, Error as _};
use serde::{Deserialize, de::DeserializeOwned};
use serde_json::value::RawValue;
use wagate_sdk_core::wire;

use super::verdict::Verdict;

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

/// An answer of which no document says whether it stands in an [`Envelope`]: it is read from `data` where that holds an object, and from
/// the whole otherwise.
#[derive(Debug, Clone)]
#[non_exhaustive]
pub struct Loose<T> {
    /// The answer itself.
    pub data: T,
    verdict: Verdict,
}

impl<T> Loose<T> {
    pub(crate) fn is_good(&self) -> bool {
        self.verdict.is_good()
    }
}

#[derive(Default, Deserialize)]
#[serde(default)]
struct Framed {
    data: Option<Box<RawValue>>,
}

/// The object in the member `data` of an object, where there is one.
pub(super) fn framed(whole: &str) -> Option<Box<RawValue>> {
    let framed: Framed = serde_json::from_str(whole).ok()?;
    framed.data.filter(|data| data.get().starts_with('{'))
}

impl<'de, T: DeserializeOwned> Deserialize<'de> for Loose<T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let whole = Box::<RawValue>::deserialize(deserializer)?;
        let inner = framed(whole.get());
        let told = inner.as_deref().unwrap_or(&whole);
        let data = serde_json::from_str(told.get()).map_err(D::Error::custom)?;
        Ok(Self { data, verdict: Verdict::of(whole.get()) })
    }
}
