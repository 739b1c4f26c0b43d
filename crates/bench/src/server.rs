//! The loopback server: canned answers, each in one write, from a process of its own.

use std::convert::Infallible;
use std::net::{Ipv4Addr, SocketAddr};

use bytes::Bytes;
use http::{HeaderName, HeaderValue, Request, Response, StatusCode, header};
use http_body_util::{BodyExt as _, Full};
use hyper::body::Incoming;
use hyper::server::conn::http1;
use hyper::service::service_fn;
use hyper_util::rt::TokioIo;
use tokio::net::TcpListener;

use crate::Result;
use crate::calls::Gateway;

/// The limit's headers as gateways send them, and three others of the same lengths: a server that tells no limit, whose answers cost as much
/// to receive.
const TOLD: [&str; 3] = ["x-ratelimit-limit", "x-ratelimit-remaining", "x-ratelimit-reset"];
const UNTOLD: [&str; 3] = ["x-ratedlimi-limit", "x-ratedlimi-remaining", "x-ratedlimi-reset"];

const LOGIN: &[u8] = br#"{"access_token":"eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiJkZW1vIn0.c2ln","expires_in":3600}"#;

/// A server's address.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Addresses {
    /// Its answers carry a rate limit.
    pub limited: u16,
    /// Its answers carry none.
    pub unlimited: u16,
}

/// Serves until the process ends. `ready` gets the ports.
///
/// # Errors
/// When a port cannot be had.
pub async fn serve(ready: impl FnOnce(Addresses)) -> Result<()> {
    let limited = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).await?;
    let unlimited = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).await?;
    let port = |listener: &TcpListener| listener.local_addr().map(|address: SocketAddr| address.port());
    ready(Addresses { limited: port(&limited)?, unlimited: port(&unlimited)? });
    tokio::spawn(accept(limited, TOLD));
    accept(unlimited, UNTOLD).await;
    Ok(())
}

async fn accept(listener: TcpListener, names: [&'static str; 3]) {
    while let Ok((stream, _)) = listener.accept().await {
        // Without it the comparison would measure Nagle's timer.
        let _ = stream.set_nodelay(true);
        let service = service_fn(move |request| answer(request, names));
        tokio::spawn(http1::Builder::new().serve_connection(TokioIo::new(stream), service));
    }
}

async fn answer(
    request: Request<Incoming>,
    names: [&'static str; 3],
) -> std::result::Result<Response<Full<Bytes>>, Infallible> {
    let gateway = Gateway::of_path(request.uri().path());
    let is_login = request.uri().path() == "/token";
    let announced = request.headers().get(header::CONTENT_LENGTH).cloned();
    let mut body = request.into_body();
    let mut received = 0;
    while let Some(Ok(frame)) = body.frame().await {
        received += frame.data_ref().map_or(0, Bytes::len) as u64;
    }
    let (status, text) = match gateway {
        Some(gateway) => (gateway.status(), Bytes::from_static(gateway.answer().as_bytes())),
        // VZaps' own client buys a token before its first call.
        None if is_login => (StatusCode::OK, Bytes::from_static(LOGIN)),
        None => (StatusCode::NOT_FOUND, Bytes::new()),
    };
    let mut response = Response::new(Full::new(text));
    *response.status_mut() = status;
    let headers = response.headers_mut();
    headers.insert(header::CONTENT_TYPE, HeaderValue::from_static("application/json; charset=utf-8"));
    for (name, value) in names.into_iter().zip(["1000000", "999999", "60"]) {
        headers.insert(HeaderName::from_static(name), HeaderValue::from_static(value));
    }
    // What an upload's test asks: the length that was announced, and the bytes that came.
    if received > 64 * 1024 {
        headers.insert(HeaderName::from_static("x-received"), HeaderValue::from(received));
        if let Some(announced) = announced {
            headers.insert(HeaderName::from_static("x-announced"), announced);
        }
    }
    Ok(response)
}
