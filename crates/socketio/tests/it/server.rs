//! The client against an independent server, socketioxide. But for one test all runs in memory and virtual time.

use std::time::Duration;

use axum::Router;
use bytes::Bytes;
use futures_util::StreamExt;
use http::StatusCode;
use hyper::server::conn::http1;
use hyper_util::rt::TokioIo;
use hyper_util::service::TowerToHyperService;
use serde_json::Value;
use serde_json::value::{RawValue, to_raw_value};
use socketioxide::SocketIo;
use socketioxide::extract::{AckSender, Data, SocketRef};
use socketioxide::socket::DisconnectReason;
use tokio::io::{AsyncRead, AsyncWrite};
use tokio::net::TcpListener;
use tokio::sync::mpsc;
use tokio::time::sleep;
use wagate_socketio::{Client, Error, Event, Events, Incoming, Options, UpgradeRequest, connect, upgrade};

fn server() -> (Router, SocketIo) {
    let (layer, io) = SocketIo::builder()
        .ping_interval(Duration::from_secs(25))
        .ping_timeout(Duration::from_secs(20))
        .build_layer();
    (Router::new().layer(layer), io)
}

fn serve<S: AsyncRead + AsyncWrite + Send + Unpin + 'static>(stream: S, router: Router) {
    tokio::spawn(
        http1::Builder::new()
            .serve_connection(TokioIo::new(stream), TowerToHyperService::new(router))
            .with_upgrades(),
    );
}

async fn client(router: Router, options: Options) -> (Client, Events) {
    let (near, far) = tokio::io::duplex(4096);
    serve(far, router);
    upgrade(near, "localhost", &UpgradeRequest::new(), options).await.unwrap()
}

async fn event(events: &mut Events) -> Event {
    match events.recv().await {
        Some(Incoming::Event(event)) => event,
        other => panic!("{other:?}"),
    }
}

fn raw(value: Value) -> Box<RawValue> {
    to_raw_value(&value).unwrap()
}

#[tokio::test(start_paused = true)]
async fn a_dynamic_namespace_is_joined_and_its_events_come_in_order() {
    let (router, io) = server();
    io.dyn_ns("/{instance}", async |socket: SocketRef| {
        for number in 0..3 {
            let data = serde_json::json!({"instance": socket.ns(), "number": number});
            socket.emit("messages.upsert", &data).unwrap();
        }
    })
    .unwrap();
    let (client, mut events) = client(router, Options::new()).await;
    client.connect("/sales", None).await.unwrap();
    client.connect("/support", None).await.unwrap();
    for namespace in ["/sales", "/support"] {
        for number in 0..3 {
            let event = event(&mut events).await;
            assert_eq!((&*event.namespace, event.name.as_str()), (namespace, "messages.upsert"));
            let data: Value = serde_json::from_str(event.args[0].get()).unwrap();
            assert_eq!(data, serde_json::json!({"instance": namespace, "number": number}));
        }
    }
}

#[tokio::test(start_paused = true)]
async fn an_unknown_namespace_is_refused_until_it_exists() {
    let (router, io) = server();
    let (client, _events) = client(router, Options::new()).await;
    let Err(Error::Refused(refusal)) = client.connect("/sales", None).await else { panic!("not refused") };
    assert_eq!(refusal.message, "Invalid namespace");
    io.ns("/sales", async || {});
    client.connect("/sales", None).await.unwrap();
}

#[tokio::test(start_paused = true)]
async fn the_server_reads_the_credentials_of_a_namespace() {
    let (router, io) = server();
    io.ns("/", async |socket: SocketRef, Data(auth): Data<Value>| {
        socket.emit("auth", &auth).unwrap();
    });
    let (client, mut events) = client(router, Options::new()).await;
    client.connect("/", Some(raw(serde_json::json!({"token": "t\"é"})))).await.unwrap();
    assert_eq!(event(&mut events).await.args[0].get(), r#"{"token":"t\"é"}"#);
}

#[tokio::test(start_paused = true)]
async fn the_server_gets_the_acknowledgement_that_it_asked_for() {
    let (router, io) = server();
    let (answered, mut answers) = mpsc::unbounded_channel();
    io.ns("/", async move |socket: SocketRef| {
        for question in ["one", "two"] {
            let answered = answered.clone();
            let stream = socket.emit_with_ack::<_, Value>("question", question).unwrap();
            tokio::spawn(async move { answered.send(stream.await.unwrap()) });
        }
    });
    let (client, mut events) = client(router, Options::new()).await;
    client.connect("/", None).await.unwrap();
    let (first, second) = (event(&mut events).await, event(&mut events).await);
    client.ack(&second, vec![raw("second".into())]).await.unwrap();
    assert_eq!(answers.recv().await.unwrap(), Value::from("second"));
    client.ack(&first, vec![raw("first".into())]).await.unwrap();
    assert_eq!(answers.recv().await.unwrap(), Value::from("first"));
}

#[tokio::test(start_paused = true)]
async fn the_client_gets_the_acknowledgement_that_it_asked_for() {
    let (router, io) = server();
    io.ns("/", async |socket: SocketRef| {
        socket.on("double", async |Data::<i64>(number), ack: AckSender| ack.send(&(number * 2)).unwrap());
    });
    let (client, _events) = client(router, Options::new()).await;
    client.connect("/", None).await.unwrap();
    let (one, other) = tokio::join!(
        client.emit_with_ack("/", "double", vec![raw(21.into())]),
        client.emit_with_ack("/", "double", vec![raw(50.into())]),
    );
    assert_eq!((one.unwrap().args[0].get(), other.unwrap().args[0].get()), ("42", "100"));
}

#[tokio::test(start_paused = true)]
async fn bytes_come_in_events_and_in_acknowledgements() {
    let (router, io) = server();
    let image =
        |caption: &str| (caption.to_owned(), Bytes::from_static(b"\xff\xd8"), Bytes::from_static(b"key"));
    io.ns("/sales", async move |socket: SocketRef| {
        socket.on("again", async move |ack: AckSender| ack.send(&image("again")).unwrap());
        socket.emit("image", &image("first")).unwrap();
        socket.emit("text", "between").unwrap();
        socket.emit("image", &image("second")).unwrap();
    });
    let (client, mut events) = client(router, Options::new()).await;
    client.connect("/sales", None).await.unwrap();
    let holds = |args: &[Box<RawValue>], attachments: &[Bytes], caption: &str| {
        let parts: Vec<Value> = args.iter().map(|arg| serde_json::from_str(arg.get()).unwrap()).collect();
        assert_eq!(parts[0], caption);
        let stands_for = |at: usize| {
            assert_eq!(parts[at]["_placeholder"], true);
            attachments[usize::try_from(parts[at]["num"].as_u64().unwrap()).unwrap()].clone()
        };
        assert_eq!(
            (stands_for(1), stands_for(2)),
            (Bytes::from_static(b"\xff\xd8"), Bytes::from_static(b"key"))
        );
    };
    let first = event(&mut events).await;
    holds(&first.args, &first.attachments, "first");
    let text = event(&mut events).await;
    assert_eq!((text.name.as_str(), text.attachments.len()), ("text", 0));
    let second = event(&mut events).await;
    holds(&second.args, &second.attachments, "second");
    let answer = client.emit_with_ack("/sales", "again", vec![]).await.unwrap();
    holds(&answer.args, &answer.attachments, "again");
}

#[tokio::test(start_paused = true)]
async fn the_server_leaves_a_namespace_and_it_can_be_joined_again() {
    let (router, io) = server();
    io.ns("/", async |socket: SocketRef| {
        socket.on("leave", async |socket: SocketRef| socket.disconnect().unwrap());
    });
    io.ns("/other", async |socket: SocketRef| socket.emit("still here", &()).unwrap());
    let (client, mut events) = client(router, Options::new()).await;
    client.connect("/", None).await.unwrap();
    client.emit("/", "leave", vec![]).await.unwrap();
    let Some(Incoming::Disconnected { namespace }) = events.recv().await else { panic!("not told") };
    assert_eq!(&*namespace, "/");
    client.connect("/other", None).await.unwrap();
    assert_eq!(event(&mut events).await.name, "still here");
    client.connect("/", None).await.unwrap();
}

#[tokio::test(start_paused = true)]
async fn the_server_learns_who_left_what() {
    let (router, io) = server();
    let (left, mut leavers) = mpsc::unbounded_channel();
    for namespace in ["/a", "/b"] {
        let left = left.clone();
        io.ns(namespace, async move |socket: SocketRef| {
            socket.on_disconnect(async move |socket: SocketRef, reason: DisconnectReason| {
                _ = left.send((socket.ns().to_owned(), reason));
            });
        });
    }
    let (client, mut events) = client(router, Options::new()).await;
    client.connect("/a", None).await.unwrap();
    client.connect("/b", None).await.unwrap();
    client.disconnect("/a").await.unwrap();
    assert_eq!(leavers.recv().await.unwrap(), ("/a".to_owned(), DisconnectReason::ClientNSDisconnect));
    client.close().await;
    assert_eq!(leavers.recv().await.unwrap(), ("/b".to_owned(), DisconnectReason::ClientNSDisconnect));
    assert!(matches!(events.recv().await, Some(Incoming::Disconnected { .. })));
    assert!(matches!(events.recv().await, Some(Incoming::Closed(wagate_socketio::CloseReason::ByClient))));
    assert!(events.recv().await.is_none());
}

#[tokio::test(start_paused = true)]
async fn the_end_of_the_server_is_told() {
    let (router, io) = server();
    io.ns("/", async || {});
    let (client, events) = client(router, Options::new()).await;
    client.connect("/", None).await.unwrap();
    io.close().await;
    let all: Vec<String> = events.map(|incoming| format!("{incoming:?}")).collect().await;
    assert_eq!(all.last().map(String::as_str), Some("Closed(ByServer)"), "{all:?}");
}

#[tokio::test(start_paused = true)]
async fn a_busy_consumer_keeps_its_connection_and_knows_what_it_missed() {
    let (router, io) = server();
    io.ns("/", async |socket: SocketRef| {
        socket.on("still there?", async |ack: AckSender| ack.send("yes").unwrap());
        tokio::spawn(async move {
            for number in 0..600 {
                sleep(Duration::from_secs(1)).await;
                socket.emit("tick", &number).unwrap();
            }
        });
    });
    let options = Options::new().queued_events(10);
    let (client, mut events) = client(router, options).await;
    client.connect("/", None).await.unwrap();
    // Ten minutes are 24 pings, and one missed is the end.
    sleep(Duration::from_secs(605)).await;
    assert_eq!(client.emit_with_ack("/", "still there?", vec![]).await.unwrap().args[0].get(), r#""yes""#);
    for number in 0..10 {
        assert_eq!(event(&mut events).await.args[0].get(), number.to_string());
    }
    assert!(matches!(events.recv().await, Some(Incoming::Lagged(590))));
}

#[tokio::test]
async fn over_tcp_it_connects_and_tells_a_refusal_of_the_upgrade() {
    let (router, io) = server();
    io.ns("/", async |socket: SocketRef| socket.emit("hello", &("one", 2)).unwrap());
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let authority = listener.local_addr().unwrap().to_string();
    tokio::spawn(async move { axum::serve(listener, router).await });
    let (client, mut events) = connect(&authority, &UpgradeRequest::new(), Options::new()).await.unwrap();
    client.connect("/", None).await.unwrap();
    let event = event(&mut events).await;
    assert_eq!(event.args.iter().map(|arg| arg.get()).collect::<Vec<_>>(), [r#""one""#, "2"]);
    client.close().await;

    let elsewhere = UpgradeRequest::at("/elsewhere/").query("apikey", "hunter2");
    let error = connect(&authority, &elsewhere, Options::new()).await.unwrap_err();
    assert!(matches!(error, Error::NotUpgraded(StatusCode::NOT_FOUND)), "{error:?}");
    assert!(!format!("{error} {error:?}").contains("hunter2"));
}
