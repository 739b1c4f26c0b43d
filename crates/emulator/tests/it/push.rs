//! What the gateways push, by webhook and by WebSocket.

pub(crate) mod evolution;
mod pull;
mod receiver;
pub(crate) mod sink;
mod sockets;
mod wazzapi;

use std::time::Duration;

use futures_util::{SinkExt as _, StreamExt as _};
use serde_json::{Value, json};
use tokio::net::TcpStream;
use tokio_tungstenite::tungstenite::{self, Message};
use tokio_tungstenite::{MaybeTlsStream, WebSocketStream, connect_async};
use wagate_emulator::{Emulator, Gateway, PushFault, PushFaultRule};

use crate::client::Client;
use receiver::Receiver;

type Socket = WebSocketStream<MaybeTlsStream<TcpStream>>;

const ANA: &str = "5511999990000";

async fn ryze() -> (Emulator, Client) {
    let emulator = Emulator::start().await.unwrap();
    let token = emulator.credentials().ryze_account_token.clone();
    let account = Client::new(&emulator, Gateway::Ryze).with("token", token);
    assert_eq!(account.post("/api/instance/new", json!({ "name": "sales" })).await.code(), 201);
    assert!(emulator.scan(Gateway::Ryze, "sales"));
    (emulator, account)
}

async fn event(socket: &mut Socket) -> Value {
    loop {
        if let Message::Text(text) = socket.next().await.unwrap().unwrap() {
            return serde_json::from_str(&text).unwrap();
        }
    }
}

fn status(refused: Result<impl Sized, tungstenite::Error>) -> u16 {
    match refused {
        Err(tungstenite::Error::Http(answer)) => answer.status().as_u16(),
        _ => panic!("the upgrade was not refused"),
    }
}

fn ryze_socket(emulator: &Emulator) -> String {
    let base = emulator.base_url(Gateway::Ryze).replace("http:", "ws:");
    format!("{base}/ws/sales?token={}", emulator.credentials().ryze_account_token)
}

#[tokio::test]
async fn a_webhook_of_ryze_is_posted_in_order_and_tried_again() {
    let (emulator, account) = ryze().await;
    let mut receiver = Receiver::start().await;
    let wanted = json!({ "enabled": true, "url": receiver.url(), "authorization": "Bearer s3cret" });
    assert_eq!(account.post("/api/events/webhook/sales", wanted).await.code(), 200);

    receiver.answer(500);
    for text in ["one", "two"] {
        emulator.receive_message(Gateway::Ryze, "sales", ANA, text).unwrap();
    }
    let first = receiver.next().await;
    assert_eq!(first.authorization.as_deref(), Some("Bearer s3cret"));
    assert_eq!(first.body["event"], "message.exchange");
    assert_eq!(first.body["data"]["message"]["content"], "one");
    assert_eq!(receiver.next().await.body["data"]["message"]["content"], "two");

    emulator.until(|e| e.webhook_deliveries().iter().filter(|d| d.delivered).count() == 1).await;
    emulator.advance_clock(Duration::from_secs(2));
    assert_eq!(receiver.next().await.body["data"]["message"]["content"], "one");
    emulator.until(|e| e.webhook_deliveries().iter().all(|d| d.delivered)).await;
    assert_eq!(emulator.webhook_deliveries()[0].attempts, [Some(500), Some(200)]);
}

#[tokio::test]
async fn a_websocket_of_ryze_pushes_what_was_asked_for_and_nothing_twice() {
    let (emulator, account) = ryze().await;
    let url = ryze_socket(&emulator);
    assert_eq!(status(connect_async(&url).await), 400);
    let wanted = json!({ "enabled": true, "events": ["message.exchange"] });
    assert_eq!(account.post("/api/events/websocket/sales", wanted).await.code(), 200);
    let (mut socket, _) = connect_async(&url).await.unwrap();

    let sent = account.post("/api/message/text/sales", json!({ "number": ANA, "message": "hello" })).await;
    let id = sent.text("/data/messageId");
    assert!(emulator.read(Gateway::Ryze, "sales", id));
    assert!(emulator.react(Gateway::Ryze, "sales", ANA, id, "👍"));
    let echo = event(&mut socket).await;
    assert_eq!(echo["data"]["direction"], "outgoing");
    assert_eq!(echo["data"]["id"], id);
    let reaction = event(&mut socket).await;
    assert_eq!(reaction["data"]["message"]["reaction"], json!({ "text": "👍", "message_id": id }));

    emulator.cut_sockets(Gateway::Ryze);
    assert!(!matches!(socket.next().await, Some(Ok(Message::Text(_)))));
    emulator.receive_message(Gateway::Ryze, "sales", ANA, "missed").unwrap();
    let (mut socket, _) = connect_async(&url).await.unwrap();
    emulator.push_fault(Gateway::Ryze, PushFaultRule::new(PushFault::OutOfOrder));
    for text in ["later", "sooner"] {
        emulator.receive_message(Gateway::Ryze, "sales", ANA, text).unwrap();
    }
    assert_eq!(event(&mut socket).await["data"]["message"]["content"], "sooner");
    assert_eq!(event(&mut socket).await["data"]["message"]["content"], "later");
}

#[tokio::test]
async fn a_websocket_of_vzaps_replays_and_waits_for_acknowledgements() {
    let emulator = Emulator::start().await.unwrap();
    let known = emulator.credentials();
    let nobody = Client::new(&emulator, Gateway::Vzaps);
    let login =
        json!({ "client_token": known.vzaps_client_token, "client_secret": known.vzaps_client_secret });
    let jwt = nobody.post("/token", login).await.text("/access_token").to_owned();
    let owner = nobody.with("authorization", format!("Bearer {jwt}"));
    let created = owner.put("/instances/create", json!({ "name": "shop" })).await;
    let (id, token) = (created.text("/id"), created.text("/token"));
    assert!(emulator.scan(Gateway::Vzaps, id));

    let base = emulator.base_url(Gateway::Vzaps).replace("http:", "ws:");
    let url = format!("{base}/events/ws?instance_id={id}&access_token={jwt}&events=Message");
    assert_eq!(status(connect_async(&url).await), 401);
    let url = format!("{url}&instance_token={token}");
    let (mut socket, _) = connect_async(&url).await.unwrap();
    for text in ["one", "two"] {
        emulator.receive_message(Gateway::Vzaps, id, ANA, text).unwrap();
    }
    let (one, two) = (event(&mut socket).await, event(&mut socket).await);
    assert_eq!(one["type"], "Message");
    assert_eq!(one["data"]["event"]["Message"]["conversation"], "one");
    let ack = json!({ "type": "ack", "event_id": one["id"] }).to_string();
    socket.send(Message::Text(ack.into())).await.unwrap();
    // The server answers in order, so that what was said before the ping was heard when it is answered.
    socket.send(Message::Ping("heard".into())).await.unwrap();
    while !matches!(socket.next().await, Some(Ok(Message::Pong(said))) if said == "heard") {}
    emulator.advance_clock(Duration::from_secs(31));
    assert_eq!(event(&mut socket).await, two);

    let (mut again, _) =
        connect_async(format!("{url}&last_event_id={}", one["id"].as_str().unwrap())).await.unwrap();
    assert_eq!(event(&mut again).await, two);
}

#[tokio::test]
async fn a_delivery_of_vzaps_that_failed_is_found_and_repeated() {
    let emulator = Emulator::start().await.unwrap();
    let known = emulator.credentials();
    let nobody = Client::new(&emulator, Gateway::Vzaps);
    let login =
        json!({ "client_token": known.vzaps_client_token, "client_secret": known.vzaps_client_secret });
    let jwt = nobody.post("/token", login).await.text("/access_token").to_owned();
    let owner = nobody.with("authorization", format!("Bearer {jwt}"));
    let created = owner.put("/instances/create", json!({ "name": "shop" })).await;
    let path = |rest: &str| format!("/instances/{}/webhook{rest}", created.text("/id"));
    let mut receiver = Receiver::start().await;
    let wanted = json!({ "webhookURL": receiver.url(), "events": "Connected" });
    assert_eq!(owner.post(&path(""), wanted).await.text("/data/events"), "Connected");
    assert_eq!(owner.get(&path("")).await.body["data"]["subscribe"], json!(["Connected"]));

    for _ in 0..3 {
        receiver.answer(503);
    }
    emulator.scan(Gateway::Vzaps, created.text("/id"));
    for attempts in 1..=3 {
        assert_eq!(receiver.next().await.body["type"], "Connected");
        emulator.until(|e| e.webhook_deliveries()[0].attempts.len() == attempts).await;
        emulator.advance_clock(Duration::from_secs(31));
    }
    emulator.until(|e| e.webhook_deliveries()[0].failed).await;
    let failed = owner.post(&path("/logs/search"), json!({ "status": "failed" })).await;
    let log = failed.text("/data/content/0/id");
    assert_eq!(owner.get(&path(&format!("/logs/{log}"))).await.text("/data/payload/type"), "Connected");
    assert_eq!(owner.post(&path(&format!("/logs/{log}/retry")), json!({})).await.code(), 200);
    receiver.next().await;
    emulator.until(|e| e.webhook_deliveries()[0].delivered).await;
}
