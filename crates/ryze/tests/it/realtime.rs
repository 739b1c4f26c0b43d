//! Events as they happen, over a gateway's WebSocket.

use std::collections::VecDeque;
use std::sync::{Arc, Mutex};
use std::time::Duration;

use axum::Router;
use axum::extract::ws::{Message, WebSocket, WebSocketUpgrade};
use axum::extract::{Json, State};
use axum::http::{HeaderMap, StatusCode};
use axum::response::{IntoResponse, Response};
use axum::routing::{get, post};
use serde_json::{Value, json};
use tokio::net::TcpListener;
use tokio::sync::Semaphore;
use wagate_ryze::Ryze;
use wagate_ryze::websocket::{GetWebSocket, SetWebSocket};
use wagate_sdk_core::{
    Error, EventKind, EventOptions, EventStream, EventTransport, InstanceClient, StreamConnection, StreamItem,
};
use wiremock::matchers::method;
use wiremock::{Mock, MockServer, ResponseTemplate};

use crate::events::example;
use crate::{INSTANCE, body, failure, golden, header, instance_token, line, refused_here, requests, route};

/// A gateway that answers the question for the settings, and takes any.
async fn with(status: u16, settings: Value) -> MockServer {
    let server = MockServer::start().await;
    let read = ResponseTemplate::new(status).set_body_json(settings);
    Mock::given(method("GET")).respond_with(read).mount(&server).await;
    let set = json!({"success": true, "websocket": {"enabled": true, "events": [], "mediaBase64": false}});
    Mock::given(method("POST"))
        .respond_with(ResponseTemplate::new(200).set_body_json(set))
        .mount(&server)
        .await;
    server
}

fn settings(enabled: bool, events: &[&str], media: bool) -> Value {
    json!({"success": true, "websocket": {"enabled": enabled, "events": events, "mediaBase64": media}})
}

/// What a stream of these kinds sets at a gateway; `None` when nothing.
async fn set_by(server: MockServer, kinds: &[EventKind]) -> Option<Value> {
    let options = EventOptions::new().only(kinds.iter().copied());
    let _stream = line(&server, instance_token()).events(options).await.unwrap();
    let requests = requests(&server).await;
    assert_eq!(route(&requests[0]), "GET /api/events/getWebsocket/support");
    assert_eq!(header(&requests[0], "token"), Some(INSTANCE));
    let sets: Vec<_> = requests.iter().filter(|request| request.method == "POST").collect();
    assert!(sets.len() <= 1 && sets.iter().all(|set| route(set) == "POST /api/events/websocket/support"));
    sets.first().map(|set| body(set))
}

#[tokio::test]
async fn it_is_turned_on_and_keeps_its_other_settings() {
    let never = failure("WebSocket not configured for this instance");
    assert_eq!(set_by(with(404, never).await, &[]).await, Some(json!({"enabled": true})));
    let off = with(200, settings(false, &[], true)).await;
    assert_eq!(
        set_by(off, &[EventKind::Message, EventKind::Call]).await,
        Some(json!({"enabled": true, "events": ["message.exchange", "call.update"], "mediaBase64": true}))
    );
}

#[tokio::test]
async fn a_filter_that_others_use_is_widened_and_never_narrowed() {
    let messages = || with(200, settings(true, &["message.exchange"], false));
    assert_eq!(
        set_by(messages().await, &[EventKind::Connection, EventKind::Message]).await,
        Some(
            json!({"enabled": true, "events": ["message.exchange", "instance.state"], "mediaBase64": false})
        )
    );
    assert_eq!(set_by(messages().await, &[]).await, Some(json!({"enabled": true, "mediaBase64": false})));
    assert_eq!(set_by(messages().await, &[EventKind::Reaction]).await, None);
    assert_eq!(set_by(with(200, settings(true, &[], false)).await, &[EventKind::Call]).await, None);
}

#[tokio::test]
async fn kinds_that_the_gateway_never_tells_are_refused_here() {
    let options = EventOptions::new().only([EventKind::Presence, EventKind::History]);
    let error = refused_here(async |line| line.events(options.clone()).await).await;
    assert!(matches!(error, Error::InvalidRequest(_)), "{error:?}");
}

#[tokio::test]
async fn the_native_settings_go_out_as_documented() {
    let (read, request) = golden(GetWebSocket::new(), settings(true, &["message.exchange"], false)).await;
    assert_eq!(route(&request), "GET /api/events/getWebsocket/support");
    assert_eq!((read.websocket.enabled, read.websocket.media_base64), (Some(true), Some(false)));
    let (set, request) = golden(SetWebSocket::off(), settings(false, &[], false)).await;
    assert_eq!(
        (route(&request).as_str(), body(&request)),
        ("POST /api/events/websocket/support", json!({"enabled": false}))
    );
    assert_eq!(set.websocket.unwrap().enabled, Some(false));
}

/// What one socket gets before the gateway hangs up.
type Script = Vec<String>;

/// A gateway with a WebSocket, which it refuses when it has no script for it.
#[derive(Clone)]
struct Gateway {
    scripts: Arc<Mutex<VecDeque<Script>>>,
    /// One permit lets one socket end.
    hang_up: Arc<Semaphore>,
    tokens: Arc<Mutex<Vec<Option<String>>>>,
}

impl Gateway {
    async fn serve(scripts: impl IntoIterator<Item = Script>) -> (Self, InstanceClient<Ryze>) {
        let gateway = Self {
            scripts: Arc::new(Mutex::new(scripts.into_iter().collect())),
            hang_up: Arc::new(Semaphore::new(0)),
            tokens: Arc::default(),
        };
        let router = Router::new()
            .route("/api/events/getWebsocket/support", get(async || Json(settings(true, &[], false))))
            .route("/api/events/websocket/support", post(async || Json(settings(true, &[], false))))
            .route("/ws/support", get(upgrade))
            .with_state(gateway.clone());
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let at = format!("http://{}", listener.local_addr().unwrap());
        tokio::spawn(async move { axum::serve(listener, router).await });
        let line = InstanceClient::<Ryze>::builder("support", instance_token()).base_url(at).build().unwrap();
        (gateway, line)
    }
}

async fn upgrade(State(gateway): State<Gateway>, headers: HeaderMap, request: WebSocketUpgrade) -> Response {
    let token = headers.get("token").map(|token| token.to_str().unwrap().to_owned());
    gateway.tokens.lock().unwrap().push(token);
    let script = gateway.scripts.lock().unwrap().pop_front();
    match script {
        Some(script) => request.on_upgrade(move |socket| play(socket, script, gateway.hang_up)),
        None => {
            let words = "WebSocket is not enabled for this instance. Configure it first using POST /api/events/websocket/support";
            (StatusCode::BAD_REQUEST, Json(failure(words))).into_response()
        }
    }
}

async fn play(mut socket: WebSocket, script: Script, hang_up: Arc<Semaphore>) {
    for text in script {
        socket.send(Message::text(text)).await.unwrap();
    }
    hang_up.acquire().await.unwrap().forget();
}

/// What the stream gives next, in a word.
async fn next(stream: &mut EventStream) -> String {
    let item = tokio::time::timeout(Duration::from_secs(20), stream.next()).await.unwrap();
    match item {
        None => "end".to_owned(),
        Some(Err(error)) => {
            assert!(!format!("{error} {error:?}").contains(INSTANCE));
            match error {
                Error::InvalidRequest(_) => "invalid".to_owned(),
                other => panic!("{other:?}"),
            }
        }
        Some(Ok(StreamItem::Event(envelope))) => {
            assert_eq!(envelope.transport, EventTransport::WebSocket);
            assert_eq!(envelope.instance.as_deref(), Some("support"));
            format!("{:?}", envelope.event.kind())
        }
        Some(Ok(StreamItem::Gap { .. })) => "gap".to_owned(),
        Some(Ok(StreamItem::Connection(StreamConnection::Connected))) => "connected".to_owned(),
        Some(Ok(StreamItem::Connection(_))) => "reconnecting".to_owned(),
        Some(Ok(other)) => panic!("{other:?}"),
    }
}

fn quickly() -> EventOptions {
    let mut options = EventOptions::new();
    options.first_backoff = Duration::from_millis(1);
    options
}

fn told(name: &str) -> String {
    example(name).to_string()
}

#[tokio::test]
async fn what_the_gateway_tells_comes_in_order_and_a_lost_connection_is_a_gap() {
    let first = vec![told("message.exchange"), "no event".to_owned(), r#"{"event":"new"}"#.to_owned()];
    let (gateway, line) = Gateway::serve([first, vec![told("message.status")]]).await;
    let mut stream = line.events(quickly()).await.unwrap();
    for expected in ["connected", "Message", "Unknown"] {
        assert_eq!(next(&mut stream).await, expected);
    }
    gateway.hang_up.add_permits(1);
    for expected in ["reconnecting", "connected", "gap", "MessageStatus"] {
        assert_eq!(next(&mut stream).await, expected);
    }
    // Turned off meanwhile: that ends the stream, since waiting does not turn it on.
    gateway.hang_up.add_permits(1);
    for expected in ["reconnecting", "invalid", "end"] {
        assert_eq!(next(&mut stream).await, expected);
    }
    let tokens = gateway.tokens.lock().unwrap().clone();
    assert_eq!(tokens, vec![Some(INSTANCE.to_owned()); 3]);
}

#[tokio::test]
async fn what_other_streams_asked_for_is_left_out() {
    let script = vec![told("call.update"), told("message.status"), r#"{"event":"new"}"#.to_owned()];
    let (_gateway, line) = Gateway::serve([script]).await;
    let mut stream = line.events(quickly().only([EventKind::MessageStatus])).await.unwrap();
    for expected in ["connected", "MessageStatus", "Unknown"] {
        assert_eq!(next(&mut stream).await, expected);
    }
}
