//! One HTTP operation of a gateway as a Rust type.

mod declare;
mod path;
mod scope;

pub use path::Path;
pub use scope::{AccountOnly, InstanceOnly, OnAccount, OnInstance, Scope, Shared};

use std::time::Duration;

use http::Method;

use crate::adapter::Adapter;
use crate::decode::Decode;
use crate::error::Error;
use crate::transport::Body;

/// One HTTP operation of one gateway: a plain struct with the operation's fields.
///
/// `client.call(endpoint)` sends it through the one pipeline: authorization, rate limits, retries, errors. The
/// provider and the scope are types, so another gateway's endpoint, or an account's endpoint on an instance client,
/// does not compile.
pub trait Endpoint: Send + Sync {
    /// The gateway that has it.
    type Provider: Adapter;
    /// Which client may call it: [`AccountOnly`], [`InstanceOnly`] or [`Shared`].
    type Scope: Scope;
    /// What the gateway answers.
    type Response: Decode + Send;

    /// The operation's stable name, such as `message.text`: for spans, errors, metrics.
    const NAME: &'static str;
    /// The HTTP method.
    const METHOD: Method;
    /// Whether it may be repeated. It belongs to the operation, never to the HTTP method.
    const SAFETY: Safety;
    /// The rate limit that it counts against.
    const BUCKET: Bucket = Bucket::General;
    /// Where it is, such as `https://realtime.example.com`, when that is not the gateway's [own address](Adapter::BASE_URL). The credential goes
    /// there too, but only from a client that speaks to the gateway's own address: any other base, such as an emulator or a proxy, has it
    /// itself.
    const BASE_URL: Option<&'static str> = None;
    /// How long it may take.
    const TIMEOUT: TimeoutClass = TimeoutClass::Standard;

    /// Writes path and query. `instance` is the id of the client's instance; it is empty on an account client.
    fn path(&self, instance: &str, path: &mut Path);

    /// The body.
    ///
    /// # Errors
    /// When the fields cannot be written.
    fn body(&self) -> Result<Body, Error> {
        Ok(Body::empty())
    }

    /// What the gateway waits by itself before it answers, such as a send's `delay`; added to the timeout.
    fn server_waits(&self) -> Duration {
        Duration::ZERO
    }

    /// Whether a decoded 2xx answer is a success: some gateways put failures inside.
    fn succeeded(_response: &Self::Response) -> bool {
        true
    }
}

/// Whether an operation may be repeated when its outcome is unknown.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Safety {
    /// It changes nothing.
    ReadOnly,
    /// Doing it twice leaves the same state as doing it once.
    Idempotent,
    /// Doing it twice does it twice, as every send does: never repeated unless it is proven that nothing happened.
    AtMostOnce,
}

/// The rate limit that an operation counts against.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Bucket {
    /// The credential's general limit.
    General,
    /// The separate limit on creating instances (Ryze has one).
    Creation,
}

/// How long an operation may take: see [`Timeouts`](crate::Timeouts) for the durations.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum TimeoutClass {
    /// An ordinary call.
    Standard,
    /// A call that carries a file: bounded by progress, not by a total.
    Media,
    /// A call that waits for WhatsApp to make a QR code or a pairing code.
    Pairing,
}

/// What the pipeline needs to know of an endpoint, without its types.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Profile {
    pub(crate) name: &'static str,
    pub(crate) safety: Safety,
    pub(crate) bucket: Bucket,
    pub(crate) timeout: TimeoutClass,
    pub(crate) server_waits: Duration,
}
