//! The adapter against a server that answers what Evolution API 2.3.7 answers.

#![allow(clippy::unwrap_used, clippy::panic, clippy::print_stdout, reason = "a test fails by panicking")]

mod auth;
mod cards;
mod channel;
mod chats;
mod contacts;
mod errors;
mod events;
mod files;
mod groups;
mod history;
mod instances;
mod interactive;
mod kinds;
mod labels;
mod lifecycle;
mod media;
mod messages;
mod offline;
mod operations;
mod portable;
mod profile;
mod realtime;
mod recorded;
mod settings;

use serde_json::{Value, json};
use wagate_evolution::{Evolution, Integration, KnownChannel};
use wagate_sdk_core::adapter::{Endpoint, OnInstance};
use wagate_sdk_core::{AccountClient, AccountToken, InstanceClient, InstanceToken, RetryPolicy};
use wiremock::matchers::any;
use wiremock::{Mock, MockServer, Request, ResponseTemplate};

const GLOBAL_KEY: &str = "the-global-key";
const SHOP_TOKEN: &str = "shop-token";

/// An account that acts with this key, and sends nothing twice.
fn account_with(server: &MockServer, key: &str) -> AccountClient<Evolution> {
    AccountClient::builder(AccountToken::new(key).unwrap())
        .base_url(server.uri())
        .retry(RetryPolicy::none())
        .build()
        .unwrap()
}

fn account(server: &MockServer) -> AccountClient<Evolution> {
    account_with(server, GLOBAL_KEY)
}

/// The instance `shop` with its own token.
fn shop(server: &MockServer) -> InstanceClient<Evolution> {
    InstanceClient::builder("shop", InstanceToken::new(SHOP_TOKEN).unwrap())
        .base_url(server.uri())
        .retry(RetryPolicy::none())
        .build()
        .unwrap()
}

/// The instance `shop` on the usual channel, with the account's key.
fn baileys(server: &MockServer) -> InstanceClient<Evolution> {
    shop_on(server, KnownChannel::new(Integration::Baileys))
}

/// The instance `shop` on a channel, with the account's key.
fn shop_on(server: &MockServer, channel: KnownChannel) -> InstanceClient<Evolution> {
    account(server).instance_with("shop", channel).unwrap()
}

/// A server that answers everything so.
async fn answering(status: u16, body: Value) -> MockServer {
    let server = MockServer::start().await;
    answer(&server, status, body).await;
    server
}

/// From now on the server answers everything so.
async fn answer(server: &MockServer, status: u16, body: Value) {
    server.reset().await;
    Mock::given(any()).respond_with(ResponseTemplate::new(status).set_body_json(body)).mount(server).await;
}

/// A failure in the server's usual envelope.
fn failure(status: u16, error: &str, message: Value) -> Value {
    json!({ "status": status, "error": error, "response": { "message": message } })
}

/// The only request that came.
async fn the_request(server: &MockServer) -> Request {
    let mut requests = server.received_requests().await.unwrap();
    assert_eq!(requests.len(), 1, "one request was expected");
    requests.remove(0)
}

async fn requests(server: &MockServer) -> usize {
    server.received_requests().await.unwrap().len()
}

/// Method, path with query, and the `apikey`.
fn line(request: &Request) -> (String, String, String) {
    let path = match request.url.query() {
        Some(query) => format!("{}?{query}", request.url.path()),
        None => request.url.path().to_owned(),
    };
    let key = request.headers.get("apikey").map(|key| key.to_str().unwrap().to_owned());
    (request.method.to_string(), path, key.unwrap_or_default())
}

fn expect(request: &Request, method: &str, path: &str, key: &str) {
    assert_eq!(line(request), (method.to_owned(), path.to_owned(), key.to_owned()));
}

fn body(request: &Request) -> Value {
    assert_eq!(request.headers["content-type"], "application/json");
    serde_json::from_slice(&request.body).unwrap()
}

/// Calls an operation of the instance `shop` against a server that answers so. One request must come, with this method, path and body
/// (`null` for none).
async fn golden<E>(
    endpoint: E,
    method: &str,
    path: &str,
    asked: Value,
    status: u16,
    told: Value,
) -> E::Response
where
    E: Endpoint<Provider = Evolution, Scope: OnInstance>,
{
    let server = answering(status, told).await;
    let answer = shop(&server).call(endpoint).await.unwrap();
    let request = the_request(&server).await;
    expect(&request, method, path, SHOP_TOKEN);
    if asked.is_null() {
        assert!(request.body.is_empty(), "{path} has no body");
    } else {
        assert_eq!(body(&request), asked);
    }
    answer
}

/// Calls an operation of the instance `shop` that must not leave.
async fn refused_before_io<E>(endpoint: E) -> wagate_sdk_core::Error
where
    E: Endpoint<Provider = Evolution, Scope: OnInstance>,
{
    let server = answering(200, json!({})).await;
    let Err(error) = shop(&server).call(endpoint).await else { panic!("{} was called", E::NAME) };
    assert_eq!((error.outcome(), requests(&server).await), (wagate_sdk_core::Outcome::NotSent, 0));
    error
}

/// The answer to a send, as the server gives it.
fn sent() -> Value {
    json!({
        "key": { "remoteJid": "5511999990000@s.whatsapp.net", "fromMe": true, "id": "3EB05C5BE17ABAA0D27001" },
        "pushName": "Você",
        "status": "PENDING",
        "message": { "conversation": "hello *world*" },
        "contextInfo": {
            "mentionedJid": [],
            "groupMentions": [],
            "ephemeralSettingTimestamp": { "low": 1_795_170_402, "high": 0, "unsigned": false },
            "disappearingMode": { "initiator": 0 },
        },
        "messageType": "conversation",
        "messageTimestamp": 1_795_343_202,
        "instanceId": "4a3c6afc-071a-4363-bd94-0a53926b398a",
        "source": "web",
    })
}

/// The answer to a creation, as the server gives it.
fn created(name: &str, integration: &str, status: &str, hash: &str) -> Value {
    json!({
        "instance": {
            "instanceName": name,
            "instanceId": "876e9b25-15f2-4e9e-8427-8a7a9d89160f",
            "integration": integration,
            "webhookWaBusiness": null,
            "accessTokenWaBusiness": "",
            "status": status,
        },
        "hash": hash,
        "webhook": {}, "websocket": {}, "rabbitmq": {}, "nats": {}, "sqs": {},
        "settings": {
            "rejectCall": false, "msgCall": "", "groupsIgnore": false, "alwaysOnline": false,
            "readMessages": false, "readStatus": false, "syncFullHistory": false, "wavoipToken": "",
        },
    })
}

/// A row of the list of instances, as the server gives it.
fn row(name: &str, token: Value) -> Value {
    json!({
        "id": "4a3c6afc-071a-4363-bd94-0a53926b398a",
        "name": name,
        "connectionStatus": "open",
        "ownerJid": "5511977770000@s.whatsapp.net",
        "profileName": "Stub Phone",
        "profilePicUrl": "https://pps.whatsapp.net/v/t61/stub.jpg",
        "integration": "WHATSAPP-BAILEYS",
        "number": null, "businessId": null,
        "token": token,
        "clientName": "evolution_exchange",
        "disconnectionReasonCode": null, "disconnectionObject": null, "disconnectionAt": null,
        "createdAt": "2026-11-22T10:26:17.672Z",
        "updatedAt": "2026-11-22T10:26:40.706Z",
        "Chatwoot": null, "Proxy": null, "Rabbitmq": null, "Nats": null, "Sqs": null,
        "Websocket": {
            "id": "cmwroz1sz0000kc7dmtw0ex9b", "enabled": true,
            "events": ["APPLICATION_STARTUP", "QRCODE_UPDATED"],
            "createdAt": "2026-11-22T10:26:17.699Z", "updatedAt": "2026-11-22T10:26:17.699Z",
            "instanceId": "4a3c6afc-071a-4363-bd94-0a53926b398a",
        },
        "Setting": {
            "id": "cmwroz1up0002kc7dhn4jccsn", "rejectCall": false, "msgCall": "", "groupsIgnore": true,
            "alwaysOnline": false, "readMessages": false, "readStatus": false, "syncFullHistory": false,
            "wavoipToken": "", "createdAt": "2026-11-22T10:26:17.761Z", "updatedAt": "2026-11-22T10:26:17.761Z",
            "instanceId": "4a3c6afc-071a-4363-bd94-0a53926b398a",
        },
        "_count": { "Message": 0, "Contact": 1, "Chat": 0 },
    })
}
