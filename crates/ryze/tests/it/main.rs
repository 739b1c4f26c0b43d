//! The adapter against a gateway made of the documents' own examples.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a helper that fails fails its test")]

mod answers;
mod auth;
mod chats;
mod contacts;
mod errors;
mod events;
mod files;
mod groups;
mod history;
mod instances;
mod kinds;
mod lifecycle;
mod message_kinds;
mod message_life;
mod messages;
mod profile;
mod realtime;
mod settings;
mod stories;
mod webhooks;

use serde_json::{Value, json};
use wagate_ryze::{AccountCredential, InstanceCredential, Ryze};
use wagate_sdk_core::adapter::{Endpoint, OnInstance};
use wagate_sdk_core::{
    AccountClient, AccountToken, Address, Error, InstanceClient, InstanceToken, RetryPolicy,
};
use wiremock::matchers::any;
use wiremock::{Mock, MockServer, Request, ResponseTemplate};

const ACCOUNT: &str = "acc-secret-1";
const INSTANCE: &str = "ins-secret-1";

fn account_token() -> AccountToken {
    AccountToken::new(ACCOUNT).unwrap()
}

fn instance_token() -> InstanceToken {
    InstanceToken::new(INSTANCE).unwrap()
}

/// An account's client that sends everything once.
fn account(server: &MockServer, credential: impl Into<AccountCredential>) -> AccountClient<Ryze> {
    AccountClient::<Ryze>::builder(credential)
        .base_url(server.uri())
        .retry(RetryPolicy::none())
        .build()
        .unwrap()
}

/// The instance `support` with a token of its own; everything is sent once.
fn line(server: &MockServer, credential: impl Into<InstanceCredential>) -> InstanceClient<Ryze> {
    InstanceClient::<Ryze>::builder("support", credential)
        .base_url(server.uri())
        .retry(RetryPolicy::none())
        .build()
        .unwrap()
}

fn phone() -> Address {
    "5511999999999".parse().unwrap()
}

fn lid() -> Address {
    "123456789012345@lid".parse().unwrap()
}

fn group() -> Address {
    "120363406289005073@g.us".parse().unwrap()
}

fn newsletter() -> Address {
    "120363422585881117@newsletter".parse().unwrap()
}

/// A gateway that gives one answer to everything.
async fn gateway(status: u16, body: Value) -> MockServer {
    answering(ResponseTemplate::new(status).set_body_json(body)).await
}

async fn answering(answer: ResponseTemplate) -> MockServer {
    let server = MockServer::start().await;
    Mock::given(any()).respond_with(answer).mount(&server).await;
    server
}

fn failure(words: &str) -> Value {
    json!({"success": false, "error": {"message": words}})
}

async fn requests(server: &MockServer) -> Vec<Request> {
    server.received_requests().await.unwrap()
}

/// The one request that came.
async fn request(server: &MockServer) -> Request {
    let mut requests = requests(server).await;
    assert_eq!(requests.len(), 1);
    requests.remove(0)
}

/// What an operation of an instance asks, and what it makes of that answer.
async fn golden<E>(endpoint: E, answer: Value) -> (E::Response, Request)
where
    E: Endpoint<Provider = Ryze, Scope: OnInstance>,
{
    let server = gateway(200, answer).await;
    let response = line(&server, instance_token()).call(endpoint).await.unwrap();
    (response, request(&server).await)
}

/// What a portable operation makes of that answer, and the one request that it sent.
async fn portable<T>(
    answer: Value,
    operation: impl AsyncFnOnce(InstanceClient<Ryze>) -> Result<T, Error>,
) -> (T, Request) {
    let server = gateway(200, answer).await;
    let result = operation(line(&server, instance_token())).await.unwrap();
    (result, request(&server).await)
}

/// The error of a portable operation that sends nothing.
async fn refused_here<T>(operation: impl AsyncFnOnce(InstanceClient<Ryze>) -> Result<T, Error>) -> Error {
    let server = gateway(200, json!({"success": true})).await;
    let error = operation(line(&server, instance_token())).await.err().unwrap();
    assert!(requests(&server).await.is_empty(), "something left");
    error
}

/// Method, path and query of a request.
fn route(request: &Request) -> String {
    let query = request.url.query().map(|query| format!("?{query}")).unwrap_or_default();
    format!("{} {}{query}", request.method, request.url.path())
}

fn body(request: &Request) -> Value {
    serde_json::from_slice(&request.body).unwrap()
}

fn header<'r>(request: &'r Request, name: &str) -> Option<&'r str> {
    request.headers.get(name).map(|value| value.to_str().unwrap())
}

/// The answer to `instance.list` as the documents show it.
fn listed() -> Value {
    json!({
        "success": true,
        "message": "1 Instance found",
        "instances": [{
            "id": "0f6c2c1e-6c0a-4f0e-9a55-3d1f0c7a1b22",
            "name": "support",
            "token": "7b1b2c1e-1111-4222-8333-944455566677",
            "status": "connected",
            "connection": {
                "state": "connected",
                "numberJid": "5511999990000@s.whatsapp.net",
                "presenceStatus": "available",
                "displayStatus": "online"
            },
            "profile": {
                "name": "Support",
                "pictureUrl": "https://pps.example/p.jpg",
                "isBusiness": true,
                "businessName": "Acme"
            },
            "webhook": {"enabled": false},
            "websocket": {"enabled": false, "events": [], "mediaBase64": false}
        }],
        "meta": {"total": 1}
    })
}

/// The answer to `instance.create` as the documents show it.
fn created() -> Value {
    json!({
        "success": true,
        "message": "Instance created",
        "instance": {
            "id": "0f6c2c1e-6c0a-4f0e-9a55-3d1f0c7a1b22",
            "name": "support",
            "token": "7b1b2c1e-1111-4222-8333-944455566677",
            "status": "disconnected"
        }
    })
}

/// The answer to `message.text` as the documents show it.
fn text_sent() -> Value {
    let mut answer = sent_of_kind("text");
    answer["data"]["content"] = json!("Hello!");
    answer
}

/// What the documents show of the answer to every send.
fn sent_of_kind(kind: &str) -> Value {
    json!({
        "success": true,
        "message": "Message sent successfully",
        "status": "sent",
        "data": {
            "messageId": "3EB08FCF27E532F1B0F5",
            "timestamp": "2026-11-22T12:00:00Z",
            "messageType": kind,
            "direction": "outgoing",
            "chat": {"jid": "5511999999999@s.whatsapp.net"},
            "sender": {"jid": "5511888888888@s.whatsapp.net"}
        }
    })
}
