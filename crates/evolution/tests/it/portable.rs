//! The portable operations: the request that leaves, and the value that comes back.

mod chats;
mod contacts;
mod content;
mod groups;
mod lifecycle;
mod messages;
mod offline;
mod profile;
mod settings;
mod stories;
mod webhooks;

use serde_json::Value;
use wagate_evolution::Evolution;
use wagate_sdk_core::{Address, Error, InstanceClient, Outcome};
use wiremock::matchers::path;
use wiremock::{Mock, MockServer, Request, ResponseTemplate};

use crate::{GLOBAL_KEY, answering, baileys, body, expect, requests, the_request};

pub(crate) const PHONE: &str = "5511999990000";
pub(crate) const JID: &str = "5511999990000@s.whatsapp.net";
pub(crate) const LID: &str = "222333444555666@lid";
pub(crate) const GROUP: &str = "120363000000000001@g.us";

pub(crate) fn to(text: &str) -> Address {
    text.parse().unwrap()
}

/// Runs an operation of the instance `shop` against a server that answers so. One request must leave: this one.
async fn maps<T>(
    (method, path, asked): (&str, &str, Value),
    (status, told): (u16, Value),
    work: impl AsyncFnOnce(&InstanceClient<Evolution>) -> Result<T, Error>,
) -> T {
    let server = answering(status, told).await;
    let value = work(&baileys(&server)).await.unwrap();
    let request = the_request(&server).await;
    expect(&request, method, path, GLOBAL_KEY);
    assert_eq!(read(&request), asked, "{path}");
    value
}

/// The body of a request; nothing for none.
fn read(request: &Request) -> Value {
    if request.body.is_empty() { Value::Null } else { body(request) }
}

/// A server that answers each route in its own way.
async fn routes(routes: &[(&str, u16, Value)]) -> MockServer {
    let server = MockServer::start().await;
    for (route, status, told) in routes {
        Mock::given(path(format!("{route}/shop")))
            .respond_with(ResponseTemplate::new(*status).set_body_json(told))
            .mount(&server)
            .await;
    }
    server
}

/// What left, in order: the path without the instance, and the body.
async fn left(server: &MockServer) -> Vec<(String, Value)> {
    let requests = server.received_requests().await.unwrap();
    requests
        .iter()
        .map(|request| (request.url.path().trim_end_matches("/shop").to_owned(), read(request)))
        .collect()
}

/// An operation that must be refused before anything leaves.
async fn stays<T>(work: impl AsyncFnOnce(&InstanceClient<Evolution>) -> Result<T, Error>) -> Error {
    let server = answering(200, Value::Null).await;
    let Err(error) = work(&baileys(&server)).await else { panic!("it was done") };
    assert_eq!((error.outcome(), requests(&server).await), (Outcome::NotSent, 0), "{error}");
    error
}
