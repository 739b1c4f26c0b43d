//! WebSockets over a transport whose connections are pipes in memory, on a paused clock.

use std::fmt;
use std::sync::{Arc, Mutex};
use std::time::Duration;

use futures_util::future::BoxFuture;
use futures_util::{SinkExt, StreamExt};
use http::{HeaderMap, HeaderName, HeaderValue, Method, StatusCode, header};
use tokio::io::DuplexStream;
use tokio::time::{Instant, timeout};
use tokio_tungstenite::WebSocketStream;
use tokio_tungstenite::tungstenite::Message;
use tokio_tungstenite::tungstenite::handshake::derive_accept_key;
use tokio_tungstenite::tungstenite::protocol::Role;
use wagate_sdk_core::adapter::{Endpoint, Ignored, InstanceOnly, Path, Safety, WebSocket};
use wagate_sdk_core::transport::{
    Request, Response, ResponseBody, Transport, TransportError, TransportFailure, Upgrade,
};
use wagate_sdk_core::{Error, EventOptions, InstanceClient, InstanceToken, Outcome};

use crate::toy::{KEY, Toy};

struct Listen;

impl Endpoint for Listen {
    type Provider = Toy;
    type Scope = InstanceOnly;
    type Response = Ignored;

    const NAME: &'static str = "listen";
    const METHOD: Method = Method::GET;
    const SAFETY: Safety = Safety::ReadOnly;

    fn path(&self, instance: &str, path: &mut Path) {
        path.literal("/ws/").segment(instance);
    }
}

/// How the gateway answers a request for a WebSocket.
#[derive(Clone, Copy)]
enum Answers {
    Switches,
    /// Switches, with this header of another value.
    Lies(&'static str, &'static str),
    Refuses(u16, &'static str),
}

/// Answers requests for a WebSocket, and keeps the gateway's ends of those that switched.
struct Pipes {
    answers: Answers,
    asked: Mutex<Vec<Request>>,
    gateway_ends: Mutex<Vec<DuplexStream>>,
}

impl Pipes {
    fn that(answers: Answers) -> Arc<Self> {
        Arc::new(Self { answers, asked: Mutex::default(), gateway_ends: Mutex::default() })
    }

    async fn gateway(&self) -> WebSocketStream<DuplexStream> {
        let end = self.gateway_ends.lock().unwrap().pop().unwrap();
        WebSocketStream::from_raw_socket(end, Role::Server, None).await
    }
}

impl fmt::Debug for Pipes {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Pipes")
    }
}

impl Transport for Pipes {
    fn execute(&self, _request: Request) -> BoxFuture<'_, Result<Response, TransportError>> {
        let only = std::io::Error::other("only WebSockets are asked for");
        Box::pin(async { Err(TransportError::new(TransportFailure::Request, only)) })
    }

    fn upgrade(&self, request: Request) -> BoxFuture<'_, Result<Upgrade, TransportError>> {
        let key = request.headers.get(header::SEC_WEBSOCKET_KEY).unwrap().clone();
        self.asked.lock().unwrap().push(request);
        let mut headers = HeaderMap::new();
        headers.insert(header::UPGRADE, HeaderValue::from_static("WebSocket"));
        headers.insert(header::CONNECTION, HeaderValue::from_static("keep-alive, Upgrade"));
        let accept = derive_accept_key(key.as_bytes());
        headers.insert(header::SEC_WEBSOCKET_ACCEPT, HeaderValue::from_str(&accept).unwrap());
        match self.answers {
            Answers::Switches => {}
            Answers::Lies(name, value) => {
                headers.insert(HeaderName::from_static(name), HeaderValue::from_static(value));
            }
            Answers::Refuses(status, body) => {
                let status = StatusCode::from_u16(status).unwrap();
                let refusal = Response::new(status, HeaderMap::new(), ResponseBody::full(body.into()));
                return Box::pin(async { Ok(Upgrade::Refused(refusal)) });
            }
        }
        let (ours, theirs) = tokio::io::duplex(4096);
        self.gateway_ends.lock().unwrap().push(theirs);
        Box::pin(async move { Ok(Upgrade::Switched(headers, Box::new(ours))) })
    }
}

async fn open(pipes: &Arc<Pipes>) -> Result<WebSocket, Error> {
    let token = InstanceToken::new("toy-token").unwrap();
    let line = InstanceClient::<Toy>::builder("shop 1", token).transport(pipes.clone()).build().unwrap();
    WebSocket::open(&line, Listen, &EventOptions::new()).await
}

async fn text(socket: &mut WebSocket) -> String {
    socket.next().await.unwrap().expect("a message").expose().to_owned()
}

#[tokio::test(start_paused = true)]
async fn it_is_asked_for_with_the_credential_and_carries_messages_both_ways() {
    let pipes = Pipes::that(Answers::Switches);
    let mut socket = open(&pipes).await.unwrap();
    {
        let asked = pipes.asked.lock().unwrap();
        assert_eq!(asked[0].url.as_str(), "https://toy.example/base/ws/shop%201");
        assert_eq!(asked[0].headers[&KEY], "toy-token");
        assert_eq!(asked[0].headers[header::UPGRADE], "websocket");
    }
    let mut gateway = pipes.gateway().await;
    gateway.send(Message::text(r#"{"a":1}"#)).await.unwrap();
    gateway.send(Message::binary(br#"{"b":2}"#.to_vec())).await.unwrap();
    assert_eq!(text(&mut socket).await, r#"{"a":1}"#);
    assert_eq!(text(&mut socket).await, r#"{"b":2}"#);
    socket.send("ack".into()).await.unwrap();
    assert_eq!(gateway.next().await.unwrap().unwrap(), Message::text("ack"));
}

#[tokio::test(start_paused = true)]
async fn a_future_that_is_dropped_loses_nothing() {
    let pipes = Pipes::that(Answers::Switches);
    let mut socket = open(&pipes).await.unwrap();
    let mut gateway = pipes.gateway().await;
    let sent = tokio::spawn(async move {
        for number in 0..50 {
            gateway.send(Message::text(format!("{number} {}", "x".repeat(10_000)))).await.unwrap();
        }
        gateway
    });
    for number in 0..50 {
        let message = loop {
            // Each message is longer than the pipe, so that it comes in pieces.
            if let Ok(message) = timeout(Duration::ZERO, text(&mut socket)).await {
                break message;
            }
        };
        assert!(message.starts_with(&format!("{number} ")));
    }
    sent.await.unwrap();
}

#[tokio::test(start_paused = true)]
async fn pings_are_answered_and_a_gateway_that_answers_ours_is_not_silent() {
    let pipes = Pipes::that(Answers::Switches);
    let mut socket = open(&pipes).await.unwrap();
    let mut gateway = pipes.gateway().await;
    let serving = tokio::spawn(async move {
        gateway.send(Message::Ping("sign".into())).await.unwrap();
        let (mut pings, mut answered) = (0, false);
        while pings < 20 {
            match gateway.next().await.unwrap().unwrap() {
                Message::Ping(_) => pings += 1,
                Message::Pong(sign) => answered = &sign[..] == b"sign",
                other => panic!("{other:?}"),
            }
        }
        gateway.send(Message::text("still here")).await.unwrap();
        (answered, gateway)
    });
    let started = Instant::now();
    assert_eq!(text(&mut socket).await, "still here");
    assert!(serving.await.unwrap().0, "the ping was answered");
    assert_eq!(started.elapsed().as_secs(), 20 * 25);
}

#[tokio::test(start_paused = true)]
async fn a_silent_connection_is_noticed() {
    let pipes = Pipes::that(Answers::Switches);
    let mut socket = open(&pipes).await.unwrap();
    let _unread = pipes.gateway().await;
    let started = Instant::now();
    let error = socket.next().await.unwrap_err();
    assert!(matches!(error, Error::Transport(_)), "{error:?}");
    assert!(error.to_string().contains("silent"), "{error}");
    assert_eq!(started.elapsed().as_secs(), 90);
}

#[tokio::test(start_paused = true)]
async fn a_program_that_slept_is_not_taken_for_a_silent_gateway() {
    let pipes = Pipes::that(Answers::Switches);
    let mut socket = open(&pipes).await.unwrap();
    let mut gateway = pipes.gateway().await;
    gateway.send(Message::text("early")).await.unwrap();
    tokio::time::sleep(Duration::from_secs(600)).await;
    assert_eq!(text(&mut socket).await, "early");
    tokio::time::sleep(Duration::from_secs(600)).await;
    let serving = tokio::spawn(async move {
        assert!(matches!(gateway.next().await.unwrap().unwrap(), Message::Ping(_)));
        gateway.send(Message::text("late")).await.unwrap();
        gateway
    });
    assert_eq!(text(&mut socket).await, "late");
    serving.await.unwrap();
}

#[tokio::test(start_paused = true)]
async fn both_can_say_farewell() {
    let pipes = Pipes::that(Answers::Switches);
    let mut socket = open(&pipes).await.unwrap();
    let mut gateway = pipes.gateway().await;
    let serving = tokio::spawn(async move {
        let farewell = gateway.next().await.unwrap().unwrap();
        assert!(matches!(farewell, Message::Close(_)), "{farewell:?}");
        assert!(gateway.next().await.is_none());
    });
    socket.close().await;
    serving.await.unwrap();

    let mut socket = open(&pipes).await.unwrap();
    let mut gateway = pipes.gateway().await;
    gateway.close(None).await.unwrap();
    assert!(socket.next().await.unwrap().is_none());

    let mut socket = open(&pipes).await.unwrap();
    drop(pipes.gateway().await);
    let broken = socket.next().await.unwrap_err();
    assert!(matches!(broken, Error::Transport(_)), "{broken:?}");
}

#[tokio::test(start_paused = true)]
async fn a_refusal_is_the_error_that_it_would_be_of_any_call() {
    let error = open(&Pipes::that(Answers::Refuses(401, "no"))).await.unwrap_err();
    assert!(matches!(error, Error::Unauthorized(_)), "{error:?}");
    assert_eq!(error.outcome(), Outcome::Refused);
    assert_eq!(error.context().operation(), "listen");

    let error = open(&Pipes::that(Answers::Refuses(200, "<html>"))).await.unwrap_err();
    assert!(matches!(error, Error::Transport(_)) && error.to_string().contains("200"), "{error:?}");

    for (name, value) in [
        ("upgrade", "h2c"),
        ("connection", "close"),
        ("sec-websocket-accept", "bm90IHRoZSBrZXk="),
        ("sec-websocket-protocol", "chat"),
        ("sec-websocket-extensions", "permessage-deflate"),
    ] {
        let error = open(&Pipes::that(Answers::Lies(name, value))).await.unwrap_err();
        assert!(matches!(error, Error::Transport(_)), "{error:?}");
        assert!(error.to_string().to_lowercase().contains(name), "{error}");
    }
}
