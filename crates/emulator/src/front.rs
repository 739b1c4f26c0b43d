//! What stands before every face: it records the request and lets faults happen.

use std::pin::Pin;
use std::sync::Arc;
use std::task::{Context, Poll};

use axum::Router;
use axum::body::Body;
use bytes::Bytes;
use http::header::{CONTENT_LENGTH, CONTENT_TYPE, LOCATION, TRANSFER_ENCODING};
use http::{HeaderValue, Request, Response, StatusCode};
use http_body_util::{BodyExt as _, Limited};
use hyper::body::{Frame, Incoming, SizeHint};
use tower::ServiceExt as _;

use crate::Gateway;
use crate::face::{Face, RouteTable};
use crate::fault::{DueFault, Fault};
use crate::requests::SeenRequest;
use crate::server::{Cut, Service};
use crate::shared::App;

/// The largest request body that is read. No gateway takes a file that is larger.
const LARGEST_BODY: usize = 256 * 1024 * 1024;

/// One gateway as a service: its face, behind the record of requests and the faults.
pub(crate) fn service(app: App, gateway: Gateway, face: Face) -> Service {
    let (router, table) = face.finish(Arc::clone(&app));
    let front = Arc::new(Front { app, gateway, router, table });
    Arc::new(move |request| {
        let front = Arc::clone(&front);
        Box::pin(async move { front.answer(request).await })
    })
}

/// A router as a service, with nothing before it.
pub(crate) fn plain_service(router: Router) -> Service {
    Arc::new(move |request| {
        let router = router.clone();
        Box::pin(async move { Ok(run(router, request.map(Body::new)).await) })
    })
}

struct Front {
    app: App,
    gateway: Gateway,
    router: Router,
    table: RouteTable,
}

impl Front {
    async fn answer(&self, request: Request<Incoming>) -> Result<Response<Body>, Cut> {
        let (mut parts, body) = request.into_parts();
        let body = match Limited::new(body, LARGEST_BODY).collect().await {
            Ok(whole) => whole.to_bytes(),
            // The client went away, or sends without an end.
            Err(_) => return Err(Cut),
        };
        let endpoint = self.table.find(&parts.method, parts.uri.path());
        self.app.requests().record(SeenRequest {
            gateway: self.gateway,
            method: parts.method.clone(),
            path: parts.uri.path().to_owned(),
            query: parts.uri.query().map(str::to_owned),
            headers: parts.headers.clone(),
            body: body.clone(),
            endpoint: endpoint.map(|endpoint| endpoint.id),
        });
        self.app.changed();
        let due = self.app.faults().take(self.gateway, endpoint);
        // For layers, which have no state of their own.
        parts.extensions.insert(Arc::clone(&self.app));
        let normal = async {
            let answer = run(self.router.clone(), Request::from_parts(parts, Body::from(body))).await;
            self.app.changed();
            answer
        };
        match due {
            None => Ok(normal.await),
            Some(due) => fail(due, normal).await,
        }
    }
}

async fn run(router: Router, request: Request<Body>) -> Response<Body> {
    match router.oneshot(request).await {
        Ok(response) => response,
        Err(never) => match never {},
    }
}

/// Lets the fault happen, with or without the normal handling before it.
async fn fail(due: DueFault, normal: impl Future<Output = Response<Body>>) -> Result<Response<Body>, Cut> {
    let DueFault { fault, acting } = due;
    if let Fault::Slow(wait) = fault {
        if acting {
            let answer = normal.await;
            tokio::time::sleep(wait).await;
            return Ok(answer);
        }
        tokio::time::sleep(wait).await;
        return Ok(normal.await);
    }
    let real = if acting { Some(normal.await) } else { None };
    match fault {
        Fault::CloseAfterReading => Err(Cut),
        Fault::HalfAnswer => half(real).await,
        Fault::Stall => std::future::pending().await,
        // Handled above.
        Fault::Slow(_) => Err(Cut),
        Fault::Status { status, headers, body } => {
            let mut answer = json_answer(status, body);
            answer.headers_mut().extend(headers);
            Ok(answer)
        }
        Fault::Undecodable => {
            let status = real.map(|real| real.status()).filter(StatusCode::is_success);
            let body = Bytes::from_static(b"<html><body>It works!</body></html>");
            Ok(json_answer(status.unwrap_or(StatusCode::OK), body))
        }
        Fault::Redirect(place) => {
            let mut answer = json_answer(StatusCode::TEMPORARY_REDIRECT, Bytes::new());
            if let Ok(place) = HeaderValue::from_str(&place) {
                answer.headers_mut().insert(LOCATION, place);
            }
            Ok(answer)
        }
        Fault::ErrorInside(body) => Ok(json_answer(StatusCode::OK, body)),
    }
}

fn json_answer(status: StatusCode, body: Bytes) -> Response<Body> {
    let mut answer = Response::new(Body::from(body));
    *answer.status_mut() = status;
    answer.headers_mut().insert(CONTENT_TYPE, HeaderValue::from_static("application/json"));
    answer
}

/// Half of the answer, or of a made-up success where the request was not carried out. An answer without a body has
/// no half, so nothing of it is sent.
async fn half(real: Option<Response<Body>>) -> Result<Response<Body>, Cut> {
    let real = real.unwrap_or_else(|| json_answer(StatusCode::OK, Bytes::from_static(b"{\"success\":true}")));
    let (mut parts, body) = real.into_parts();
    let whole = body.collect().await.map_err(|_| Cut)?.to_bytes();
    if whole.len() < 2 {
        return Err(Cut);
    }
    parts.headers.remove(TRANSFER_ENCODING);
    parts.headers.insert(CONTENT_LENGTH, HeaderValue::from(whole.len()));
    let first = whole.slice(..whole.len() / 2);
    Ok(Response::from_parts(
        parts,
        Body::new(CutShort { first: Some(first), whole: whole.len(), flushed: false }),
    ))
}

/// A body that gives its first part and then breaks.
struct CutShort {
    first: Option<Bytes>,
    whole: usize,
    flushed: bool,
}

impl hyper::body::Body for CutShort {
    type Data = Bytes;
    type Error = Cut;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, Cut>>> {
        if let Some(first) = self.first.take() {
            return Poll::Ready(Some(Ok(Frame::data(first))));
        }
        if !self.flushed {
            // hyper writes out what it has when the body is not ready; an error at once would throw it away.
            self.flushed = true;
            context.waker().wake_by_ref();
            return Poll::Pending;
        }
        Poll::Ready(Some(Err(Cut)))
    }

    fn size_hint(&self) -> SizeHint {
        SizeHint::with_exact(self.whole as u64)
    }
}
