//! The gateway's contract, which every golden is held against: the key, the route, the members of the request, the example of the answer.

use std::sync::OnceLock;

use serde_json::Value;
use wagate_sdk_core::adapter::{Endpoint, Shared};
use wagate_wazzapi::Wazzapi;
use wiremock::{MockServer, Request, ResponseTemplate};

use super::{KEY, account, answering_with, json_of, line, requests};

const FILE: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../../tests/contracts/wazzapi.json");

/// The contract's entry of an operation.
fn entry(name: &str) -> &'static Value {
    static CONTRACT: OnceLock<Value> = OnceLock::new();
    let contract =
        CONTRACT.get_or_init(|| serde_json::from_str(&std::fs::read_to_string(FILE).unwrap()).unwrap());
    let mut entries = contract["endpoints"].as_array().unwrap().iter();
    entries.find(|entry| entry["id"] == name).unwrap_or_else(|| panic!("the contract has no {name}"))
}

/// The contract's example of an operation's answer.
pub(crate) fn example(name: &str) -> Value {
    let example = &entry(name)["response"]["example"];
    assert!(!example.is_null(), "the contract has no example of {name}");
    example.clone()
}

/// What an operation asks for, and what it makes of the contract's example.
pub(crate) async fn golden<E>(endpoint: E) -> (E::Response, Request)
where
    E: Endpoint<Provider = Wazzapi, Scope = Shared> + Clone,
{
    golden_of(endpoint, example(E::NAME)).await
}

/// What an operation asks for, and what it makes of an answer that the contract has no example of.
pub(crate) async fn golden_of<E>(endpoint: E, answer: Value) -> (E::Response, Request)
where
    E: Endpoint<Provider = Wazzapi, Scope = Shared> + Clone,
{
    golden_with(endpoint, ResponseTemplate::new(200).set_body_json(answer)).await
}

/// Likewise, for an answer that is no JSON. Both clients ask the same.
pub(crate) async fn golden_with<E>(endpoint: E, answer: ResponseTemplate) -> (E::Response, Request)
where
    E: Endpoint<Provider = Wazzapi, Scope = Shared> + Clone,
{
    let server = answering_with(answer).await;
    account(&server).call(endpoint.clone()).await.unwrap();
    let response = line(&server).call(endpoint).await.unwrap();
    let mut seen = requests(&server).await;
    assert_eq!(seen.len(), 2);
    let (of_account, of_line) = (seen.remove(0), seen.remove(0));
    assert_eq!((of_account.url, of_account.body), (of_line.url.clone(), of_line.body.clone()));
    check(entry(E::NAME), &of_line);
    (response, of_line)
}

/// Refused before anything leaves.
pub(crate) async fn refused<E>(endpoint: E)
where
    E: Endpoint<Provider = Wazzapi, Scope = Shared>,
    E::Response: std::fmt::Debug,
{
    let server = MockServer::start().await;
    let error = line(&server).call(endpoint).await.unwrap_err();
    assert!(matches!(error, wagate_sdk_core::Error::InvalidRequest(_)), "{error:?}");
    assert_eq!(error.outcome(), wagate_sdk_core::Outcome::NotSent);
    assert!(requests(&server).await.is_empty());
}

fn check(entry: &Value, request: &Request) {
    let name = &entry["id"];
    assert_eq!(request.headers["authorization"], format!("Bearer {KEY}").as_str(), "{name}");
    assert_eq!(entry["method"], request.method.as_str(), "{name}");
    let (route, path) = (entry["path"].as_str().unwrap(), request.url.path());
    let (mut route, mut path) = (route.split('/'), path.split('/'));
    loop {
        match (route.next(), path.next()) {
            (None, None) => break,
            (Some(wanted), Some(got)) => {
                assert!(wanted.starts_with('{') || wanted == got, "{name}: {got} in place of {wanted}");
            }
            other => panic!("{name}: the path has another length: {other:?}"),
        }
    }
    let query = request.url.query_pairs().map(|(name, _)| name.into_owned()).collect();
    check_members(name, &entry["query"], query);
    let body = match json_of(request) {
        Value::Object(members) => members.into_iter().map(|(name, _)| name).collect(),
        Value::Null => Vec::new(),
        other => panic!("{name}: the body is {other}"),
    };
    check_members(name, &entry["body"], body);
}

/// Whether what goes out is in the contract, and what the contract wants goes out.
fn check_members(operation: &Value, known: &Value, sent: Vec<String>) {
    let known = known.as_array().unwrap();
    let name = |member: &Value| member["name"].as_str().unwrap().to_owned();
    if known.iter().any(|member| member["name"] == "*") {
        return;
    }
    for member in &sent {
        assert!(known.iter().any(|known| name(known) == *member), "{operation} does not know {member}");
    }
    for member in known.iter().filter(|member| member["required"] == true) {
        let name = name(member);
        assert!(name.contains('[') || sent.contains(&name), "{operation} wants {name}");
    }
}
