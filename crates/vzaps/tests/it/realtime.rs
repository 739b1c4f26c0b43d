//! The stream of events against a server that speaks the gateway's WebSocket.

use std::collections::VecDeque;
use std::sync::{Arc, Mutex};
use std::time::Duration;

use futures_util::future::BoxFuture;
use futures_util::{SinkExt, StreamExt};
use http::{HeaderMap, StatusCode};
use serde_json::{Value, json};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};
use tokio::time::timeout;
use tokio_tungstenite::WebSocketStream;
use tokio_tungstenite::tungstenite::Message;
use tokio_tungstenite::tungstenite::handshake::derive_accept_key;
use tokio_tungstenite::tungstenite::protocol::Role;
use wagate_sdk_core::transport::{Request, Response, ResponseBody, Transport, TransportError, Upgrade};
use wagate_sdk_core::{
    AccountClient, Error, EventKind, EventOptions, EventStream, InstanceClient, StreamConnection, StreamItem,
};
use wagate_vzaps::{AccountCredential, Vzaps};

use crate::gateway::{ID, INSTANCE_TOKEN, JWT, bearer, instance, instance_without, secret};

/// What the server does with one connection that asks for the WebSocket.
#[derive(Clone)]
enum Act {
    Tell(Value),
    /// Waits until this event is acknowledged.
    Hear(&'static str),
    Close,
}

#[derive(Clone)]
enum Script {
    Refuse(u16),
    Play(Vec<Act>),
}

/// What arrived.
#[derive(Default)]
struct Arrived {
    scripts: VecDeque<Script>,
    /// The heads of the requests for the WebSocket.
    heads: Vec<String>,
    /// What was said over the sockets.
    said: Vec<Value>,
}

/// A server on loopback that answers `instances.get` with a record, and plays one script for each socket; without one left the credential is refused.
struct Gateway {
    url: String,
    arrived: Arc<Mutex<Arrived>>,
}

impl Gateway {
    async fn playing(scripts: impl IntoIterator<Item = Script>, record: Value) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let url = format!("http://{}", listener.local_addr().unwrap());
        let scripts = scripts.into_iter().collect();
        let arrived = Arc::new(Mutex::new(Arrived { scripts, ..Arrived::default() }));
        let server = arrived.clone();
        tokio::spawn(async move {
            while let Ok((stream, _)) = listener.accept().await {
                tokio::spawn(serve(stream, server.clone(), record.clone()));
            }
        });
        Self { url, arrived }
    }

    async fn that(scripts: impl IntoIterator<Item = Script>) -> Self {
        Self::playing(scripts, instance()).await
    }

    fn line(&self) -> InstanceClient<Vzaps> {
        let credential = AccountCredential::jwt(secret(JWT));
        AccountClient::<Vzaps>::builder(credential).base_url(&self.url).build().unwrap().instance(ID).unwrap()
    }

    async fn events(&self) -> EventStream {
        self.line().events(quickly()).await.unwrap()
    }

    fn heads(&self) -> Vec<String> {
        self.arrived.lock().unwrap().heads.clone()
    }

    /// The routes with queries that were asked for the WebSocket.
    fn routes(&self) -> Vec<String> {
        let route = |head: String| head.split_whitespace().nth(1).unwrap().to_owned();
        self.heads().into_iter().map(route).collect()
    }

    /// Waits until the WebSocket was asked for so often.
    async fn asked(&self, times: usize) {
        let asked = async {
            while self.heads().len() < times {
                tokio::task::yield_now().await;
            }
        };
        timeout(Duration::from_secs(20), asked).await.unwrap();
    }

    fn acknowledged(&self) -> Vec<String> {
        let said = &self.arrived.lock().unwrap().said;
        said.iter()
            .map(|said| {
                assert_eq!((&said["type"], said.as_object().unwrap().len()), (&json!("ack"), 2));
                said["event_id"].as_str().unwrap().to_owned()
            })
            .collect()
    }
}

fn quickly() -> EventOptions {
    let mut options = EventOptions::new().only([EventKind::Message, EventKind::Connection]);
    options.first_backoff = Duration::from_millis(1);
    options.longest_backoff = Duration::from_millis(5);
    options
}

async fn serve(mut stream: TcpStream, arrived: Arc<Mutex<Arrived>>, record: Value) {
    let mut head = Vec::new();
    while !head.ends_with(b"\r\n\r\n") {
        head.push(stream.read_u8().await.unwrap());
    }
    let head = String::from_utf8(head).unwrap();
    if !head.starts_with("GET /events/ws") {
        let body = record.to_string();
        let answer = format!(
            "HTTP/1.1 200 OK\r\ncontent-type: application/json\r\ncontent-length: {}\r\nconnection: close\r\n\r\n{body}",
            body.len()
        );
        stream.write_all(answer.as_bytes()).await.unwrap();
        return;
    }
    let header = |name: &str| {
        let line = head.lines().find(|line| line.to_ascii_lowercase().starts_with(name)).unwrap();
        line.split_once(':').unwrap().1.trim().to_owned()
    };
    let key = header("sec-websocket-key:");
    let script = {
        let mut arrived = arrived.lock().unwrap();
        arrived.heads.push(head.clone());
        arrived.scripts.pop_front().unwrap_or(Script::Refuse(401))
    };
    let acts = match script {
        Script::Refuse(status) => {
            let answer = format!("HTTP/1.1 {status} No\r\ncontent-length: 0\r\nconnection: close\r\n\r\n");
            stream.write_all(answer.as_bytes()).await.unwrap();
            return;
        }
        Script::Play(acts) => acts,
    };
    let answer = format!(
        "HTTP/1.1 101 Switching Protocols\r\nupgrade: websocket\r\nconnection: Upgrade\r\nsec-websocket-accept: {}\r\n\r\n",
        derive_accept_key(key.as_bytes())
    );
    stream.write_all(answer.as_bytes()).await.unwrap();
    let mut socket = WebSocketStream::from_raw_socket(stream, Role::Server, None).await;
    for act in acts {
        match act {
            Act::Tell(event) => socket.send(Message::text(event.to_string())).await.unwrap(),
            Act::Hear(id) => while hear(&mut socket, &arrived).await.is_some_and(|said| said != id) {},
            Act::Close => return socket.close(None).await.unwrap_or(()),
        }
    }
    // Silent, but there.
    while hear(&mut socket, &arrived).await.is_some() {}
}

/// The event that is acknowledged next; `None` once the connection is gone.
async fn hear(socket: &mut WebSocketStream<TcpStream>, arrived: &Mutex<Arrived>) -> Option<String> {
    while let Some(Ok(message)) = socket.next().await {
        if let Message::Text(text) = message {
            let said: Value = serde_json::from_str(&text).unwrap();
            let id = said["event_id"].as_str().unwrap().to_owned();
            arrived.lock().unwrap().said.push(said);
            return Some(id);
        }
    }
    None
}

fn event(id: &str) -> Act {
    let data = json!({"type": "Message", "event": {"Message": {"conversation": id}}});
    Act::Tell(json!({
        "id": id, "type": "Message", "instance_id": ID, "created_at": "2026-07-01T12:00:00.000Z", "data": data
    }))
}

/// The next item in a word.
async fn word(events: &mut EventStream) -> String {
    let item = timeout(Duration::from_secs(20), events.next()).await.unwrap();
    match item {
        None => "end".to_owned(),
        Some(Err(error)) => format!("{:?}", error.kind()),
        Some(Ok(StreamItem::Event(envelope))) => envelope.id.unwrap(),
        Some(Ok(StreamItem::Gap { .. })) => "gap".to_owned(),
        Some(Ok(StreamItem::Connection(StreamConnection::Connected))) => "connected".to_owned(),
        Some(Ok(StreamItem::Connection(_))) => "lost".to_owned(),
        Some(Ok(other)) => format!("{other:?}"),
    }
}

async fn words(events: &mut EventStream, count: usize) -> Vec<String> {
    let mut all = Vec::new();
    for _ in 0..count {
        all.push(word(events).await);
    }
    all
}

#[tokio::test]
async fn the_socket_is_asked_for_with_credentials_in_headers_alone() {
    let gateway = Gateway::that([Script::Play(vec![event("evt_1")])]).await;
    let mut events = gateway.events().await;
    assert_eq!(words(&mut events, 2).await, ["connected", "evt_1"]);
    let route = format!("/events/ws?instance_id={ID}&events=Message%2CConnected%2CDisconnected");
    assert_eq!(gateway.routes(), [route]);
    let head = gateway.heads().remove(0);
    let has = |line: String| head.lines().any(|told| told.eq_ignore_ascii_case(&line));
    assert!(has(format!("authorization: {}", bearer())), "{head}");
    assert!(has(format!("x-instance-token: {INSTANCE_TOKEN}")), "{head}");
}

#[tokio::test]
async fn all_events_are_asked_for_by_name() {
    let gateway = Gateway::that([Script::Play(vec![])]).await;
    let mut events = gateway.line().events(EventOptions::new()).await.unwrap();
    assert_eq!(word(&mut events).await, "connected");
    assert_eq!(gateway.routes(), [format!("/events/ws?instance_id={ID}&events=All")]);
}

#[tokio::test]
async fn what_is_handled_is_acknowledged_and_where_it_ended_it_goes_on() {
    let scripts = [
        Script::Play(vec![event("evt_1"), event("evt_2"), Act::Hear("evt_1"), Act::Close]),
        // evt_2 was not acknowledged: it comes again.
        Script::Play(vec![event("evt_2"), event("evt_3"), Act::Hear("evt_3"), Act::Close]),
        Script::Play(vec![event("evt_4")]),
    ];
    let gateway = Gateway::that(scripts).await;
    let mut events = gateway.events().await;
    assert_eq!(words(&mut events, 3).await, ["connected", "evt_1", "evt_2"]);
    // The program is still at the second event when the connection is there again.
    gateway.asked(2).await;
    let told = words(&mut events, 6).await;
    assert_eq!(told, ["lost", "connected", "evt_3", "lost", "connected", "evt_4"], "no gap, nothing twice");
    let routes = gateway.routes();
    assert!(!routes[0].contains("last_event_id"));
    assert!(routes[1].ends_with("&last_event_id=evt_1"), "{routes:?}");
    assert!(routes[2].ends_with("&last_event_id=evt_3"), "{routes:?}");
    let mut acknowledged = gateway.acknowledged();
    // The second twice, if it came again after it was handled.
    acknowledged.dedup();
    assert_eq!(acknowledged, ["evt_1", "evt_2", "evt_3"]);
}

/// Else the gateway would repeat it for ever.
#[tokio::test]
async fn an_event_that_comes_again_after_it_was_handled_is_acknowledged_again() {
    let acts = vec![event("evt_1"), Act::Hear("evt_1"), event("evt_1"), Act::Hear("evt_1"), event("evt_2")];
    let gateway = Gateway::that([Script::Play(acts)]).await;
    let mut events = gateway.events().await;
    assert_eq!(words(&mut events, 3).await, ["connected", "evt_1", "evt_2"]);
    assert_eq!(gateway.acknowledged(), ["evt_1", "evt_1"]);
}

#[tokio::test]
async fn without_an_event_to_go_on_after_there_is_a_gap() {
    let scripts = [Script::Play(vec![Act::Close]), Script::Play(vec![event("evt_1")])];
    let gateway = Gateway::that(scripts).await;
    let mut events = gateway.events().await;
    assert_eq!(words(&mut events, 5).await, ["connected", "lost", "connected", "gap", "evt_1"]);
}

#[tokio::test]
async fn an_event_that_the_gateway_no_longer_has_is_let_go_and_there_is_a_gap() {
    for status in [400, 404, 410] {
        let scripts = [
            Script::Play(vec![event("evt_1"), Act::Hear("evt_1"), Act::Close]),
            Script::Refuse(status),
            Script::Play(vec![event("evt_9"), Act::Hear("evt_9"), Act::Close]),
            Script::Play(vec![]),
        ];
        let gateway = Gateway::that(scripts).await;
        let mut events = gateway.events().await;
        let told = words(&mut events, 8).await;
        assert_eq!(
            told,
            ["connected", "evt_1", "lost", "connected", "gap", "evt_9", "lost", "connected"],
            "{status}"
        );
        let routes = gateway.routes();
        assert!(routes[1].ends_with("last_event_id=evt_1") && !routes[2].contains("last_event_id"));
        assert!(routes[3].ends_with("last_event_id=evt_9"), "{routes:?}");
    }
}

#[tokio::test]
async fn a_refused_credential_ends_the_stream() {
    let gateway = Gateway::that([Script::Play(vec![event("evt_1"), Act::Close])]).await;
    let mut events = gateway.events().await;
    assert_eq!(words(&mut events, 5).await, ["connected", "evt_1", "lost", "Unauthorized", "end"]);
}

#[tokio::test]
async fn a_server_that_fails_is_asked_again_with_the_same_event() {
    let scripts = [
        Script::Play(vec![event("evt_1"), Act::Hear("evt_1"), Act::Close]),
        Script::Refuse(503),
        Script::Play(vec![event("evt_2")]),
    ];
    let gateway = Gateway::that(scripts).await;
    let mut events = gateway.events().await;
    assert_eq!(words(&mut events, 6).await, ["connected", "evt_1", "lost", "lost", "connected", "evt_2"]);
    assert!(gateway.routes()[2].ends_with("last_event_id=evt_1"));
}

#[tokio::test]
async fn an_instance_that_tells_no_token_cannot_be_listened_to() {
    let gateway = Gateway::playing([], instance_without(&["token"])).await;
    let error = gateway.line().events(quickly()).await.unwrap_err();
    assert!(matches!(error, Error::Decode(_)) && error.to_string().contains("instance token"), "{error}");
    assert!(gateway.heads().is_empty());
}

#[tokio::test]
async fn kinds_that_the_gateway_does_not_tell_are_refused_before_anything_leaves() {
    let gateway = Gateway::that([]).await;
    let error = gateway.line().events(EventOptions::new().only([EventKind::QrCode])).await.unwrap_err();
    assert!(matches!(error, Error::Unsupported(_)), "{error}");
}

/// Answers `instances.get`, refuses sockets, and remembers where each was asked for.
#[derive(Debug, Default)]
struct Recorder {
    asked: Mutex<Vec<(String, Vec<String>)>>,
}

fn answer(status: StatusCode, body: String) -> Response {
    Response::new(status, HeaderMap::new(), ResponseBody::full(body.into()))
}

impl Recorder {
    fn note(&self, request: &Request) {
        let mut names: Vec<_> = request.headers.keys().map(|name| name.as_str().to_owned()).collect();
        names.retain(|name| name == "authorization" || name.starts_with("x-"));
        for name in &names {
            assert!(request.headers[name.as_str()].is_sensitive(), "{name}");
        }
        names.sort();
        let mut url = request.url.clone();
        url.set_query(None);
        self.asked.lock().unwrap().push((url.to_string(), names));
    }
}

impl Transport for Recorder {
    fn execute(&self, request: Request) -> BoxFuture<'_, Result<Response, TransportError>> {
        self.note(&request);
        Box::pin(async { Ok(answer(StatusCode::OK, instance().to_string())) })
    }

    fn upgrade(&self, request: Request) -> BoxFuture<'_, Result<Upgrade, TransportError>> {
        self.note(&request);
        Box::pin(async { Ok(Upgrade::Refused(answer(StatusCode::UNAUTHORIZED, String::new()))) })
    }
}

#[tokio::test]
async fn the_sockets_have_their_own_host_at_the_gateways_own_address_alone() {
    for (base, api, sockets) in [
        (None, "https://api.vzaps.com", "https://realtime.vzaps.com"),
        (Some("https://api.vzaps.com/"), "https://api.vzaps.com", "https://realtime.vzaps.com"),
        (Some("https://proxy.example.com"), "https://proxy.example.com", "https://proxy.example.com"),
        (Some("http://localhost:8080"), "http://localhost:8080", "http://localhost:8080"),
        (Some("https://api.vzaps.com:8443"), "https://api.vzaps.com:8443", "https://api.vzaps.com:8443"),
    ] {
        let recorder = Arc::new(Recorder::default());
        let mut builder = AccountClient::<Vzaps>::builder(AccountCredential::jwt(secret(JWT)));
        builder = builder.transport(recorder.clone());
        if let Some(base) = base {
            builder = builder.base_url(base);
        }
        let line = builder.build().unwrap().instance(ID).unwrap();
        let mut events = line.events(quickly()).await.unwrap();
        assert_eq!(word(&mut events).await, "Unauthorized");
        let asked = recorder.asked.lock().unwrap().clone();
        let names = |names: &[&str]| names.iter().map(|name| (*name).to_owned()).collect::<Vec<_>>();
        assert_eq!(
            asked,
            [
                (format!("{api}/instances/get"), names(&["authorization"])),
                (format!("{sockets}/events/ws"), names(&["authorization", "x-instance-token"])),
            ]
        );
    }
}
