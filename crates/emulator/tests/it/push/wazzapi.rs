//! WazzAPI's webhooks.

use std::time::Duration;

use hmac::{Hmac, KeyInit as _, Mac as _};
use serde_json::{Value, json};
use sha2::Sha256;
use wagate_emulator::{Emulator, Gateway};

use super::sink::{Post, Sink};
use crate::client::Client;

const SUBSCRIPTIONS: &str = "/api/v1/webhooks/subscriptions";

pub(super) fn owner(emulator: &Emulator) -> Client {
    let key = &emulator.credentials().wazzapi_api_key;
    Client::new(emulator, Gateway::Wazzapi).with("authorization", format!("Bearer {key}"))
}

/// A new device.
pub(super) async fn link(owner: &Client) -> String {
    let linked =
        owner.post("/api/v1/devices", json!({ "name": "Support Device", "session_name": "main" })).await;
    assert_eq!(linked.code(), 201, "{:?}", linked.body);
    linked.text("/id").to_owned()
}

async fn subscribe(owner: &Client, sink: &Sink, events: Value) -> String {
    let body = json!({
        "url": sink.url("/hook"), "subscribed_events": events, "secret": "whsec_test-sécret", "description": "crm",
    });
    let made = owner.post(SUBSCRIPTIONS, body).await;
    assert_eq!(made.code(), 200, "{:?}", made.body);
    assert_eq!((made.text("/secret_prefix"), made.text("/status")), ("whsec_te", "active"));
    assert!(made.body.get("secret").is_none());
    made.text("/id").to_owned()
}

fn verified(post: &Post) -> &Value {
    let header = |name: &str| post.headers[name].to_str().unwrap().to_owned();
    let signature = header("x-wazzapi-signature");
    let digits = signature.strip_prefix("sha256=").unwrap();
    let bytes: Vec<u8> =
        (0..64).step_by(2).map(|at| u8::from_str_radix(&digits[at..at + 2], 16).unwrap()).collect();
    let mut mac = Hmac::<Sha256>::new_from_slice("whsec_test-sécret".as_bytes()).unwrap();
    mac.update(&post.bytes);
    mac.verify_slice(&bytes).unwrap();
    assert_eq!(header("x-wazzapi-event"), post.body["event_type"]);
    assert_eq!(header("x-wazzapi-event-id"), post.body["id"]);
    &post.body
}

#[tokio::test]
async fn messages_and_devices_are_told_and_signed() {
    let emulator = Emulator::start().await.unwrap();
    let mut sink = Sink::start().await;
    let owner = owner(&emulator);
    let webhook = subscribe(
        &owner,
        &sink,
        json!([
            "message.received",
            "message.sent",
            "message.delivered",
            "message.read",
            "message.failed",
            "device.connected",
            "device.disconnected",
            "device.connection_failed",
        ]),
    )
    .await;
    let device = link(&owner).await;
    assert_eq!(owner.get(&format!("/api/v1/devices/{device}/qr")).await.code(), 200);
    assert!(emulator.fail_pairing(Gateway::Wazzapi, &device));
    let post = sink.next().await;
    let failed = verified(&post);
    assert_eq!(
        (&failed["event_type"], &failed["data"]["status"]),
        (&json!("device.connection_failed"), &json!("failed"))
    );
    assert!(!emulator.fail_pairing(Gateway::Wazzapi, &device));

    emulator.scan(Gateway::Wazzapi, &device);
    let post = sink.next().await;
    let connected = verified(&post);
    assert_eq!(
        (&connected["event_type"], &connected["webhook_id"]),
        (&json!("device.connected"), &json!(webhook))
    );
    assert_eq!(connected["data"]["whatsapp_account_id"], device);
    assert_eq!(connected["data"]["account_name"], "Support Device");
    assert_eq!(connected["data"]["phone_number"], emulator.phone(Gateway::Wazzapi, &device).unwrap());
    assert_eq!(
        (&connected["data"]["message_id"], &connected["data"]["reason"]),
        (&json!(""), &json!("Connected"))
    );

    let whatsapp_id = emulator.receive_message(Gateway::Wazzapi, &device, "6281234567890", "hello").unwrap();
    let post = sink.next().await;
    let received = verified(&post);
    assert_eq!(received["event_type"], "message.received");
    let data = &received["data"];
    assert_eq!((&data["whatsapp_message_id"], &data["direction"]), (&json!(whatsapp_id), &json!("inbound")));
    assert_eq!((&data["content"], &data["phone_number"]), (&json!("hello"), &json!("6281234567890")));
    let stored = owner.get(&format!("/api/v1/messages/{}", data["message_id"].as_str().unwrap())).await;
    assert_eq!(stored.text("/content"), "hello");

    let send = json!({ "whatsapp_account_id": device, "phone_number": "6281234567890", "content": "hi" });
    let sent = owner.post("/api/v1/messages/send", send.clone()).await;
    let id = sent.text("/message_id").to_owned();
    emulator.deliver(Gateway::Wazzapi, &device, &id);
    emulator.read(Gateway::Wazzapi, &device, &id);
    for (name, status) in
        [("message.sent", "sent"), ("message.delivered", "delivered"), ("message.read", "read")]
    {
        let post = sink.next().await;
        let told = verified(&post);
        assert_eq!((&told["event_type"], &told["data"]["status"]), (&json!(name), &json!(status)));
        assert_eq!(told["data"]["message_id"], id);
    }
    emulator.set_not_on_whatsapp("6281234567890");
    owner.post("/api/v1/messages/send", send).await;
    let post = sink.next().await;
    let failed = verified(&post);
    assert_eq!(failed["event_type"], "message.failed");
    assert!(failed["data"]["failure_reason"].is_string());
    emulator.drop_connection(Gateway::Wazzapi, &device);
    assert_eq!(sink.names("event_type", 1).await, ["device.disconnected"]);
}

#[tokio::test]
async fn a_server_may_tell_only_what_is_documented() {
    let emulator = Emulator::start().await.unwrap();
    emulator.set_wazzapi_documented_events(true);
    let mut sink = Sink::start().await;
    let owner = owner(&emulator);
    subscribe(&owner, &sink, json!(["message.received"])).await;
    let device = link(&owner).await;
    emulator.scan(Gateway::Wazzapi, &device);
    emulator.receive_message(Gateway::Wazzapi, &device, "6281234567890", "hello").unwrap();
    let received = sink.next().await.body;
    let members = |value: &Value| value.as_object().unwrap().keys().cloned().collect::<Vec<_>>();
    let outer = ["data", "event_type", "id", "organization_id", "timestamp", "webhook_id"];
    assert_eq!(members(&received), outer);
    assert_eq!(members(&received["data"]).len(), 16);
    assert!(received["data"].get("content").is_none());
}

#[tokio::test]
async fn what_fails_is_tried_again_and_stands_in_the_log() {
    let emulator = Emulator::start().await.unwrap();
    let mut sink = Sink::start().await;
    let owner = owner(&emulator);
    let webhook = subscribe(&owner, &sink, json!(["message.received"])).await;
    let one = format!("{SUBSCRIPTIONS}/{webhook}");
    let device = link(&owner).await;
    emulator.scan(Gateway::Wazzapi, &device);
    sink.answer(503);
    emulator.receive_message(Gateway::Wazzapi, &device, "6281234567890", "hello").unwrap();
    let first = sink.next().await;
    emulator.until(|emulator| emulator.webhook_deliveries()[0].attempts.len() == 1).await;
    let log = owner.get(&format!("{one}/events")).await;
    let entry = &log.body["events"][0];
    assert_eq!((&entry["status"], &entry["response_code"]), (&json!("retrying"), &json!(503)));
    assert_eq!(owner.get(&one).await.body["failure_count"], 1);
    emulator.advance_clock(Duration::from_secs(60));
    let second = sink.next().await;
    assert_eq!(second.bytes, first.bytes);
    assert_eq!(second.headers["x-wazzapi-event-id"], first.headers["x-wazzapi-event-id"]);
    emulator.until(|emulator| emulator.webhook_deliveries()[0].delivered).await;
    let log = owner.get(&format!("{one}/events")).await;
    assert_eq!(
        (&log.body["events"][0]["status"], &log.body["events"][0]["retry_count"]),
        (&json!("delivered"), &json!(1))
    );
    assert_eq!((&log.body["total"], &log.body["events"][0]["id"]), (&json!(1), &first.body["id"]));
}

#[tokio::test]
async fn subscriptions_are_made_changed_pinged_and_deleted() {
    let emulator = Emulator::start().await.unwrap();
    let mut sink = Sink::start().await;
    let owner = owner(&emulator);
    let wrong =
        owner.post(SUBSCRIPTIONS, json!({ "url": "ftp://x", "subscribed_events": ["message.gone"] })).await;
    assert_eq!((wrong.code(), wrong.body["detail"].as_array().unwrap().len()), (422, 2));
    let webhook = subscribe(&owner, &sink, json!(["message.received"])).await;
    let one = format!("{SUBSCRIPTIONS}/{webhook}");
    let ping = owner.post(&format!("{one}/ping"), Value::Null).await;
    assert_eq!((&ping.body["success"], &ping.body["status_code"]), (&json!(true), &json!(200)));
    verified(&sink.next().await);
    sink.answer(500);
    let ping = owner.post(&format!("{one}/ping"), Value::Null).await;
    assert_eq!((&ping.body["success"], &ping.body["status_code"]), (&json!(false), &json!(500)));

    let changed =
        owner.patch(&one, json!({ "is_active": false, "subscribed_events": ["message.sent"] })).await;
    assert_eq!((changed.text("/status"), changed.text("/description")), ("paused", "crm"));
    assert_eq!(owner.get(SUBSCRIPTIONS).await.body["total"], 1);
    assert_eq!(owner.get(&format!("{SUBSCRIPTIONS}?active_only=true")).await.body["total"], 0);
    assert_eq!(owner.delete(&one).await.code(), 204);
    assert_eq!(owner.get(&one).await.code(), 404);
}
