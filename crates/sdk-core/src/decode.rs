//! Reading a gateway's answer into its type.

use bytes::Bytes;
use http::{HeaderMap, StatusCode};
use serde::de::DeserializeOwned;

use crate::raw::Raw;

/// What a gateway answered with success.
#[derive(Debug, Clone, Copy)]
#[non_exhaustive]
pub struct Received<'a> {
    /// The status, a 2xx.
    pub status: StatusCode,
    /// The headers.
    pub headers: &'a HeaderMap,
    /// The body.
    pub body: &'a Bytes,
}

/// A type that an answer's body is read into: every `DeserializeOwned`, [`Raw`] and [`Ignored`].
pub trait Decode: Sized {
    /// Reads the body of a successful answer.
    ///
    /// # Errors
    /// Names the field that did not fit.
    fn decode(received: &Received<'_>) -> Result<Self, DecodeError>;
}

/// An answer whose body does not matter, such as a deletion's.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Ignored;

/// Why a body could not be read: the field and the reason, never the body's text.
#[derive(Debug, thiserror::Error)]
#[error("at `{path}`: {reason}")]
pub struct DecodeError {
    path: String,
    reason: String,
}

impl DecodeError {
    /// The path of the field, and what is wrong there. The reason must not quote a value: it may be a token.
    pub fn new(path: impl Into<String>, reason: impl Into<String>) -> Self {
        Self { path: path.into(), reason: reason.into() }
    }

    /// The path of the field that did not fit, such as `data.messageId`.
    pub fn path(&self) -> &str {
        &self.path
    }
}

impl<T: DeserializeOwned> Decode for T {
    fn decode(received: &Received<'_>) -> Result<Self, DecodeError> {
        // The text is checked once here; `from_slice` would check every string again.
        let text =
            std::str::from_utf8(received.body).map_err(|_| DecodeError::new(".", "the body is not UTF-8"))?;
        serde_json::from_str(text).or_else(|error| decode_again(text, &error))
    }
}

/// The second reading knows the field, and costs twice as much: so it is made only for a failure.
#[cold]
fn decode_again<T: DeserializeOwned>(text: &str, first: &serde_json::Error) -> Result<T, DecodeError> {
    let mut reader = serde_json::Deserializer::from_str(text);
    match serde_path_to_error::deserialize::<_, T>(&mut reader) {
        Ok(_) => Err(DecodeError::new(".", describe(first))),
        Err(error) => Err(DecodeError::new(error.path().to_string(), describe(error.inner()))),
    }
}

/// serde's texts quote values (`invalid type: string "…"`), and a value may be a token: only the category and the
/// place are told.
fn describe(error: &serde_json::Error) -> String {
    use serde_json::error::Category;
    let what = match error.classify() {
        Category::Syntax => "not JSON",
        Category::Eof => "the JSON ends too early",
        Category::Data => "a value is missing or of another type",
        Category::Io => "reading failed",
    };
    format!("{what} (line {}, column {})", error.line(), error.column())
}

impl Decode for Raw {
    fn decode(received: &Received<'_>) -> Result<Self, DecodeError> {
        Ok(Self::new(received.body.clone()))
    }
}

impl Decode for Ignored {
    fn decode(received: &Received<'_>) -> Result<Self, DecodeError> {
        if tells_failure(received.body) {
            return Err(DecodeError::new(".", "the body tells of a failure"));
        }
        Ok(Self)
    }
}

/// Whether a body says by its own members that it is a failure. Asked only of one that has no type, or does not fit its type.
pub(crate) fn tells_failure(body: &Bytes) -> bool {
    use serde_json::Value;
    let Ok(Value::Object(members)) = serde_json::from_slice(body) else { return false };
    let failed = members.get("success") == Some(&Value::Bool(false));
    let error = members.get("error").is_some_and(|error| {
        !matches!(error, Value::Null | Value::Bool(false)) && error.as_str() != Some("")
    });
    let exception =
        members.get("type").and_then(Value::as_str).is_some_and(|kind| kind.ends_with("Exception"));
    failed || error || exception
}

#[cfg(test)]
mod tests {
    use serde::Deserialize;

    use super::*;

    #[derive(Debug, Deserialize)]
    struct Outer {
        #[allow(dead_code, reason = "only its reading is tested")]
        data: Inner,
    }

    #[derive(Debug, Deserialize)]
    struct Inner {
        #[allow(dead_code, reason = "only its reading is tested")]
        id: u32,
    }

    fn outer(body: &'static [u8]) -> Result<Outer, DecodeError> {
        let (headers, body) = (HeaderMap::new(), Bytes::from_static(body));
        Outer::decode(&Received { status: StatusCode::OK, headers: &headers, body: &body })
    }

    #[test]
    fn an_error_names_the_field_and_shows_no_value() {
        let error = outer(br#"{"data":{"id":"s3cret"}}"#).unwrap_err();
        assert_eq!(error.path(), "data.id");
        assert!(!error.to_string().contains("s3cret"), "{error}");
        let error = outer(b"<html>").unwrap_err();
        assert!(error.to_string().contains("not JSON"), "{error}");
    }
}
