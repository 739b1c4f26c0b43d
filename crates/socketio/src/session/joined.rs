//! A namespace that the client asked for.

use std::sync::Arc;

use serde::Deserialize;
use serde_json::value::RawValue;

#[derive(Debug)]
pub(super) struct Joined {
    pub(super) name: Arc<str>,
    pub(super) stage: Stage,
    /// The numbers of the acknowledgements that the server still owes.
    pub(super) awaited: Vec<u64>,
}

#[derive(Debug)]
pub(super) enum Stage {
    Asked,
    Connected,
}

impl Joined {
    pub(super) fn asked(name: &str) -> Self {
        Self { name: name.into(), stage: Stage::Asked, awaited: Vec::new() }
    }
}

/// The id in the server's answer to a connect packet. Joining does not depend on it.
pub(super) fn sid(payload: Option<&RawValue>) -> Option<String> {
    #[derive(Deserialize)]
    struct Answer {
        sid: String,
    }

    serde_json::from_str::<Answer>(payload?.get()).ok().map(|answer| answer.sid)
}
