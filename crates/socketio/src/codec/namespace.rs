//! The names of namespaces.

use std::fmt;

/// The name of a namespace, as it stands in packets: `/` alone is the root, `/sales` one of its own.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Namespace<'a>(&'a str);

/// The text is no namespace: it does not begin with `/`, or holds a comma, which ends the name on the wire.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("a namespace begins with / and holds no comma")]
pub struct InvalidNamespace;

impl<'a> Namespace<'a> {
    /// The root namespace, `/`.
    pub const ROOT: Namespace<'static> = Namespace("/");

    /// The namespace of this name.
    ///
    /// # Errors
    ///
    /// [`InvalidNamespace`] when it does not begin with `/`, or holds a comma.
    pub fn new(name: &'a str) -> Result<Self, InvalidNamespace> {
        if name.starts_with('/') && !name.contains(',') { Ok(Self(name)) } else { Err(InvalidNamespace) }
    }

    /// The name.
    pub fn as_str(self) -> &'a str {
        self.0
    }

    /// Reads the name that a packet may begin with, and what follows. A packet without one is the root's.
    pub(super) fn split(text: &'a str) -> (Self, &'a str) {
        if !text.starts_with('/') {
            return (Self::ROOT, text);
        }
        let (name, rest) = text.split_once(',').unwrap_or((text, ""));
        (Self(name), rest)
    }

    /// Writes the name as packets begin with it: nothing for the root.
    pub(super) fn write(self, out: &mut String) {
        if self != Self::ROOT {
            out.push_str(self.0);
            out.push(',');
        }
    }
}

impl fmt::Display for Namespace<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.0)
    }
}
