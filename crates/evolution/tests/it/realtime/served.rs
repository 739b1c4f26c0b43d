//! Against a Socket.IO server that is not ours, over TCP.

use std::time::Duration;

use axum::http::{HeaderMap, StatusCode};
use axum::routing::post;
use axum::{Json, Router};
use serde_json::json;
use socketioxide::SocketIo;
use socketioxide::extract::SocketRef;
use wagate_evolution::Evolution;
use wagate_sdk_core::{
    Error, EventOptions, EventStream, EventTransport, InstanceClient, InstanceToken, StreamConnection,
    StreamItem,
};

use crate::SHOP_TOKEN;

const LIMIT: Duration = Duration::from_secs(20);

/// What the server sends, told of an instance.
fn message(instance: &str, text: &str) -> serde_json::Value {
    json!({
        "event": "send.message", "instance": instance, "apikey": "shop-token",
        "data": {
            "key": { "remoteJid": "5511999990000@s.whatsapp.net", "fromMe": true, "id": text },
            "message": { "conversation": text }, "messageTimestamp": 1_795_343_202,
        },
        "server_url": "http://127.0.0.1:8093", "date_time": "2026-11-22T10:26:42.295Z",
    })
}

async fn serve() -> (SocketIo, String) {
    let (layer, io) = SocketIo::new_layer();
    io.ns("/", async |_: SocketRef| {});
    let app = Router::new()
        .route("/websocket/set/shop", post(async || (StatusCode::CREATED, Json(json!({ "enabled": true })))))
        .layer(layer)
        .layer(axum::middleware::from_fn(refusing));
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
    let url = format!("http://{}", listener.local_addr().unwrap());
    tokio::spawn(async move { axum::serve(listener, app).await });
    (io, url)
}

/// The server looks at the key before it changes the protocol.
async fn refusing(
    headers: HeaderMap,
    request: axum::extract::Request,
    next: axum::middleware::Next,
) -> axum::response::Response {
    use axum::response::IntoResponse;
    let key = headers.get("apikey").and_then(|key| key.to_str().ok());
    match key {
        Some(SHOP_TOKEN) => next.run(request).await,
        _ if request.uri().path() == "/websocket/set/shop" => next.run(request).await,
        _ => (StatusCode::BAD_REQUEST, "Invalid global token").into_response(),
    }
}

fn line(url: &str, token: &str) -> InstanceClient<Evolution> {
    InstanceClient::builder("shop", InstanceToken::new(token).unwrap()).base_url(url).build().unwrap()
}

async fn next(stream: &mut EventStream) -> Result<StreamItem, Error> {
    tokio::time::timeout(LIMIT, stream.next()).await.unwrap().unwrap()
}

async fn text(stream: &mut EventStream) -> String {
    match next(stream).await.unwrap() {
        StreamItem::Event(envelope) => {
            assert_eq!(
                (envelope.transport, envelope.instance.as_deref()),
                (EventTransport::SocketIo, Some("shop"))
            );
            envelope.event.message().unwrap().text().unwrap().to_owned()
        }
        other => panic!("{other:?}"),
    }
}

#[tokio::test]
async fn events_come_from_both_namespaces_once_and_of_this_instance_alone() {
    let (io, url) = serve().await;
    io.ns("/shop", async |_: SocketRef| {});
    let mut stream = line(&url, SHOP_TOKEN).events(EventOptions::new()).await.unwrap();
    assert!(matches!(next(&mut stream).await.unwrap(), StreamItem::Connection(StreamConnection::Connected)));
    let root =
        async |event: serde_json::Value| io.of("/").unwrap().emit("send.message", &event).await.unwrap();
    let own =
        async |event: serde_json::Value| io.of("/shop").unwrap().emit("send.message", &event).await.unwrap();
    root(message("another", "not mine")).await;
    for number in ["one", "two"] {
        root(message("shop", number)).await;
        own(message("shop", number)).await;
    }
    root(message("shop", "in the root alone")).await;
    own(message("shop", "last")).await;
    for expected in ["one", "two", "in the root alone", "last"] {
        assert_eq!(text(&mut stream).await, expected);
    }
}

#[tokio::test]
async fn a_key_that_is_refused_ends_the_stream() {
    let (_io, url) = serve().await;
    let mut stream = line(&url, "another-token").events(EventOptions::new()).await.unwrap();
    let error = next(&mut stream).await.unwrap_err();
    assert!(matches!(error, Error::Unauthorized(_)), "{error}");
    assert!(!format!("{error:?}").contains("another-token"));
    assert!(stream.next().await.is_none());
}
