use serde::Deserialize;
use wagate_sdk_core::adapter::{Decode, DecodeError, Received};
use wagate_sdk_core::wire;

use super::envelope::framed;
use super::verdict::Verdict;

/// The answer of an operation that has nothing to tell but that it worked. Some are documented as `{"status":"ok"}`, some as an
/// [`Envelope`](crate::Envelope) whose `data` is empty or has `details`, and of most nothing is documented, so an empty body is taken too.
#[derive(Debug, Clone, Default)]
#[non_exhaustive]
pub struct Confirmed {
    /// A word, `ok` wherever the documents show one.
    pub status: Option<String>,
    /// A text for people, in Portuguese.
    pub details: Option<String>,
    verdict: Verdict,
}

impl Confirmed {
    pub(crate) fn is_good(&self) -> bool {
        self.verdict.is_good()
    }
}

#[derive(Default, Deserialize)]
#[serde(default)]
struct Told {
    #[serde(deserialize_with = "wire::text")]
    status: Option<String>,
    #[serde(deserialize_with = "wire::text")]
    details: Option<String>,
}

impl Decode for Confirmed {
    fn decode(received: &Received<'_>) -> Result<Self, DecodeError> {
        let Ok(body) = std::str::from_utf8(received.body) else {
            return Err(DecodeError::new(".", "the body is not UTF-8"));
        };
        if body.trim().is_empty() {
            return Ok(Self::default());
        }
        // The page of something in between confirms nothing.
        if !body.trim_start().starts_with('{') {
            return Err(DecodeError::new(".", "the body is no JSON object"));
        }
        let told: Told = serde_json::from_str(body).map_err(|_| DecodeError::new(".", "not JSON"))?;
        let inner =
            framed(body).and_then(|data| serde_json::from_str::<Told>(data.get()).ok()).unwrap_or_default();
        Ok(Self {
            status: told.status.or(inner.status),
            details: told.details.or(inner.details),
            verdict: Verdict::of(body),
        })
    }
}
