//! The accept loop.

use std::fmt;
use std::future::Future;
use std::pin::Pin;
use std::sync::Arc;
use std::time::Duration;

use axum::body::Body;
use http::{Request, Response};
use hyper::body::Incoming;
use hyper::server::conn::http1;
use hyper::service::service_fn;
use hyper_util::rt::TokioIo;
use tokio::net::{TcpListener, TcpStream};
use tokio::task::JoinSet;

use crate::line::line;

/// How long to leave a port alone that could not be accepted from.
const PAUSE: Duration = Duration::from_millis(10);

/// The connection is to be cut without an answer.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Cut;

impl fmt::Display for Cut {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("the emulator cut the connection")
    }
}

impl std::error::Error for Cut {}

/// What answers the requests of one port.
pub(crate) type Answer = Pin<Box<dyn Future<Output = Result<Response<Body>, Cut>> + Send>>;
pub(crate) type Service = Arc<dyn Fn(Request<Incoming>) -> Answer + Send + Sync>;

/// Serves a port until the future is dropped, which drops every connection with it.
pub(crate) async fn serve(listener: TcpListener, service: Service) {
    let mut connections = JoinSet::new();
    loop {
        tokio::select! {
            accepted = listener.accept() => match accepted {
                Ok((stream, _)) => {
                    connections.spawn(connection(stream, Arc::clone(&service)));
                }
                // Out of descriptors, most likely: others get a chance to close theirs.
                Err(_) => tokio::time::sleep(PAUSE).await,
            },
            Some(_) = connections.join_next() => {}
        }
    }
}

async fn connection(stream: TcpStream, service: Service) {
    // Small answers would wait for the client's acknowledgement otherwise; failing to set it costs time only.
    let _ = stream.set_nodelay(true);
    let (stream, line) = line(stream);
    let answer = service_fn(move |mut request: Request<Incoming>| {
        request.extensions_mut().insert(line.clone());
        service(request)
    });
    // A service that answers `Cut` ends the connection here, with nothing written.
    let ended = http1::Builder::new().serve_connection(TokioIo::new(stream), answer).with_upgrades().await;
    if let Err(error) = ended {
        tracing::debug!(%error, "connection ended");
    }
}
