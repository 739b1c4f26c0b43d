use std::error::Error as StdError;
use std::io;
use std::pin::Pin;
use std::sync::{Mutex, PoisonError};
use std::task::{Context, Poll};

use bytes::Bytes;
use futures_util::StreamExt;
use futures_util::future::BoxFuture;
use http::StatusCode;
use http_body::{Frame, SizeHint};

use super::{
    Body, BodyStream, Request, Response, ResponseBody, Transport, TransportBuilder, TransportError,
    TransportFailure, Upgrade,
};
use crate::error::Error;

/// The transport built on reqwest: HTTP/1.1, redirects off, retries off, no proxy from the environment.
///
/// Clones share one connection pool. Make one for a program and give it to all its clients; a client that gets none
/// makes its own.
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

fn is_certificate(error: &reqwest::Error) -> bool {
    let mut cause = error.source();
    while let Some(error) = cause {
        // rustls stands inside an `io::Error`, which hides it from `source`.
        let inner = error.downcast_ref::<io::Error>().and_then(io::Error::get_ref);
        let tls = inner.and_then(|inner| inner.downcast_ref::<rustls::Error>());
        if matches!(
            tls.or_else(|| error.downcast_ref()),
            Some(rustls::Error::InvalidCertificate(_) | rustls::Error::NoCertificatesPresented)
        ) {
            return true;
        }
        cause = inner.map(|inner| inner as &dyn StdError).or_else(|| error.source());
    }
    false
}

/// A body of known length, so that it goes out with a `Content-Length`.
struct KnownLength {
    left: u64,
    // reqwest wants a body that is `Sync`. It is only ever reached through `&mut`, so nothing is locked.
    pieces: Mutex<BodyStream>,
}

impl KnownLength {
    fn new(body: &Body) -> Self {
        Self { left: body.len(), pieces: Mutex::new(body.open()) }
    }
}

impl http_body::Body for KnownLength {
    type Data = Bytes;
    type Error = io::Error;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, io::Error>>> {
        let pieces = self.pieces.get_mut().unwrap_or_else(PoisonError::into_inner);
        let piece = std::task::ready!(pieces.poll_next_unpin(context));
        Poll::Ready(piece.map(|piece| {
            piece.map(|piece| {
                self.left = self.left.saturating_sub(piece.len() as u64);
                Frame::data(piece)
            })
        }))
    }

    fn is_end_stream(&self) -> bool {
        self.left == 0
    }

    fn size_hint(&self) -> SizeHint {
        SizeHint::with_exact(self.left)
    }
}
