//! The transport that a client makes for itself.

mod builder;
mod connect;
mod gzip;
mod outgoing;

pub use builder::HyperTransportBuilder;

use std::fmt;

use futures_util::future::BoxFuture;
use http::{HeaderValue, StatusCode, Uri, header};
use hyper::body::{Body as _, Incoming};
use hyper_util::client::legacy::{Client, Error as ClientError, ResponseFuture};
use hyper_util::rt::TokioIo;

use self::connect::Connector;
use self::outgoing::Outgoing;
use super::{
    Request, Response, ResponseBody, Transport, TransportError, TransportFailure, Upgrade, is_certificate,
};
use crate::error::Error;

/// The SDK's own transport, which a client makes when it gets none: HTTP/1.1 on hyper, no redirects, no retries, no proxy, gzip.
///
/// Clones share one connection pool. Make one for a program and give it to all its clients. For a proxy, or an HTTP client of the program's own, there is
/// `ReqwestTransport` behind the feature `reqwest`.
#[derive(Clone)]
pub struct HyperTransport {
    client: Client<Connector, Outgoing>,
}

impl HyperTransport {
    /// A transport with the default settings.
    ///
    /// # Errors
    /// [`Error::Config`] when TLS cannot be set up, for example without readable root certificates.
    pub fn new() -> Result<Self, Error> {
        Self::builder().build()
    }

    /// Settings first.
    pub fn builder() -> HyperTransportBuilder {
        HyperTransportBuilder::new()
    }

    /// The exchange, begun before anything is boxed.
    fn send(&self, request: Request) -> Result<ResponseFuture, TransportError> {
        let Request { method, url, headers, body } = request;
        if !matches!(url.scheme(), "http" | "https") {
            let error =
                std::io::Error::new(std::io::ErrorKind::InvalidInput, "the scheme is neither http nor https");
            return Err(TransportError::new(TransportFailure::Request, error));
        }
        let uri = Uri::try_from(String::from(url))
            .map_err(|error| TransportError::new(TransportFailure::Request, error))?;
        let (content_type, content) = body.into_parts();
        let mut outgoing = http::Request::new(content.map_or_else(Outgoing::Pieces, Outgoing::Whole));
        *outgoing.method_mut() = method;
        *outgoing.uri_mut() = uri;
        *outgoing.headers_mut() = headers;
        let headers = outgoing.headers_mut();
        if let Some(kind) = content_type {
            headers.insert(header::CONTENT_TYPE, kind);
        }
        headers.entry(header::ACCEPT_ENCODING).or_insert(HeaderValue::from_static("gzip"));
        Ok(self.client.request(outgoing))
    }
}

impl Transport for HyperTransport {
    fn execute(&self, request: Request) -> BoxFuture<'_, Result<Response, TransportError>> {
        let sent = self.send(request);
        Box::pin(async move { sent?.await.map(response).map_err(failed) })
    }

    fn upgrade(&self, request: Request) -> BoxFuture<'_, Result<Upgrade, TransportError>> {
        let sent = self.send(request);
        Box::pin(async move {
            let answer = sent?.await.map_err(failed)?;
            if answer.status() != StatusCode::SWITCHING_PROTOCOLS {
                return Ok(Upgrade::Refused(response(answer)));
            }
            let headers = answer.headers().clone();
            let connection = hyper::upgrade::on(answer).await.map_err(broken)?;
            Ok(Upgrade::Switched(headers, Box::new(TokioIo::new(connection))))
        })
    }
}

fn response(answer: http::Response<Incoming>) -> Response {
    let (parts, body) = answer.into_parts();
    let mut headers = parts.headers;
    let is_gzip = headers.get(header::CONTENT_ENCODING).is_some_and(|coding| coding == "gzip");
    let body = if is_gzip && !body.is_end_stream() {
        headers.remove(header::CONTENT_ENCODING);
        headers.remove(header::CONTENT_LENGTH);
        gzip::decoded(ResponseBody::of_incoming(body))
    } else {
        ResponseBody::of_incoming(body)
    };
    Response::new(parts.status, headers, body)
}

fn failed(error: ClientError) -> TransportError {
    let failure = if is_certificate(&error) {
        TransportFailure::Certificate
    } else if error.is_connect() {
        TransportFailure::Connect
    } else {
        TransportFailure::Broken
    };
    TransportError::new(failure, error)
}

pub(super) fn broken(error: hyper::Error) -> TransportError {
    TransportError::new(TransportFailure::Broken, error)
}

impl fmt::Debug for HyperTransport {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("HyperTransport").finish_non_exhaustive()
    }
}
