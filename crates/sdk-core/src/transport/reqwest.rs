use futures_util::future::BoxFuture;
use http::StatusCode;

use super::body::KnownLength;
use super::{
    Request, Response, ResponseBody, Transport, TransportBuilder, TransportError, TransportFailure, Upgrade,
    is_certificate,
};
use crate::error::Error;

/// A transport built on reqwest, for a proxy or an HTTP client of the program's own: HTTP/1.1, redirects off, retries off, no proxy from the
/// environment.
///
/// Clones share one connection pool. Make one for a program and give it to all its clients.
#[derive(Debug, Clone)]
pub struct ReqwestTransport {
    client: reqwest::Client,
}

impl ReqwestTransport {
    /// A transport with the default settings.
    ///
    /// # Errors
    /// [`Error::Config`] when TLS cannot be set up, for example without readable root certificates.
    pub fn new() -> Result<Self, Error> {
        Self::builder().build()
    }

    /// Settings first.
    pub fn builder() -> TransportBuilder {
        TransportBuilder::new()
    }

    pub(super) fn from_client(client: reqwest::Client) -> Self {
        Self { client }
    }

    /// The exchange, begun before anything is boxed: what is left to await is small.
    fn send(
        &self,
        request: Request,
    ) -> impl Future<Output = Result<reqwest::Response, reqwest::Error>> + use<> {
        let Request { method, url, headers, body } = request;
        let mut outgoing = reqwest::Request::new(method, url);
        *outgoing.headers_mut() = headers;
        if let Some(kind) = body.content_type() {
            outgoing.headers_mut().insert(http::header::CONTENT_TYPE, kind.clone());
        }
        if let Some(bytes) = body.as_bytes() {
            *outgoing.body_mut() = Some(bytes.clone().into());
        } else if !body.is_empty() {
            *outgoing.body_mut() = Some(reqwest::Body::wrap(KnownLength::new(&body)));
        }
        self.client.execute(outgoing)
    }
}

impl Transport for ReqwestTransport {
    fn execute(&self, request: Request) -> BoxFuture<'_, Result<Response, TransportError>> {
        let sent = self.send(request);
        Box::pin(async move { sent.await.map(response).map_err(failed) })
    }

    fn upgrade(&self, request: Request) -> BoxFuture<'_, Result<Upgrade, TransportError>> {
        let sent = self.send(request);
        Box::pin(async move {
            let answer = sent.await.map_err(failed)?;
            if answer.status() != StatusCode::SWITCHING_PROTOCOLS {
                return Ok(Upgrade::Refused(response(answer)));
            }
            let headers = answer.headers().clone();
            let connection = answer.upgrade().await.map_err(failed)?;
            Ok(Upgrade::Switched(headers, Box::new(connection)))
        })
    }
}

fn response(mut answer: reqwest::Response) -> Response {
    let status = answer.status();
    let headers = std::mem::take(answer.headers_mut());
    Response::new(status, headers, ResponseBody::of_answer(answer))
}

pub(super) fn failed(error: reqwest::Error) -> TransportError {
    let failure = if is_certificate(&error) {
        TransportFailure::Certificate
    } else if error.is_connect() {
        TransportFailure::Connect
    } else if error.is_builder() {
        TransportFailure::Request
    } else if error.is_timeout() {
        TransportFailure::Timeout
    } else {
        TransportFailure::Broken
    };
    TransportError::new(failure, error.without_url())
}
