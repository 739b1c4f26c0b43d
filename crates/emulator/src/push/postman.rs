//! Posting to webhooks.

use std::collections::HashMap;
use std::time::{Duration, SystemTime};

use bytes::Bytes;
use http::header::{CONTENT_LENGTH, CONTENT_TYPE, HOST};
use http::{HeaderValue, Request, StatusCode, Uri};
use http_body_util::{BodyExt as _, Full};
use hyper::client::conn::http1;
use hyper_util::rt::TokioIo;
use tokio::net::TcpStream;
use tokio::sync::mpsc::{UnboundedReceiver, unbounded_channel};
use tokio::task::JoinSet;

use super::hub::Outgoing;
use super::{Post, PushFault, until};
use crate::shared::App;

/// Posts everything until the future is dropped, which drops every attempt with it.
pub(crate) async fn post_all(app: App) {
    let Some(mut outgoing) = app.hub().take_outgoing() else { return };
    let mut webhooks = HashMap::new();
    let mut workers = JoinSet::new();
    while let Some(letter) = outgoing.recv().await {
        let webhook = (letter.gateway, letter.instance.clone(), letter.post.webhook.clone());
        let to = webhooks.entry(webhook).or_insert_with(|| {
            let (to, letters) = unbounded_channel();
            workers.spawn(one_webhook(App::clone(&app), letters));
            to
        });
        // A worker lives as long as its sender.
        let _ = to.send(letter);
    }
}

/// Makes the first attempts of one webhook in order; what fails is tried again beside them.
async fn one_webhook(app: App, mut letters: UnboundedReceiver<Outgoing>) {
    let mut retries = JoinSet::new();
    let mut held: Option<Outgoing> = None;
    while let Some(letter) = letters.recv().await {
        let fault = app.hub().take_fault(letter.gateway, &letter.post.event);
        if fault == Some(PushFault::OutOfOrder) && held.is_none() {
            held = Some(letter);
            continue;
        }
        if let Some(PushFault::Late(wait)) = fault {
            let due = app.world().clock.now() + wait;
            until(&app, due).await;
        }
        let mut sent = vec![(letter, fault)];
        sent.extend(held.take().map(|letter| (letter, None)));
        for (letter, fault) in sent {
            if fault == Some(PushFault::Duplicate) {
                attempt(&app, &letter, true).await;
            }
            if let Some(failed_at) = attempt(&app, &letter, fault != Some(PushFault::DropSocket)).await {
                retries.spawn(retry(App::clone(&app), letter, failed_at));
            }
        }
        while retries.try_join_next().is_some() {}
    }
}

async fn retry(app: App, letter: Outgoing, mut failed_at: SystemTime) {
    for wait in letter.post.retries.waits.clone() {
        until(&app, failed_at + wait).await;
        match attempt(&app, &letter, true).await {
            Some(again) => failed_at = again,
            None => return,
        }
    }
    if let Some(delivery) = app.world().deliveries.get_mut(letter.delivery) {
        delivery.failed = true;
    }
    app.changed();
}

/// One attempt. When it failed, if there is sense in another. `hears` is whether the gateway gets the answer.
async fn attempt(app: &App, letter: &Outgoing, hears: bool) -> Option<SystemTime> {
    let Outgoing { delivery, gateway, post, .. } = letter;
    // Forgotten by a reset.
    app.world().deliveries.get_mut(*delivery)?;
    let limit = post.retries.timeout.map(|timeout| app.world().clock.now() + timeout);
    let answer = async {
        tokio::select! {
            answer = send(post) => answer.ok(),
            () = async {
                match limit {
                    Some(limit) => until(app, limit).await,
                    None => std::future::pending().await,
                }
            } => None,
        }
    };
    let status = answer.await.filter(|_| hears);
    tracing::debug!(gateway = gateway.name(), event = post.event, ?status, "posted to a webhook");
    let success = status.is_some_and(|status| status.is_success());
    let hopeless = status.is_some_and(|status| post.retries.never_after.contains(&status.as_u16()));
    let mut world = app.world();
    // Under the same lock: a test that sees the attempt and moves the clock moves it past this.
    let now = world.clock.now();
    if let Some(delivery) = world.deliveries.get_mut(*delivery) {
        delivery.attempts.push(status.map(|status| status.as_u16()));
        delivery.delivered |= success;
        delivery.failed = hopeless;
    }
    drop(world);
    app.changed();
    (!success && !hopeless).then_some(now)
}

/// Posts it over a connection of its own. Only `http` is spoken.
pub(crate) async fn send(post: &Post) -> Result<StatusCode, Box<dyn std::error::Error + Send + Sync>> {
    let uri: Uri = post.url.parse()?;
    let authority = uri.authority().ok_or("no host in the URL")?.clone();
    if uri.scheme_str() != Some("http") {
        return Err("not an http URL".into());
    }
    let stream = TcpStream::connect((authority.host(), authority.port_u16().unwrap_or(80))).await?;
    let (mut sender, connection) = http1::handshake(TokioIo::new(stream)).await?;
    let mut request = Request::post(uri.path_and_query().map_or("/", |path| path.as_str()))
        .body(Full::new(Bytes::clone(&post.body)))?;
    let headers = request.headers_mut();
    headers.extend(post.headers.clone());
    headers.entry(CONTENT_TYPE).or_insert(HeaderValue::from_static("application/json"));
    headers.insert(CONTENT_LENGTH, HeaderValue::from(post.body.len()));
    headers.insert(HOST, HeaderValue::from_str(authority.as_str())?);
    let answer = async {
        let answer = sender.send_request(request).await?;
        let status = answer.status();
        // The receiver may be cut off in the middle of its answer if the gateway went away at its first line.
        answer.into_body().collect().await?;
        Ok::<_, hyper::Error>(status)
    };
    // A receiver may close the connection together with its answer, which is then still to be taken.
    let driven = async {
        if let Err(error) = connection.await {
            tracing::debug!(%error, "connection to a webhook ended");
        }
        std::future::pending().await
    };
    tokio::select! {
        answer = answer => Ok(answer?),
        never = driven => never,
    }
}

/// So many waits, each twice as long as the one before, up to a limit.
pub(crate) fn doubling(first: Duration, times: u32, most: Duration) -> Vec<Duration> {
    (0..times).map(|at| first.saturating_mul(2_u32.saturating_pow(at)).min(most)).collect()
}
