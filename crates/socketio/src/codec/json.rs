//! JSON text: read without a copy, written into a string under construction, and the place where reading failed.

use std::borrow::Cow;

use serde::{Deserialize, Serialize};

use super::FrameError;

/// Text, borrowed where it holds no escapes.
#[derive(Deserialize)]
pub(super) struct Text<'a>(#[serde(borrow)] pub(super) Cow<'a, str>);

/// Appends `value`. Only for values that always serialize: text, and structs of text and numbers.
#[allow(clippy::expect_used, reason = "text and numbers serialize into memory without failing")]
pub(super) fn push<T: Serialize + ?Sized>(out: &mut String, value: &T) {
    out.push_str(&serde_json::to_string(value).expect("text and numbers serialize"));
}

/// Keeps where reading failed and drops serde's words: they may quote the payload.
pub(super) fn payload(
    packet: &'static str,
    expected: &'static str,
) -> impl FnOnce(serde_json::Error) -> FrameError {
    move |error| FrameError::Payload { packet, expected, column: error.column() }
}
