//! What failures mean: every row of the table, and that nothing else is a refusal.

use serde_json::{Value, json};
use wagate_evolution::Evolution;
use wagate_evolution::messages::SendText;
use wagate_sdk_core::adapter::{Adapter, Match, On, Refusal};
use wagate_sdk_core::{Error, ErrorKind, NewInstance, Outcome};
use wiremock::MockServer;

use crate::{account, answer, answering, failure, operations, requests, shop};

/// Words that the row holds for, in the envelope that the server would use.
fn example(row: &Refusal) -> (String, Value) {
    let status = row.status();
    let text = match row.words() {
        Match::Exact("") => return (String::new(), json!({})),
        Match::Exact(text) => text.to_owned(),
        Match::Prefix("exists: false") => {
            let person = json!({ "jid": "5500@s.whatsapp.net", "exists": false, "number": "5500" });
            let said = "exists: false, number: 5500, jid: 5500@s.whatsapp.net".to_owned();
            return (said, failure(status, "Bad Request", json!([person])));
        }
        Match::Prefix(text) => format!("{text} and so on"),
        Match::Contains(text) => format!("The \"shop\" {text}."),
        Match::Code(code) => {
            let body = json!({ "status": status, "error": "service not activated", "code": code });
            return ("service not activated".to_owned(), body);
        }
        other => panic!("no example for {other:?}"),
    };
    (text.clone(), failure(status, "Error", json!([text])))
}

/// Calls an operation that the row holds for.
async fn call(server: &MockServer, operations: On) -> Error {
    match operations {
        On::Any | On::Prefix("message.") => shop(server).call(SendText::new("5500", "x")).await.unwrap_err(),
        On::Prefix("group.") => operations::call(server, "group.find").await.unwrap_err(),
        On::Names(names) => operations::call(server, names[0]).await.unwrap_err(),
        other => panic!("no call for {other:?}"),
    }
}

#[tokio::test]
async fn every_row_is_a_refusal_of_its_kind_with_the_servers_words() {
    let server = MockServer::start().await;
    for row in Evolution::REFUSALS {
        let (words, told) = example(row);
        answer(&server, row.status(), told).await;
        let error = call(&server, row.operations()).await;
        assert_eq!(error.kind(), row.kind(), "{row:?}");
        assert_eq!(error.outcome(), Outcome::Refused, "{row:?}");
        assert_eq!(error.provider_message().unwrap_or_default(), words, "{row:?}");
        assert!(error.to_string().contains(&words));
        assert_eq!(error.status().unwrap().as_u16(), row.status());
        assert_eq!(requests(&server).await, 1, "a refusal is not repeated");
    }
}

#[test]
fn no_row_is_a_500_and_each_cites_its_proof() {
    for row in Evolution::REFUSALS {
        assert_ne!(row.status(), 500, "{row:?}");
        assert!(row.proof().len() > 20, "{row:?}");
        assert_ne!(row.kind(), ErrorKind::WrongTokenKind, "an answer never proves the kind");
    }
}

#[tokio::test]
async fn on_a_send_everything_else_is_unknown_and_not_repeated() {
    let server = MockServer::start().await;
    for (status, told) in [
        (400, failure(400, "Bad Request", json!(["Error: Timed Out"]))),
        (400, failure(400, "Bad Request", json!(["Error: Connection Closed"]))),
        (400, failure(400, "Bad Request", json!(["[object Object]"]))),
        (400, json!({})),
        (
            400,
            failure(
                400,
                "Bad Request",
                json!(["PrismaClientValidationError: text: \"instance requires property \\\"x\""]),
            ),
        ),
        (400, failure(400, "Bad Request", json!(["Error: Text is required"]))),
        (
            500,
            failure(
                500,
                "Internal Server Error",
                json!("Cannot read properties of undefined (reading 'onWhatsApp')"),
            ),
        ),
        (
            500,
            failure(500, "Internal Server Error", json!(["Error: getaddrinfo ENOTFOUND files.example.org"])),
        ),
        (500, failure(500, "Internal Server Error", json!("Unauthorized"))),
        (401, failure(401, "Unauthorized", json!("token expired at Meta"))),
        (404, failure(404, "Not Found", json!(["nothing known"]))),
        (408, json!({})),
        (429, json!({})),
        (502, json!("Bad Gateway")),
        (503, failure(503, "Service Unavailable", json!("busy"))),
    ] {
        answer(&server, status, told.clone()).await;
        let error = shop(&server).call(SendText::new("5511999990000", "x")).await.unwrap_err();
        assert_eq!(error.outcome(), Outcome::Unknown, "{status} {told}");
        assert_eq!(requests(&server).await, 1);
    }
}

#[tokio::test]
async fn an_ambiguous_400_or_500_of_a_send_says_what_it_may_mean() {
    let server = answering(400, failure(400, "Bad Request", json!(["Error: Timed Out"]))).await;
    let error = shop(&server).call(SendText::new("5511999990000", "x")).await.unwrap_err();
    assert!(error.to_string().contains("may have been sent"), "{error}");
    assert!(matches!(error, Error::Timeout(_)) && error.outcome() == Outcome::Unknown, "{error}");
    let never = failure(
        500,
        "Internal Server Error",
        json!("Cannot read properties of undefined (reading 'onWhatsApp')"),
    );
    answer(&server, 500, never).await;
    let error = shop(&server).call(SendText::new("5511999990000", "x")).await.unwrap_err();
    assert!(error.to_string().contains("never connected"), "{error}");
    assert!(matches!(error, Error::InstanceOffline(_)) && error.outcome() == Outcome::Unknown, "{error}");
}

#[tokio::test]
async fn a_creation_that_failed_half_way_is_unknown() {
    let server = MockServer::start().await;
    for (status, words) in [
        (400, "Cannot read properties of undefined (reading 'length')"),
        (400, "number is required"),
        (400, "token is required"),
        (500, "PrismaClientValidationError"),
    ] {
        answer(&server, status, failure(status, "Error", json!([words]))).await;
        let error = account(&server).create_instance(NewInstance::named("a")).await.unwrap_err();
        assert_eq!(error.outcome(), Outcome::Unknown, "{words}");
        assert_eq!(error.provider_message(), Some(words));
    }
}

#[tokio::test]
async fn a_rate_limit_is_a_proxys() {
    let server = answering(429, json!({ "message": "slow down" })).await;
    let error = shop(&server).call(SendText::new("5511999990000", "x")).await.unwrap_err();
    assert!(matches!(error, Error::RateLimited(_)));
    assert_eq!(error.outcome(), Outcome::Unknown);
    assert!(error.to_string().contains("a proxy in front of it"), "{error}");
    assert!(shop(&server).rate_limit().is_none(), "the server sends no such headers");
}
