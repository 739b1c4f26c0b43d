use std::fmt;

use bytes::Bytes;

/// The text of a gateway's answer, event or error, kept as it came.
///
/// Gateways put tokens into their answers, so a `Raw` never shows itself: `Debug` prints its length, and
/// there is no `Display` and no `Serialize`. [`Raw::expose`] gives the text to the code that asks for it.
///
/// ```
/// use wagate_sdk_core::Raw;
///
/// let raw = Raw::from(r#"{"token":"s3cret"}"#.to_owned());
/// assert_eq!(format!("{raw:?}"), "Raw(18 bytes)");
/// assert_eq!(raw.expose(), r#"{"token":"s3cret"}"#);
/// ```
#[derive(Clone, Default, PartialEq, Eq)]
pub struct Raw(Bytes);

impl Raw {
    /// Keeps a body. Nothing is copied.
    pub fn new(body: Bytes) -> Self {
        Self(body)
    }

    /// The text; empty when the body is not UTF-8 (then see [`Raw::expose_bytes`]).
    pub fn expose(&self) -> &str {
        std::str::from_utf8(&self.0).unwrap_or_default()
    }

    /// The bytes as they came.
    pub fn expose_bytes(&self) -> &Bytes {
        &self.0
    }

    /// Reads the JSON as a type of the caller's, for what is not modelled yet.
    ///
    /// # Errors
    /// When the text is not JSON, or not JSON of that shape.
    pub fn json<T: serde::de::DeserializeOwned>(&self) -> Result<T, serde_json::Error> {
        serde_json::from_slice(&self.0)
    }

    /// The length in bytes.
    pub fn len(&self) -> usize {
        self.0.len()
    }

    /// Whether nothing was kept.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// The first `limit` bytes, cut at a character's edge, for keeping the body of an error.
    pub(crate) fn capped(mut self, limit: usize) -> Self {
        if self.0.len() > limit {
            let edge = match std::str::from_utf8(&self.0) {
                Ok(text) => text.floor_char_boundary_at(limit),
                Err(_) => limit,
            };
            self.0.truncate(edge);
        }
        self
    }
}

trait FloorCharBoundary {
    fn floor_char_boundary_at(&self, index: usize) -> usize;
}

impl FloorCharBoundary for str {
    fn floor_char_boundary_at(&self, index: usize) -> usize {
        (0..=index.min(self.len())).rev().find(|&at| self.is_char_boundary(at)).unwrap_or(0)
    }
}

impl From<Bytes> for Raw {
    fn from(body: Bytes) -> Self {
        Self(body)
    }
}

impl From<String> for Raw {
    fn from(text: String) -> Self {
        Self(text.into())
    }
}

impl fmt::Debug for Raw {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Raw({} bytes)", self.0.len())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_capped_body_never_splits_a_character() {
        let raw = Raw::from("aé€".to_owned());
        assert_eq!(raw.clone().capped(2).expose(), "a");
        assert_eq!(raw.clone().capped(3).expose(), "aé");
        assert_eq!(raw.capped(100).expose(), "aé€");
    }

    #[test]
    fn the_text_is_not_shown() {
        let raw = Raw::from("secret".to_owned());
        assert!(!format!("{raw:?} {raw:#?}").contains("secret"));
    }
}
