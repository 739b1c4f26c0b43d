use std::future::poll_fn;
use std::io;
use std::sync::Arc;
use std::task::{Context, Poll};
use std::time::Duration;

use futures_util::future::BoxFuture;
use http::Uri;
use hyper_rustls::{HttpsConnector, MaybeHttpsStream};
use hyper_util::client::legacy::connect::HttpConnector;
use hyper_util::rt::TokioIo;
use rustls::ClientConfig;
use tokio::net::TcpStream;
use tower_service::Service;

type BoxError = Box<dyn std::error::Error + Send + Sync>;

/// How long a connection may be silent before the kernel asks whether its other end is there, and how long between two of its three questions.
const KEEP_ALIVE: Duration = Duration::from_secs(15);

/// Makes connections, TLS handshake included, within a time.
#[derive(Clone)]
pub(super) struct Connector {
    // Each request clones it and hardly any connects, so what is cloned is a count.
    connector: Arc<HttpsConnector<HttpConnector>>,
    within: Duration,
}

impl Connector {
    pub(super) fn new(tls: ClientConfig, within: Duration) -> Self {
        let mut http = HttpConnector::new();
        http.enforce_http(false);
        http.set_nodelay(true);
        http.set_keepalive(Some(KEEP_ALIVE));
        http.set_keepalive_interval(Some(KEEP_ALIVE));
        http.set_keepalive_retries(Some(3));
        // Shared by the addresses of a name, so that one that does not answer leaves time for the next.
        http.set_connect_timeout(Some(within));
        Self { connector: Arc::new(HttpsConnector::from((http, tls))), within }
    }
}

impl Service<Uri> for Connector {
    type Response = MaybeHttpsStream<TokioIo<TcpStream>>;
    type Error = BoxError;
    type Future = BoxFuture<'static, Result<Self::Response, BoxError>>;

    fn poll_ready(&mut self, _context: &mut Context<'_>) -> Poll<Result<(), BoxError>> {
        Poll::Ready(Ok(()))
    }

    fn call(&mut self, to: Uri) -> Self::Future {
        let (mut connector, within) = (HttpsConnector::clone(&self.connector), self.within);
        Box::pin(async move {
            let connected = async {
                poll_fn(|context| connector.poll_ready(context)).await?;
                connector.call(to).await
            };
            tokio::time::timeout(within, connected).await.unwrap_or_else(|_| {
                Err(io::Error::new(io::ErrorKind::TimedOut, "connecting took too long").into())
            })
        })
    }
}
