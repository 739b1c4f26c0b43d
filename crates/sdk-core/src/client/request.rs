use std::fmt;
use std::sync::Arc;

use http::Method;
use serde::Serialize;

use crate::credential::CredentialSlot;
use crate::decode::Decode;
use crate::endpoint::{Bucket, Path, Profile, Safety, TimeoutClass};
use crate::error::Error;
use crate::pipeline::{Answer, Call, Shared};
use crate::raw::Raw;
use crate::transport::Body;

/// A request that this SDK does not model: the way out, through the same pipeline.
///
/// It is sent at most once unless the caller says that the operation may be repeated: the HTTP method does not tell.
///
/// ```
/// # use wagate_sdk_core::{Error, InstanceClient};
/// # async fn example(line: InstanceClient) -> Result<(), Error> {
/// use http::Method;
///
/// let answer = line.request(Method::GET, "/api/new/thing").query("page", "1").read_only().send().await?;
/// println!("{} bytes", answer.raw.len());
/// # Ok(())
/// # }
/// ```
#[must_use = "a request is sent by `send`"]
pub struct RawRequest<'a> {
    shared: &'a Shared,
    slot: &'a CredentialSlot,
    instance: Option<&'a Arc<str>>,
    method: Method,
    path: Result<Path, Error>,
    body: Result<Body, Error>,
    safety: Safety,
    timeout: TimeoutClass,
}

impl<'a> RawRequest<'a> {
    pub(super) fn new(
        shared: &'a Shared,
        slot: &'a CredentialSlot,
        instance: Option<&'a Arc<str>>,
        method: Method,
        path: String,
    ) -> Self {
        Self {
            shared,
            slot,
            instance,
            method,
            path: checked(&path),
            body: Ok(Body::empty()),
            safety: Safety::AtMostOnce,
            timeout: TimeoutClass::Standard,
        }
    }

    /// Adds a query parameter; it is percent-encoded.
    pub fn query(mut self, name: &str, value: &str) -> Self {
        if let Ok(path) = &mut self.path {
            path.query(name, value);
        }
        self
    }

    /// Sets a JSON body.
    pub fn json<T: Serialize + ?Sized>(mut self, body: &T) -> Self {
        self.body = Body::json(body);
        self
    }

    /// Sets any other body.
    pub fn body(mut self, body: Body) -> Self {
        self.body = Ok(body);
        self
    }

    /// The operation changes nothing, so it may be repeated.
    pub fn read_only(mut self) -> Self {
        self.safety = Safety::ReadOnly;
        self
    }

    /// Doing the operation twice is the same as doing it once, so it may be repeated.
    pub fn idempotent(mut self) -> Self {
        self.safety = Safety::Idempotent;
        self
    }

    /// How long it may take.
    pub fn timeout(mut self, class: TimeoutClass) -> Self {
        self.timeout = class;
        self
    }

    /// Sends it and keeps the body as it came.
    ///
    /// # Errors
    /// As any call; [`Error::InvalidRequest`] when the path is not one below the base URL.
    pub async fn send(self) -> Result<Answer<Raw>, Error> {
        self.receive().await
    }

    /// Sends it and reads the body as a type of the caller's.
    ///
    /// # Errors
    /// As [`RawRequest::send`]; [`Error::Decode`] when the body does not fit.
    pub async fn receive<T: Decode>(self) -> Result<Answer<T>, Error> {
        const NAME: &str = "request";
        let located = |error: Error| error.at(self.shared.dialect.name, NAME, self.instance.map(|id| &**id));
        let profile = Profile {
            name: NAME,
            safety: self.safety,
            bucket: Bucket::General,
            timeout: self.timeout,
            server_waits: std::time::Duration::ZERO,
        };
        let call = Call {
            shared: self.shared,
            slot: Some(self.slot),
            instance: self.instance,
            profile,
            method: self.method,
            path: self.path.map_err(located)?,
            body: self.body.map_err(located)?,
        };
        call.answer(|_| true).await
    }
}

/// A path below the base URL: what could lead the credential to another place is refused.
fn checked(path: &str) -> Result<Path, Error> {
    let stays = path.starts_with('/')
        && !path.starts_with("//")
        && !path.contains(['?', '#', '\\'])
        && !path.chars().any(|c| c.is_control() || c.is_whitespace())
        && path.split('/').all(|segment| {
            let plain = segment.to_ascii_lowercase().replace("%2e", ".");
            plain != "." && plain != ".."
        });
    if !stays {
        return Err(Error::invalid(
            "the path must begin with one `/`, and hold no query (use `query`), no `..` and no white space",
        ));
    }
    let mut checked = Path::new();
    checked.push_raw(path);
    Ok(checked)
}

impl fmt::Debug for RawRequest<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("RawRequest").field("method", &self.method).finish_non_exhaustive()
    }
}

#[cfg(test)]
mod tests {
    use super::checked;

    #[test]
    fn a_path_stays_below_the_base_url() {
        for bad in ["x", "//evil.example/", "/a/../b", "/a/%2E%2e/b", "/a?b=c", "/a#b", "/a b", "\\\\evil"] {
            assert!(checked(bad).is_err(), "{bad}");
        }
        assert!(checked("/api/new/thing").is_ok());
    }
}
