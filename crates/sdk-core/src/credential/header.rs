use std::fmt;

use http::{HeaderName, HeaderValue};

use super::{Authorized, Authorizer, CredentialKind, OutgoingHeaders};

/// A credential that goes into one header of every request.
pub struct HeaderAuthorizer {
    kind: CredentialKind,
    name: &'static HeaderName,
    value: HeaderValue,
}

impl HeaderAuthorizer {
    /// Sends `value` (made by a token's `header`, so marked sensitive) as the header `name`.
    pub fn new(kind: CredentialKind, name: &'static HeaderName, value: HeaderValue) -> Self {
        Self { kind, name, value }
    }
}

impl Authorizer for HeaderAuthorizer {
    fn kind(&self) -> CredentialKind {
        self.kind
    }

    fn authorize(&self, request: &mut OutgoingHeaders<'_>) -> Authorized {
        request.insert(self.name.clone(), self.value.clone());
        Authorized::Fixed
    }

    fn secrets(&self, see: &mut dyn FnMut(&str)) {
        if let Ok(value) = self.value.to_str() {
            // A scheme such as `Bearer` stands before it.
            see(value.rsplit(' ').next().unwrap_or(value));
        }
    }
}

impl fmt::Debug for HeaderAuthorizer {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("HeaderAuthorizer").field("kind", &self.kind).finish_non_exhaustive()
    }
}
