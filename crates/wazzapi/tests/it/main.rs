//! The adapter's tests.
#![allow(clippy::unwrap_used, clippy::panic, reason = "a test fails by panicking")]

mod auth;
mod chats;
mod contacts;
mod contract;
mod devices;
mod errors;
mod events;
mod group_messages;
mod groups;
mod instances;
mod kinds;
mod lifecycle;
mod messages;
mod portable;
mod stored;
mod templates;

use serde_json::{Value, json};
use wagate_sdk_core::{AccountClient, AccountToken, Address, InstanceClient, RetryPolicy};
use wagate_wazzapi::Wazzapi;
use wiremock::matchers::any;
use wiremock::{Mock, MockServer, Request, ResponseTemplate};

const KEY: &str = "wz_live_9f8e7d6c5b4a";
const DEVICE: &str = "c053d8ef-6c19-4ecb-9cc5-a4a64be79d92";
const PHONE: &str = "+62 812-3456-7890";
const DIGITS: &str = "6281234567890";
const GROUP: &str = "120363021234567890@g.us";

fn key() -> AccountToken {
    AccountToken::new(KEY).unwrap()
}

fn account(server: &MockServer) -> AccountClient<Wazzapi> {
    AccountClient::<Wazzapi>::builder(key())
        .base_url(server.uri())
        .retry(RetryPolicy::none())
        .build()
        .unwrap()
}

fn line(server: &MockServer) -> InstanceClient<Wazzapi> {
    account(server).instance(DEVICE).unwrap()
}

fn to(address: &str) -> Address {
    address.parse().unwrap()
}

/// A gateway that always answers this.
async fn answering(status: u16, body: &Value) -> MockServer {
    answering_with(ResponseTemplate::new(status).set_body_json(body)).await
}

async fn answering_with(answer: ResponseTemplate) -> MockServer {
    let server = MockServer::start().await;
    Mock::given(any()).respond_with(answer).mount(&server).await;
    server
}

async fn requests(server: &MockServer) -> Vec<Request> {
    server.received_requests().await.unwrap()
}

/// The one request that came, as `METHOD path?query`, with its JSON.
async fn only_request(server: &MockServer) -> (String, Value) {
    let requests = requests(server).await;
    assert_eq!(requests.len(), 1);
    (target(&requests[0]), json_of(&requests[0]))
}

fn target(request: &Request) -> String {
    let query = request.url.query().map(|query| format!("?{query}")).unwrap_or_default();
    format!("{} {}{query}", request.method, request.url.path())
}

fn json_of(request: &Request) -> Value {
    if request.body.is_empty() {
        return Value::Null;
    }
    assert_eq!(request.headers["content-type"], "application/json");
    serde_json::from_slice(&request.body).unwrap()
}

/// The contract's example of `device.list`.
fn device_row() -> Value {
    json!({
        "id": DEVICE,
        "name": "Support Device",
        "session_name": "main",
        "status": "connected",
        "is_primary": true,
        "auto_warmer_enabled": false,
        "total_messages_sent": 412,
        "total_messages_received": 388,
        "contacts_synced_count": 93,
        "created_at": "2026-05-01T08:00:00Z",
        "updated_at": "2026-05-02T08:00:00Z",
        "phone_number": DIGITS,
        "last_connected_at": "2026-05-02T07:59:00Z",
        "last_health_check_at": "2026-05-02T08:00:00Z",
        "last_contact_sync_at": null,
        "last_contact_sync_status": null
    })
}

/// The contract's example of `device.get`.
fn device() -> Value {
    let mut device = device_row();
    device["timezone"] = json!("Asia/Jakarta");
    device["connection_attempts"] = json!(2);
    device["daily_message_limit"] = json!(1000);
    device["message_delay_ms"] = json!(500);
    device["backend_id"] = json!("7a5d6343-1dd1-429a-8d83-25c9bf06c878");
    device
}

/// The contract's example of every send.
fn queued() -> Value {
    json!({
        "success": true,
        "message_id": "f4fd147d-e2a8-4d52-9eb5-98a72f5b90ab",
        "status": "queued",
        "run_id": "run_01hx3v"
    })
}
