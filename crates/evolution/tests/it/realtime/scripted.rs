//! Frame by frame, over a connection in memory and in virtual time.

use std::sync::{Arc, Mutex};
use std::time::Duration;

use futures_util::future::BoxFuture;
use futures_util::{SinkExt, StreamExt};
use http::{HeaderMap, HeaderValue, StatusCode};
use serde_json::json;
use tokio::io::DuplexStream;
use tokio::sync::mpsc;
use tokio::task::JoinHandle;
use tokio::time::Instant;
use tokio_tungstenite::WebSocketStream;
use tokio_tungstenite::tungstenite::Message;
use tokio_tungstenite::tungstenite::handshake::derive_accept_key;
use tokio_tungstenite::tungstenite::protocol::Role;
use wagate_evolution::Evolution;
use wagate_sdk_core::transport::{Request, Response, ResponseBody, Transport, TransportError, Upgrade};
use wagate_sdk_core::{
    EventOptions, EventStream, InstanceClient, InstanceToken, StreamConnection, StreamItem,
};

type Server = WebSocketStream<DuplexStream>;

/// Answers each request to open a socket with a new connection, whose other end the test gets.
#[derive(Debug)]
struct InMemory {
    connections: mpsc::UnboundedSender<Server>,
    /// What each request to open a socket said.
    asked: Mutex<Vec<(String, HeaderMap)>>,
}

impl Transport for InMemory {
    fn execute(&self, request: Request) -> BoxFuture<'_, Result<Response, TransportError>> {
        assert_eq!(request.url.path(), "/websocket/set/shop");
        let body = ResponseBody::full(json!({ "enabled": true }).to_string().into());
        Box::pin(std::future::ready(Ok(Response::new(StatusCode::CREATED, HeaderMap::new(), body))))
    }

    fn upgrade(&self, request: Request) -> BoxFuture<'_, Result<Upgrade, TransportError>> {
        Box::pin(async move {
            let accept = derive_accept_key(request.headers["sec-websocket-key"].as_bytes());
            let path = format!("{}?{}", request.url.path(), request.url.query().unwrap_or_default());
            self.asked.lock().unwrap().push((path, request.headers));
            let (near, far) = tokio::io::duplex(1 << 16);
            self.connections.send(WebSocketStream::from_raw_socket(far, Role::Server, None).await).unwrap();
            let mut headers = HeaderMap::new();
            headers.insert("connection", HeaderValue::from_static("Upgrade"));
            headers.insert("upgrade", HeaderValue::from_static("websocket"));
            headers.insert("sec-websocket-accept", HeaderValue::from_str(&accept).unwrap());
            Ok(Upgrade::Switched(headers, Box::new(near)))
        })
    }
}

/// The stream is there when its first connection was tried, which the test answers.
fn listen() -> (JoinHandle<EventStream>, mpsc::UnboundedReceiver<Server>, Arc<InMemory>) {
    let (connections, opened) = mpsc::unbounded_channel();
    let transport = Arc::new(InMemory { connections, asked: Mutex::default() });
    let line: InstanceClient<Evolution> =
        InstanceClient::builder("shop", InstanceToken::new(crate::SHOP_TOKEN).unwrap())
            .base_url("https://evolution.example.com")
            .transport(transport.clone())
            .build()
            .unwrap();
    let stream = tokio::spawn(async move { line.events(EventOptions::new()).await.unwrap() });
    (stream, opened, transport)
}

async fn tell(server: &mut Server, frame: impl Into<String>) {
    server.send(Message::text(frame.into())).await.unwrap();
}

/// The next frame, but for what answers pings.
async fn heard(server: &mut Server) -> String {
    loop {
        match server.next().await.unwrap().unwrap() {
            Message::Text(text) if text.as_str() == "3" => {}
            Message::Text(text) => return text.to_string(),
            other => panic!("{other:?}"),
        }
    }
}

/// Opens a connection and joins the root's namespace.
async fn root_alone(opened: &mut mpsc::UnboundedReceiver<Server>) -> Server {
    let mut server = opened.recv().await.unwrap();
    tell(
        &mut server,
        r#"0{"sid":"s","upgrades":[],"pingInterval":25000,"pingTimeout":20000,"maxPayload":1000000}"#,
    )
    .await;
    assert_eq!(heard(&mut server).await, "40");
    tell(&mut server, r#"40{"sid":"r"}"#).await;
    server
}

/// As [`root_alone`], and refuses the instance's namespace.
async fn without_namespace(opened: &mut mpsc::UnboundedReceiver<Server>) -> Server {
    let mut server = root_alone(opened).await;
    refuse(&mut server).await;
    server
}

/// As [`root_alone`], and joins the instance's namespace.
async fn with_namespace(opened: &mut mpsc::UnboundedReceiver<Server>) -> Server {
    let mut server = root_alone(opened).await;
    accept(&mut server).await;
    server
}

async fn accept(server: &mut Server) {
    assert_eq!(heard(server).await, "40/shop,");
    tell(server, r#"40/shop,{"sid":"x"}"#).await;
}

async fn refuse(server: &mut Server) {
    assert_eq!(heard(server).await, "40/shop,");
    tell(server, r#"44/shop,{"message":"Invalid namespace"}"#).await;
}

fn frame(namespace: &str, id: &str) -> String {
    let event = json!({
        "event": "messages.upsert", "instance": "shop", "date_time": "2026-11-22T10:26:42.295Z",
        "data": { "key": { "remoteJid": "5511999990000@s.whatsapp.net", "fromMe": false, "id": id } },
    });
    format!("42{namespace}{}", json!(["messages.upsert", event]))
}

async fn id(stream: &mut EventStream) -> String {
    match stream.next().await.unwrap().unwrap() {
        StreamItem::Event(envelope) => {
            envelope.event.message().unwrap().id.as_ref().unwrap().as_str().to_owned()
        }
        other => panic!("{other:?}"),
    }
}

async fn connected(stream: &mut EventStream) {
    let item = stream.next().await.unwrap().unwrap();
    assert!(matches!(item, StreamItem::Connection(StreamConnection::Connected)), "{item:?}");
}

#[tokio::test(start_paused = true)]
async fn a_namespace_that_is_not_there_yet_is_asked_for_again_on_the_same_connection() {
    let (stream, mut opened, transport) = listen();
    let mut server = without_namespace(&mut opened).await;
    let mut stream = stream.await.unwrap();
    connected(&mut stream).await;
    {
        let asked = transport.asked.lock().unwrap();
        let (path, headers) = &asked[0];
        assert_eq!((asked.len(), path.as_str()), (1, "/socket.io/?EIO=4&transport=websocket"));
        assert!(headers["apikey"] == crate::SHOP_TOKEN && headers["upgrade"] == "websocket");
        assert!(headers["apikey"].is_sensitive());
    }
    let began = Instant::now();
    for _ in 0..10 {
        refuse(&mut server).await;
    }
    assert!((Duration::from_secs(10)..Duration::from_secs(20)).contains(&began.elapsed()), "every 1 to 2 s");

    // Meanwhile the root's namespace tells, and what it tells does not disturb the asking.
    tell(&mut server, frame("", "in the root")).await;
    assert_eq!(id(&mut stream).await, "in the root");
    assert_eq!(heard(&mut server).await, "40/shop,");
    tell(&mut server, r#"40/shop,{"sid":"x"}"#).await;
    // What made the namespace, the root's told.
    for (namespace, told) in [("", "both"), ("/shop,", "both"), ("/shop,", "own")] {
        tell(&mut server, frame(namespace, told)).await;
    }
    assert_eq!(id(&mut stream).await, "both");
    assert_eq!(id(&mut stream).await, "own");
    assert!(opened.try_recv().is_err(), "one connection was enough");
}

#[tokio::test(start_paused = true)]
async fn a_server_that_says_nothing_but_pings_keeps_the_connection_and_one_that_does_not_loses_it() {
    let (stream, mut opened, _) = listen();
    let mut server = with_namespace(&mut opened).await;
    let mut stream = stream.await.unwrap();
    connected(&mut stream).await;
    for _ in 0..20 {
        tokio::time::sleep(Duration::from_secs(25)).await;
        tell(&mut server, "2").await;
    }
    tell(&mut server, frame("/shop,", "still here")).await;
    assert_eq!(id(&mut stream).await, "still here");

    let item = stream.next().await.unwrap().unwrap();
    assert!(
        matches!(item, StreamItem::Connection(StreamConnection::Reconnecting { attempt: 1, .. })),
        "{item:?}"
    );
    drop(server);
    let _server = without_namespace(&mut opened).await;
    connected(&mut stream).await;
    let item = stream.next().await.unwrap().unwrap();
    assert!(matches!(item, StreamItem::Gap { .. }), "{item:?}");
}

#[tokio::test(start_paused = true)]
async fn an_instance_whose_namespace_is_taken_away_is_joined_anew_with_a_gap() {
    let (stream, mut opened, _) = listen();
    let mut server = with_namespace(&mut opened).await;
    let mut stream = stream.await.unwrap();
    connected(&mut stream).await;
    tell(&mut server, "41/shop,").await;
    let item = stream.next().await.unwrap().unwrap();
    assert!(matches!(item, StreamItem::Connection(StreamConnection::Reconnecting { .. })), "{item:?}");
    let _server = without_namespace(&mut opened).await;
    connected(&mut stream).await;
    assert!(matches!(stream.next().await.unwrap().unwrap(), StreamItem::Gap { .. }));
}

#[tokio::test(start_paused = true)]
async fn dropping_the_stream_leaves_the_namespaces_and_says_farewell() {
    let (stream, mut opened, _) = listen();
    let mut server = without_namespace(&mut opened).await;
    let mut stream = stream.await.unwrap();
    connected(&mut stream).await;
    drop(stream);
    let mut left = Vec::new();
    while let Some(Ok(message)) = server.next().await {
        left.push(message);
    }
    assert!(left.iter().any(Message::is_close), "{left:?}");
}

#[tokio::test(start_paused = true)]
async fn what_made_the_namespace_was_told_to_nobody_and_that_is_a_gap() {
    let (stream, mut opened, _) = listen();
    let mut server = without_namespace(&mut opened).await;
    let mut stream = stream.await.unwrap();
    connected(&mut stream).await;
    accept(&mut server).await;
    let item = stream.next().await.unwrap().unwrap();
    assert!(matches!(item, StreamItem::Connection(StreamConnection::Reconnecting { .. })), "{item:?}");
    // Told at once, and not with the next event.
    let mut server = with_namespace(&mut opened).await;
    connected(&mut stream).await;
    assert!(matches!(stream.next().await.unwrap().unwrap(), StreamItem::Gap { .. }));
    for told in ["first", "second"] {
        tell(&mut server, frame("/shop,", told)).await;
    }
    assert_eq!(id(&mut stream).await, "first");
    assert_eq!(id(&mut stream).await, "second");
}

#[tokio::test(start_paused = true)]
async fn the_bytes_outside_of_an_event_are_put_in_their_places() {
    let (stream, mut opened, _) = listen();
    let mut server = without_namespace(&mut opened).await;
    let mut stream = stream.await.unwrap();
    connected(&mut stream).await;
    let place = |number: usize| json!({ "_placeholder": true, "num": number });
    let image = json!({
        "url": "https://mmg.whatsapp.net/x", "caption": "{\"_placeholder\":true,\"num\":0}",
        "mediaKey": place(1), "fileSha256": place(0), "fileEncSha256": place(9),
    });
    let event = json!({ "event": "send.message", "instance": "shop", "data": { "message": { "imageMessage": image } } });
    tell(&mut server, format!("452-{}", json!(["send.message", event]))).await;
    for bytes in [&b"hash"[..], b"key"] {
        server.send(Message::binary(bytes)).await.unwrap();
    }
    let item = stream.next().await.unwrap().unwrap();
    let StreamItem::Event(envelope) = item else { panic!("{item:?}") };
    let file = envelope.event.message().unwrap().file().unwrap();
    assert_eq!(file.caption.as_deref(), Some(r#"{"_placeholder":true,"num":0}"#));
    let keys = file.keys.as_ref().unwrap();
    assert_eq!((&keys.media_key[..], keys.file_sha256.as_deref()), (&b"key"[..], Some(&b"hash"[..])));
    assert!(keys.file_enc_sha256.is_none(), "there are two");
}
