//! A transport without TLS: reqwest as it is, for plain HTTP.

use futures_util::future::BoxFuture;
use wagate_sdk_core::transport::{
    Request, Response, ResponseBody, Transport, TransportError, TransportFailure, Upgrade,
};

#[derive(Debug)]
pub(crate) struct Plain(reqwest::Client);

impl Plain {
    pub(crate) fn new() -> reqwest::Result<Self> {
        reqwest::Client::builder()
            .no_proxy()
            .redirect(reqwest::redirect::Policy::none())
            .retry(reqwest::retry::never())
            .build()
            .map(Self)
    }
}

impl Transport for Plain {
    fn execute(&self, request: Request) -> BoxFuture<'_, Result<Response, TransportError>> {
        Box::pin(async move {
            let mut outgoing = reqwest::Request::new(request.method, request.url);
            *outgoing.headers_mut() = request.headers;
            if let Some(kind) = request.body.content_type() {
                outgoing.headers_mut().insert(http::header::CONTENT_TYPE, kind.clone());
            }
            *outgoing.body_mut() = request.body.as_bytes().map(|bytes| bytes.clone().into());
            let mut answer = self.0.execute(outgoing).await.map_err(broken)?;
            let (status, headers) = (answer.status(), std::mem::take(answer.headers_mut()));
            let body = answer.bytes().await.map_err(broken)?;
            Ok(Response::new(status, headers, ResponseBody::full(body)))
        })
    }

    fn upgrade(&self, _request: Request) -> BoxFuture<'_, Result<Upgrade, TransportError>> {
        let why = std::io::Error::from(std::io::ErrorKind::Unsupported);
        Box::pin(std::future::ready(Err(TransportError::new(TransportFailure::Request, why))))
    }
}

fn broken(error: reqwest::Error) -> TransportError {
    let failure = if error.is_connect() { TransportFailure::Connect } else { TransportFailure::Broken };
    TransportError::new(failure, error.without_url())
}
