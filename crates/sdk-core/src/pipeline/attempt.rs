//! One request and its answer, bounded in time.

use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Duration;

use bytes::Bytes;
use futures_util::TryStreamExt;
use futures_util::future::{BoxFuture, Either, select};
use http::{HeaderMap, StatusCode};
use tokio::time::Instant;

use super::Call;
use crate::transport::{Body, Request, Response, ResponseBody, TransportError, TransportFailure};

/// The longest answer that is read into memory, in bytes.
pub(super) const LONGEST_ANSWER: usize = 64 * 1024 * 1024;

/// How much of a successful answer an attempt waits for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Until {
    /// All of it.
    End,
    /// Its head; the body is left to be read.
    Head,
}

/// The answer to one attempt.
pub(super) struct Answered {
    pub(super) status: StatusCode,
    pub(super) headers: HeaderMap,
    pub(super) body: Bytes,
    /// The body that is still to come, of a success whose head was enough; `body` is empty then.
    pub(super) unread: Option<ResponseBody>,
}

/// An attempt without an answer.
pub(super) struct Unanswered {
    pub(super) error: TransportError,
    /// The status, when the head of an answer came.
    pub(super) status: Option<StatusCode>,
}

impl Call<'_> {
    /// Sends the request once. Time runs for the whole answer, body included; a body that is left to be read has a time for each of its pieces.
    ///
    /// The request is gone before there is a future, which would keep its place in it.
    pub(super) fn attempt(
        &self,
        mut request: Request,
        until: Until,
    ) -> impl Future<Output = Result<Answered, Unanswered>> + Send {
        let timeouts = &self.shared.timeouts;
        let waits = self.profile.server_waits;
        let bound = match timeouts.total(self.profile.timeout) {
            Some(total) => Bound::Total(total.saturating_add(waits)),
            None => Bound::Progress(Progress::watch(&mut request.body)),
        };
        let sent = self.shared.transport.execute(request);
        async move {
            let exchange = std::pin::pin!(exchange(sent, until, timeouts.upload_stall));
            match bound {
                Bound::Total(total) => match tokio::time::timeout(total, exchange).await {
                    Ok(answered) => answered,
                    Err(_) => Err(too_late("no answer in time")),
                },
                Bound::Progress(progress) => {
                    let after = timeouts.after_upload.saturating_add(progress.tail()).saturating_add(waits);
                    let stalled = std::pin::pin!(progress.stalled(timeouts.upload_stall, after));
                    match select(exchange, stalled).await {
                        Either::Left((answered, _)) => answered,
                        Either::Right((what, _)) => Err(too_late(what)),
                    }
                }
            }
        }
    }
}

/// What an attempt is bounded by.
enum Bound {
    /// A time for all of it.
    Total(Duration),
    /// A time in which nothing moves.
    Progress(Progress),
}

async fn exchange(
    sent: BoxFuture<'_, Result<Response, TransportError>>,
    until: Until,
    stall: Duration,
) -> Result<Answered, Unanswered> {
    let response = sent.await.map_err(|error| Unanswered { error, status: None })?;
    let (status, headers) = (response.status, response.headers);
    if until == Until::Head && status.is_success() {
        let unread = Some(patient(response.body, stall));
        return Ok(Answered { status, headers, body: Bytes::new(), unread });
    }
    let body = response
        .body
        .collect(LONGEST_ANSWER)
        .await
        .map_err(|error| Unanswered { error, status: Some(status) })?;
    Ok(Answered { status, headers, body, unread: None })
}

pub(super) fn too_late(what: &'static str) -> Unanswered {
    // A total that ran out while connecting looks the same as one that ran out after the request left.
    Unanswered { error: timeout(what), status: None }
}

fn timeout(what: &'static str) -> TransportError {
    TransportError::new(TransportFailure::Timeout, std::io::Error::new(std::io::ErrorKind::TimedOut, what))
}

/// The body, which fails when its next piece takes too long.
fn patient(body: ResponseBody, stall: Duration) -> ResponseBody {
    ResponseBody::new(futures_util::stream::try_unfold(body, move |mut body| async move {
        match tokio::time::timeout(stall, body.try_next()).await {
            Ok(piece) => Ok(piece?.map(|piece| (piece, body))),
            Err(_) => Err(timeout("the download stalled")),
        }
    }))
}

/// How far an upload has come.
struct Progress {
    started: Instant,
    length: u64,
    counts: Arc<Counts>,
}

#[derive(Default)]
struct Counts {
    sent: AtomicU64,
    /// Milliseconds from the start to the last piece.
    last: AtomicU64,
}

impl Progress {
    fn watch(body: &mut Body) -> Self {
        let progress = Self { started: Instant::now(), length: body.len(), counts: Arc::default() };
        let (started, counts) = (progress.started, progress.counts.clone());
        *body = std::mem::take(body).watched(move |piece| {
            let now = u64::try_from(started.elapsed().as_millis()).unwrap_or(u64::MAX);
            counts.last.store(now, Ordering::Relaxed);
            counts.sent.fetch_add(piece, Ordering::Relaxed);
        });
        progress
    }

    /// What the last bytes may take on a slow line after they were taken: some megabytes of them still stand in the connection's buffers.
    fn tail(&self) -> Duration {
        const BUFFERED: u64 = 4 * 1024 * 1024;
        const SLOWEST: u64 = 32 * 1024;
        Duration::from_secs(self.length.min(BUFFERED) / SLOWEST)
    }

    /// Ends when nothing has moved for too long.
    async fn stalled(&self, stall: Duration, after: Duration) -> &'static str {
        loop {
            let uploaded = self.counts.sent.load(Ordering::Relaxed) >= self.length;
            let last = self.started + Duration::from_millis(self.counts.last.load(Ordering::Relaxed));
            // A time beyond what the clock can hold is no bound.
            let Some(deadline) = last.checked_add(if uploaded { after } else { stall }) else {
                return std::future::pending().await;
            };
            if Instant::now() >= deadline {
                return if uploaded { "no answer in time after the upload" } else { "the upload stalled" };
            }
            tokio::time::sleep_until(deadline).await;
        }
    }
}
