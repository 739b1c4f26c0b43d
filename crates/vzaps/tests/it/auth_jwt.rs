//! How long a JWT is kept, and when it is renewed.

use std::collections::HashMap;
use std::pin::Pin;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicU32, Ordering};
use std::time::Duration;

use http::StatusCode;
use serde_json::{Value, json};
use tokio::sync::Semaphore;
use wagate_sdk_core::transport::{
    HyperTransport, Request, Response, ResponseBody, Transport, TransportError, TransportFailure, Upgrade,
};
use wagate_sdk_core::{AccountClient, Error, Outcome};
use wagate_vzaps::Vzaps;
use wiremock::matchers::{body_json, header as has_header, method, path};
use wiremock::{Mock, MockServer, ResponseTemplate};

use crate::gateway::*;

/// `POST /token` gives `jwt-1`, then `jwt-2` and so on.
async fn gives_numbered_jwts(server: &MockServer) {
    let made = AtomicU32::new(0);
    Mock::given(method("POST"))
        .and(path("/token"))
        .and(body_json(json!({"client_token": CLIENT_TOKEN, "client_secret": CLIENT_SECRET})))
        .respond_with(move |_: &wiremock::Request| {
            let number = made.fetch_add(1, Ordering::SeqCst) + 1;
            ResponseTemplate::new(200)
                .set_body_json(json!({"access_token": format!("jwt-{number}"), "expires_in": 3600}))
        })
        .mount(server)
        .await;
}

/// Waits for all tasks, none of which may fail.
async fn join<T, E: std::fmt::Debug>(tasks: Vec<tokio::task::JoinHandle<Result<T, E>>>) {
    for task in tasks {
        task.await.unwrap().unwrap();
    }
    // Tasks that are done already use up the cooperative budget of this poll, and the mock server blocks for ever
    // when it is dropped without any: begin a new poll.
    tokio::task::yield_now().await;
}

#[tokio::test]
async fn both_spellings_of_the_answer_are_read() {
    for answer in [
        json!({"access_token": JWT, "expires_in": 3600}),
        json!({"accessToken": JWT, "expiresIn": 3600}),
        json!({"access_token": JWT, "expires_in": "3600", "accessToken": JWT, "expiresIn": 3600}),
        json!({"access_token": JWT}),
    ] {
        let server = MockServer::start().await;
        answers(&server, "POST", "/token", 200, answer).await;
        answers(&server, "POST", "/instances/list", 200, page(json!([]))).await;
        let account = account(&server);
        account.verify().await.unwrap();
        account.verify().await.unwrap();
        assert_eq!(token_requests(&server).await, 1);
        assert_eq!(header(&calls(&server).await[1], "authorization"), Some(bearer().as_str()));
    }
}

#[tokio::test]
async fn an_answer_without_a_jwt_fails_the_call_before_it_leaves() {
    let server = MockServer::start().await;
    answers(&server, "POST", "/token", 200, json!({"expires_in": 3600})).await;
    let error = account(&server).verify().await.unwrap_err();
    assert!(matches!(error, Error::Decode(_)), "{error}");
    assert_eq!((error.outcome(), calls(&server).await.len()), (Outcome::NotSent, 0));
}

#[tokio::test]
async fn a_refused_jwt_is_renewed_by_asking_for_another_and_the_call_is_sent_again_once() {
    let server = MockServer::start().await;
    gives_numbered_jwts(&server).await;
    Mock::given(path(route("/chat/send/text")))
        .and(has_header("authorization", "Bearer jwt-1"))
        .respond_with(ResponseTemplate::new(401))
        .mount(&server)
        .await;
    answers(&server, "POST", &route("/chat/send/text"), 200, queued()).await;

    account(&server).instance(ID).unwrap().send_text(&phone(), "Hello").await.unwrap();

    let requests = calls(&server).await;
    let bearers: Vec<_> = requests.iter().map(|request| header(request, "authorization").unwrap()).collect();
    assert_eq!(bearers, ["Bearer jwt-1", "Bearer jwt-2"]);
    assert_eq!(token_requests(&server).await, 2);
}

#[tokio::test]
async fn a_second_401_is_unauthorized() {
    let server = MockServer::start().await;
    gives_numbered_jwts(&server).await;
    answers_all(&server, ResponseTemplate::new(401).set_body_json(json!({"error": "Unauthorized"}))).await;

    let error = account(&server).instance(ID).unwrap().send_text(&phone(), "Hello").await.unwrap_err();

    assert!(matches!(error, Error::Unauthorized(_)), "{error}");
    assert_eq!((error.outcome(), error.context().attempts()), (Outcome::Refused, 2));
    assert_eq!((token_requests(&server).await, calls(&server).await.len()), (2, 2));
}

#[tokio::test]
async fn a_token_route_that_fails_leaves_a_send_unsent() {
    let server = MockServer::start().await;
    answers(&server, "POST", "/token", 400, json!({"error": "no"})).await;
    let error = account(&server).instance(ID).unwrap().send_text(&phone(), "Hello").await.unwrap_err();
    assert_eq!((error.outcome(), error.status()), (Outcome::NotSent, Some(StatusCode::BAD_REQUEST)));
    assert_eq!(calls(&server).await.len(), 0);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_thousand_tasks_buy_one_jwt() {
    let server = MockServer::start().await;
    gives_jwt(&server).await;
    answers(&server, "POST", "/instances/list", 200, page(json!([]))).await;
    let transport = Arc::new(Narrow { inner: HyperTransport::new().unwrap(), lanes: Semaphore::new(32) });
    let account =
        AccountClient::<Vzaps>::builder(login()).base_url(server.uri()).transport(transport).build().unwrap();

    let tasks: Vec<_> = (0..1000)
        .map(|_| {
            let account = account.clone();
            tokio::spawn(async move { account.verify().await })
        })
        .collect();
    join(tasks).await;
    assert_eq!((token_requests(&server).await, calls(&server).await.len()), (1, 1000));
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_jwt_that_dies_under_way_costs_one_renewal_no_failed_call_and_no_second_send() {
    let server = MockServer::start().await;
    gives_numbered_jwts(&server).await;
    let dead = Arc::new(AtomicBool::new(false));
    let is_dead = dead.clone();
    Mock::given(path(route("/chat/send/text")))
        .respond_with(move |request: &wiremock::Request| {
            if is_dead.load(Ordering::SeqCst) && header(request, "authorization") == Some("Bearer jwt-1") {
                ResponseTemplate::new(401).set_body_json(json!({"error": "jwt expired"}))
            } else {
                ResponseTemplate::new(200).set_body_json(queued())
            }
        })
        .mount(&server)
        .await;
    let line = account(&server).instance(ID).unwrap();
    line.send_text(&phone(), "first").await.unwrap();
    dead.store(true, Ordering::SeqCst);

    let tasks: Vec<_> = (0..50)
        .map(|number| {
            let line = line.clone();
            tokio::spawn(async move { line.send_text(&phone(), format!("message {number}")).await })
        })
        .collect();
    join(tasks).await;

    assert_eq!(token_requests(&server).await, 2);
    let mut accepted = HashMap::<String, u32>::new();
    for request in calls(&server).await {
        let body: Value = serde_json::from_slice(&request.body).unwrap();
        let text = body["message"].as_str().unwrap().to_owned();
        if text == "first" || header(&request, "authorization") == Some("Bearer jwt-2") {
            *accepted.entry(text).or_default() += 1;
        }
    }
    assert_eq!(accepted.len(), 51);
    assert!(accepted.values().all(|times| *times == 1), "{accepted:?}");
}

#[tokio::test(start_paused = true)]
async fn a_jwt_is_kept_until_a_minute_before_it_expires() {
    let fetches = Arc::new(AtomicU32::new(0));
    let transport = Arc::new(InMemory { fetches: fetches.clone() });
    let account = AccountClient::<Vzaps>::builder(login()).transport(transport).build().unwrap();
    account.verify().await.unwrap();
    tokio::time::advance(Duration::from_secs(3539)).await;
    account.verify().await.unwrap();
    assert_eq!(fetches.load(Ordering::SeqCst), 1);
    tokio::time::advance(Duration::from_secs(2)).await;
    account.verify().await.unwrap();
    assert_eq!(fetches.load(Ordering::SeqCst), 2);
}

type Pending<'a, T> = Pin<Box<dyn Future<Output = Result<T, TransportError>> + Send + 'a>>;

/// Lets a few requests through at a time: a thousand connections at once would test the operating system.
#[derive(Debug)]
struct Narrow {
    inner: HyperTransport,
    lanes: Semaphore,
}

impl Transport for Narrow {
    fn execute(&self, request: Request) -> Pending<'_, Response> {
        Box::pin(async move {
            let _lane = self.lanes.acquire().await.unwrap();
            self.inner.execute(request).await
        })
    }

    fn upgrade(&self, request: Request) -> Pending<'_, Upgrade> {
        self.inner.upgrade(request)
    }
}

/// A gateway without a network, so that its time can be turned.
#[derive(Debug)]
struct InMemory {
    fetches: Arc<AtomicU32>,
}

impl Transport for InMemory {
    fn execute(&self, request: Request) -> Pending<'_, Response> {
        let answer = if request.url.path() == "/token" {
            self.fetches.fetch_add(1, Ordering::SeqCst);
            json!({"access_token": JWT, "expires_in": 3600})
        } else {
            page(json!([]))
        };
        let body = ResponseBody::full(answer.to_string().into());
        let response = Response::new(StatusCode::OK, http::HeaderMap::new(), body);
        Box::pin(std::future::ready(Ok(response)))
    }

    fn upgrade(&self, _request: Request) -> Pending<'_, Upgrade> {
        let error = TransportError::new(TransportFailure::Request, std::io::Error::other("no upgrade"));
        Box::pin(std::future::ready(Err(error)))
    }
}
