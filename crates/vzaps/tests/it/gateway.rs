//! A server that stands for the gateway, and clients of it.

use std::time::Duration;

use serde_json::{Value, json};
use wagate_sdk_core::adapter::{Endpoint, OnInstance};
use wagate_sdk_core::{
    AccountClient, Address, InstanceClient, InstanceToken, Outcome, RetryPolicy, SecretToken,
};
use wagate_vzaps::{AccountCredential, ClientCredentials, TwoTokens, Vzaps};
use wiremock::matchers::{method, path};
use wiremock::{Mock, MockServer, Request, ResponseTemplate};

pub(crate) const ID: &str = "VZ4Q7M2XK9T1B6C8D0E3F5G7H9";
pub(crate) const CLIENT_TOKEN: &str = "ct_demo_7f3a";
pub(crate) const CLIENT_SECRET: &str = "cs_demo_19be";
pub(crate) const INSTANCE_TOKEN: &str = "inst_demo_5c1e";
pub(crate) const JWT: &str = "eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiJkZW1vIn0.c2ln";

pub(crate) fn secret(text: &str) -> SecretToken {
    SecretToken::new(text).unwrap()
}

pub(crate) fn login() -> ClientCredentials {
    ClientCredentials::new(secret(CLIENT_TOKEN), secret(CLIENT_SECRET))
}

pub(crate) fn two_tokens() -> TwoTokens {
    TwoTokens::new(secret(CLIENT_TOKEN), InstanceToken::new(INSTANCE_TOKEN).unwrap())
}

/// An account that buys its JWT.
pub(crate) fn account(server: &MockServer) -> AccountClient<Vzaps> {
    AccountClient::builder(login()).base_url(server.uri()).build().unwrap()
}

/// An account with a JWT of the caller's.
pub(crate) fn account_with_jwt(server: &MockServer) -> AccountClient<Vzaps> {
    AccountClient::builder(AccountCredential::jwt(secret(JWT))).base_url(server.uri()).build().unwrap()
}

/// An instance with the two tokens.
pub(crate) fn line(server: &MockServer) -> InstanceClient<Vzaps> {
    InstanceClient::builder(ID, two_tokens()).base_url(server.uri()).build().unwrap()
}

pub(crate) fn phone() -> Address {
    "5511987650002".parse().unwrap()
}

pub(crate) fn group() -> Address {
    "120363000000000001@g.us".parse().unwrap()
}

/// `POST /token` gives [`JWT`].
pub(crate) async fn gives_jwt(server: &MockServer) {
    let answer = json!({"access_token": JWT, "expires_in": 3600});
    answers(server, "POST", "/token", 200, answer).await;
}

/// A route answers with a status and JSON.
pub(crate) async fn answers(server: &MockServer, verb: &str, route: &str, status: u16, body: Value) {
    Mock::given(method(verb))
        .and(path(route))
        .respond_with(ResponseTemplate::new(status).set_body_json(body))
        .mount(server)
        .await;
}

/// Every route answers so.
pub(crate) async fn answers_all(server: &MockServer, answer: ResponseTemplate) {
    Mock::given(wiremock::matchers::any()).respond_with(answer).mount(server).await;
}

/// What arrived, in its order.
pub(crate) async fn arrived(server: &MockServer) -> Vec<Request> {
    server.received_requests().await.unwrap()
}

/// What arrived besides `POST /token`.
pub(crate) async fn calls(server: &MockServer) -> Vec<Request> {
    let mut requests = arrived(server).await;
    requests.retain(|request| request.url.path() != "/token");
    requests
}

/// How often a JWT was asked for.
pub(crate) async fn token_requests(server: &MockServer) -> usize {
    arrived(server).await.iter().filter(|request| request.url.path() == "/token").count()
}

/// What an operation of an instance asks (method, path with query, body), and what it makes of that answer.
pub(crate) async fn golden<E>(endpoint: E, answer: Value) -> (E::Response, (String, String, Option<Value>))
where
    E: Endpoint<Provider = Vzaps, Scope: OnInstance>,
{
    let server = MockServer::start().await;
    answers_all(&server, ResponseTemplate::new(200).set_body_json(answer)).await;
    let response = line(&server).call(endpoint).await.unwrap();
    (response, only_call(&server).await)
}

/// A call as [`golden`] tells it.
pub(crate) fn call(
    verb: &str,
    rest: &str,
    body: impl Into<Option<Value>>,
) -> (String, String, Option<Value>) {
    (verb.to_owned(), route(rest), body.into())
}

/// How often an operation arrives when the gateway has answered 503 to it.
pub(crate) async fn attempts<E>(endpoint: E) -> usize
where
    E: Endpoint<Provider = Vzaps, Scope: OnInstance, Response: std::fmt::Debug>,
{
    let server = MockServer::start().await;
    answers_all(&server, ResponseTemplate::new(503)).await;
    let hasty = RetryPolicy::new().longest_backoff(Duration::from_millis(1));
    let line = InstanceClient::builder(ID, two_tokens()).base_url(server.uri()).retry(hasty).build().unwrap();
    let error = line.call(endpoint).await.unwrap_err();
    assert_eq!(error.outcome(), Outcome::Unknown);
    arrived(&server).await.len()
}

/// The one call that arrived: method, path with query, body.
pub(crate) async fn only_call(server: &MockServer) -> (String, String, Option<Value>) {
    let requests = calls(server).await;
    assert_eq!(requests.len(), 1, "{requests:?}");
    let request = &requests[0];
    let query = request.url.query().map(|query| format!("?{query}")).unwrap_or_default();
    if !request.body.is_empty() {
        assert_eq!(header(request, "content-type"), Some("application/json"));
    }
    let body = (!request.body.is_empty()).then(|| serde_json::from_slice(&request.body).unwrap());
    (request.method.to_string(), format!("{}{query}", request.url.path()), body)
}

pub(crate) fn header<'a>(request: &'a Request, name: &str) -> Option<&'a str> {
    request.headers.get(name).map(|value| value.to_str().unwrap())
}

/// The credential headers of a request: `Authorization`, `X-Client-Token`, `X-Instance-Token`.
pub(crate) fn credentials(request: &Request) -> [Option<&str>; 3] {
    ["authorization", "x-client-token", "x-instance-token"].map(|name| header(request, name))
}

pub(crate) fn bearer() -> String {
    format!("Bearer {JWT}")
}

/// An instance as the reference shows it.
pub(crate) fn instance() -> Value {
    json!({
        "id": ID,
        "name": "Support line",
        "token": INSTANCE_TOKEN,
        "url": format!("https://app.vzaps.com/instances/{ID}"),
        "webhook": "https://hooks.example.com/vzaps",
        "events_subscribe": "Message,Connected,Disconnected",
        "reject_calls": false,
        "auto_read_messages": false,
        "connected": false,
        "billing_status": "TRIALING",
        "created_at": "2026-07-01T12:00:00Z",
        "updated_at": "2026-07-01T12:00:00Z"
    })
}

/// The instance without some of its members.
pub(crate) fn instance_without(members: &[&str]) -> Value {
    let mut value = instance();
    for member in members {
        value.as_object_mut().unwrap().remove(*member);
    }
    value
}

/// A page that holds these rows.
pub(crate) fn page(rows: Value) -> Value {
    json!({"page": 1, "size": 20, "total": 1, "total_pages": 1, "content": rows, "summary": {}})
}

/// An envelope.
pub(crate) fn enveloped(data: Value) -> Value {
    json!({"code": 200, "success": true, "data": data})
}

pub(crate) fn queued() -> Value {
    enveloped(json!({"message_id": "90B2F8B13FAC8A9CF6B06E99C7834DC5"}))
}

/// A route of the instance.
pub(crate) fn route(rest: &str) -> String {
    format!("/instances/{ID}{rest}")
}
