use std::fmt;

use crate::error::Error;

/// The name of the segment that is an instance's.
pub(super) const INSTANCE: &str = "instance";

/// A route's path, such as `/hooks/ryze/{instance}`. What follows it is taken too.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct RoutePath(Vec<Segment>);

#[derive(Debug, Clone, PartialEq, Eq)]
enum Segment {
    Literal(String),
    Instance,
}

impl RoutePath {
    /// A path in which `{provider}` stands for the gateway's short name. A slash at its end means nothing.
    ///
    /// # Errors
    /// [`Error::Config`], which does not show the path: it may hold a secret.
    pub(super) fn new(path: &str, provider: &str) -> Result<Self, Error> {
        let Some(path) = path.strip_prefix('/') else {
            return Err(Error::config("a webhook's path does not begin with a slash"));
        };
        let path = path.strip_suffix('/').unwrap_or(path);
        let segments = if path.is_empty() { Vec::new() } else { path.split('/').collect() };
        let segments = segments.into_iter().map(|segment| Segment::new(segment, provider));
        let path = Self(segments.collect::<Result<_, _>>()?);
        if path.0.iter().filter(|segment| **segment == Segment::Instance).count() > 1 {
            return Err(Error::config("a webhook's path has `{instance}` twice"));
        }
        Ok(path)
    }

    /// What axum shall match: the path, and whatever follows it.
    pub(super) fn patterns(&self) -> Vec<String> {
        let path = self.to_string();
        let with_slash = format!("{path}/");
        let with_tail = format!("{path}/{{*tail}}");
        if path.is_empty() { vec![with_slash, with_tail] } else { vec![path, with_slash, with_tail] }
    }
}

/// Without a slash at its end.
impl fmt::Display for RoutePath {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.iter().try_for_each(|segment| match segment {
            Segment::Literal(text) => write!(f, "/{text}"),
            Segment::Instance => write!(f, "/{{{INSTANCE}}}"),
        })
    }
}

impl Segment {
    fn new(segment: &str, provider: &str) -> Result<Self, Error> {
        match segment {
            "{provider}" => Ok(Self::Literal(provider.to_owned())),
            "{instance}" => Ok(Self::Instance),
            // What a URL holds as it is, so that what is asked for has the same spelling.
            text if !text.is_empty() && text.bytes().all(is_unreserved) => Ok(Self::Literal(text.to_owned())),
            _ => Err(Error::config(
                "a segment of a webhook's path is neither `{provider}` nor `{instance}` nor of letters, digits, `-`, `.`, `_` and `~`",
            )),
        }
    }
}

fn is_unreserved(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || b"-._~".contains(&byte)
}

/// Whether a path has a segment that is an instance's name.
pub(super) fn names_instance(path: &str) -> bool {
    path.split('/').any(|segment| segment == "{instance}")
}

/// Refuses paths of which one begins with another: which of them is meant would depend on what follows.
pub(super) fn check_apart<'a>(paths: impl IntoIterator<Item = &'a RoutePath>) -> Result<(), Error> {
    let mut paths: Vec<_> = paths.into_iter().map(|path| path.to_string() + "/").collect();
    // After a text stand those that begin with it.
    paths.sort_unstable();
    match paths.iter().zip(paths.iter().skip(1)).any(|(one, next)| next.starts_with(one)) {
        true => Err(Error::config("of two webhooks' paths one begins with the other")),
        false => Ok(()),
    }
}
