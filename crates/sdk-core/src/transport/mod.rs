//! The seam between the pipeline and the network: one HTTP exchange, or an upgrade to a stream.

mod body;
#[cfg(feature = "reqwest")]
mod builder;
mod failure;
#[cfg(feature = "hyper")]
mod hyper;
#[cfg(feature = "reqwest")]
mod reqwest;
#[cfg(any(feature = "hyper", feature = "reqwest"))]
mod tls;

#[cfg(feature = "hyper")]
pub use self::hyper::{HyperTransport, HyperTransportBuilder};

#[cfg(feature = "reqwest")]
pub use self::reqwest::ReqwestTransport;
pub(crate) use body::exact;
pub use body::{Body, BodyStream, Form, ResponseBody};
#[cfg(feature = "reqwest")]
pub use builder::TransportBuilder;
pub use failure::{TransportError, TransportFailure};
#[cfg(any(feature = "hyper", feature = "reqwest"))]
use tls::is_certificate;

use std::fmt;

use futures_util::future::BoxFuture;
use http::{HeaderMap, Method, StatusCode};
use tokio::io::{AsyncRead, AsyncWrite};
use url::Url;

/// The default time for connecting, TLS handshake included.
#[cfg(any(feature = "hyper", feature = "reqwest"))]
const CONNECT: std::time::Duration = std::time::Duration::from_secs(5);

/// How long an unused connection is kept. Servers on Node.js close theirs after 5 s, and a send that meets a connection as it closes ends with
/// an unknown outcome.
#[cfg(any(feature = "hyper", feature = "reqwest"))]
const IDLE: std::time::Duration = std::time::Duration::from_secs(4);

/// Carries requests to a gateway. One transport owns one connection pool; all clients of an account share it.
///
/// A program may bring its own, for a proxy of a special kind, a recorder, or a test.
///
/// An implementation must not follow redirects, repeat requests or put the URL into its errors: the pipeline above relies on
/// one `execute` being at most one request, and on [`TransportError`] telling truthfully whether it can have left.
pub trait Transport: fmt::Debug + Send + Sync + 'static {
    /// Sends one request and answers with the response's head and its body as a stream.
    fn execute(&self, request: Request) -> BoxFuture<'_, Result<Response, TransportError>>;

    /// Sends one request that asks for another protocol (a WebSocket). The response is the gateway's refusal when
    /// it did not switch.
    fn upgrade(&self, request: Request) -> BoxFuture<'_, Result<Upgrade, TransportError>>;
}

/// One HTTP request.
#[non_exhaustive]
pub struct Request {
    /// The method.
    pub method: Method,
    /// The whole URL. Never print it: a query may hold what a user typed.
    pub url: Url,
    /// The headers; credentials among them are marked sensitive.
    pub headers: HeaderMap,
    /// The body.
    pub body: Body,
}

/// The response to a [`Request`].
#[non_exhaustive]
pub struct Response {
    /// The status.
    pub status: StatusCode,
    /// The headers.
    pub headers: HeaderMap,
    /// The body, not yet read.
    pub body: ResponseBody,
}

/// The answer to a request for another protocol.
#[non_exhaustive]
pub enum Upgrade {
    /// The gateway switched: its headers, and the connection as a stream of bytes.
    Switched(HeaderMap, Box<dyn Connection>),
    /// It did not.
    Refused(Response),
}

/// An upgraded connection.
pub trait Connection: AsyncRead + AsyncWrite + Send + Unpin {}

impl<T: AsyncRead + AsyncWrite + Send + Unpin> Connection for T {}

impl Request {
    /// A request.
    pub fn new(method: Method, url: Url, headers: HeaderMap, body: Body) -> Self {
        Self { method, url, headers, body }
    }
}

impl Response {
    /// A response.
    pub fn new(status: StatusCode, headers: HeaderMap, body: ResponseBody) -> Self {
        Self { status, headers, body }
    }
}

impl fmt::Debug for Request {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Request")
            .field("method", &self.method)
            .field("host", &self.url.host_str())
            .field("body", &self.body)
            .finish_non_exhaustive()
    }
}

impl fmt::Debug for Response {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Response").field("status", &self.status).finish_non_exhaustive()
    }
}

impl fmt::Debug for Upgrade {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Switched(..) => f.write_str("Switched(..)"),
            Self::Refused(response) => f.debug_tuple("Refused").field(response).finish(),
        }
    }
}
