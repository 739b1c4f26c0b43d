use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};
use url::Url;

use crate::error::Error;

/// Everything but the characters that RFC 3986 calls unreserved.
const SEGMENT: &AsciiSet = &NON_ALPHANUMERIC.remove(b'-').remove(b'.').remove(b'_').remove(b'~');

/// A request's path and query, written piece by piece. What comes from users is always percent-encoded.
///
/// ```
/// use wagate_sdk_core::adapter::Path;
///
/// let mut path = Path::new();
/// path.literal("/api/message/text/").segment("sales & co");
/// path.query("page", "1").query("search", "a/b");
/// assert_eq!(path.as_str(), "/api/message/text/sales%20%26%20co?page=1&search=a%2Fb");
/// ```
#[derive(Debug, Clone, Default)]
pub struct Path {
    text: String,
    has_query: bool,
    bad_segment: bool,
    elsewhere: Option<Box<Url>>,
}

impl Path {
    /// An empty path.
    pub fn new() -> Self {
        Self { text: String::with_capacity(96), ..Self::default() }
    }

    /// A whole URL, which need not be below the gateway's base: for a call that carries no credential.
    pub(crate) fn elsewhere(url: Url) -> Self {
        Self { elsewhere: Some(Box::new(url)), ..Self::default() }
    }

    /// The same below another address, which is the gateway's too.
    pub(crate) fn below(self, base: &str) -> Result<Self, Error> {
        let mut url =
            Url::parse(base).map_err(|_| Error::config("the operation's address cannot be read"))?;
        let (path, query) = self.finish()?;
        url.set_path(path);
        url.set_query(query);
        Ok(Self { elsewhere: Some(Box::new(url)), ..self })
    }

    /// The whole URL, if it is one.
    pub(crate) fn whole(&self) -> Option<&Url> {
        self.elsewhere.as_deref()
    }

    /// Adds text of the gateway's own route, as it is.
    pub fn literal(&mut self, text: &'static str) -> &mut Self {
        self.has_query |= text.contains('?');
        self.text.push_str(text);
        self
    }

    /// Adds one path segment that comes from outside, percent-encoded. An empty segment, `.` and `..` would name
    /// another route, so the call fails before anything leaves.
    pub fn segment(&mut self, text: &str) -> &mut Self {
        if matches!(text, "" | "." | "..") {
            self.bad_segment = true;
        }
        self.encode(text);
        self
    }

    /// Adds a query parameter, percent-encoded.
    pub fn query(&mut self, name: &str, value: &str) -> &mut Self {
        self.text.push(if self.has_query { '&' } else { '?' });
        self.has_query = true;
        self.encode(name);
        self.text.push('=');
        self.encode(value);
        self
    }

    /// Adds a query parameter if there is a value.
    pub fn query_opt(&mut self, name: &str, value: Option<&str>) -> &mut Self {
        match value {
            Some(value) => self.query(name, value),
            None => self,
        }
    }

    /// The path and query so far.
    pub fn as_str(&self) -> &str {
        &self.text
    }

    pub(crate) fn encode(&mut self, text: &str) {
        // Most ids need nothing encoded.
        if text.bytes().all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'.' | b'_' | b'~'))
        {
            self.text.push_str(text);
        } else {
            self.text.extend(utf8_percent_encode(text, SEGMENT));
        }
    }

    pub(crate) fn push_raw(&mut self, text: &str) {
        self.text.push_str(text);
    }

    /// Checks what was collected.
    pub(crate) fn finish(&self) -> Result<(&str, Option<&str>), Error> {
        if self.bad_segment {
            return Err(Error::invalid("an id in the path is empty, `.` or `..`"));
        }
        let query = if self.has_query { self.text.split_once('?') } else { None };
        Ok(query.map_or((&*self.text, None), |(path, query)| (path, Some(query))))
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn a_segment_never_leaves_its_place(text in "\\PC{1,40}") {
            let mut path = Path::new();
            path.literal("/a/").segment(&text).literal("/b");
            let encoded = &path.as_str()[3..path.as_str().len() - 2];
            prop_assert!(!encoded.contains(['/', '?', '#', ' ', '\\', '&']));
            let decoded = percent_encoding::percent_decode_str(encoded).decode_utf8().unwrap();
            prop_assert_eq!(decoded, text);
        }
    }

    #[test]
    fn a_segment_that_names_another_route_is_refused() {
        for bad in ["", ".", ".."] {
            assert!(Path::new().literal("/a/").segment(bad).finish().is_err(), "{bad:?}");
        }
    }
}
